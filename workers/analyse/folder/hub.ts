/**
 * Copies of repositories as huggingface_hub keeps them: whose they are, of which revision, and what their files are called.
 * Its cache holds `blobs/<hash>` and links with the names; browsers leave links out, so the names come from `trees/<commit>.json`.
 * All of it is what the folder says about itself, and nothing here is proved.
 */

/** A file of a folder; its path has slashes and begins with the folder's own name. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
}

export interface HubFolder {
  /** What files are called that only have a hash for a name, by their paths. No two names are alike, and none is another file's path. */
  readonly names: ReadonlyMap<string, string>;
  readonly copies: readonly HubCopy[];
}

export interface HubCopy {
  /** The folder of the copy; empty: what was opened is only a part of it. */
  readonly folder: string;
  /** `org/name`, as the folder is called; null when it is called otherwise. */
  readonly repo: string | null;
  readonly kind: 'model' | 'dataset' | 'space';
  /** Each commit once, sorted. */
  readonly revisions: readonly Revision[];
  /** Files with a hash for a name: how many got their name back, and how many did not. */
  readonly named: number;
  readonly unnamed: number;
}

export interface Revision {
  /** 40 hex digits. */
  readonly commit: string;
  /** What it is called, `main`; null when nothing calls it so. */
  readonly ref: string | null;
  /** The file or folder that says so. */
  readonly said: string;
}

/** Texts that are read to know all this: so many, and so long each. */
const TEXTS = 256;
const TEXT_BYTES = 4 * 1024 * 1024;

/** Each begins with the folder of the copy, with its slash. */
const BLOB = /^((?:[^/]*\/)*?)blobs\/([0-9a-f]{40}|[0-9a-f]{64})$/;
const SNAPSHOT = /^((?:[^/]*\/)*?)snapshots\/([0-9a-f]{40})\/.+$/;
const REF = /^((?:[^/]*\/)*?)refs\/(.+)$/;
/** A folder somebody downloaded a repository into keeps it one deeper. */
const TREE = /^((?:[^/]*\/)*?)(?:\.cache\/huggingface\/)?trees\/([0-9a-f]{40})\.json$/;
const LOCAL = /^((?:[^/]*\/)*?)\.cache\/huggingface\/download\/.+\.metadata$/;
const REPO = /(?:^|\/)(models|datasets|spaces)--([^/]+)$/;
const COMMIT = /^[0-9a-f]{40}$/;
const KINDS = { models: 'model', datasets: 'dataset', spaces: 'space' } as const;

/** Which files are to be read: the small ones that tell of names and revisions. */
export function hubTexts(files: readonly ListedFile[]): string[] {
  const wanted = files.filter(({ path, size }) => size <= TEXT_BYTES && [REF, TREE, LOCAL].some((at) => at.test(path)));
  // What names many files goes first.
  const rank = (path: string): number => (path.endsWith('.json') ? 0 : path.endsWith('.metadata') ? 2 : 1);
  return wanted
    .map(({ path }) => path)
    .sort((a, b) => rank(a) - rank(b) || order(a, b))
    .slice(0, TEXTS);
}

/** `texts`: what `hubTexts` asked for, as far as it could be read, by path. */
export function hubFolder(files: readonly ListedFile[], texts: ReadonlyMap<string, string>): HubFolder {
  const taken = new Set(files.map(({ path }) => path));
  const names = new Map<string, string>();
  const copies: HubCopy[] = [];
  for (const [root, parts] of [...partsOf(taken)].sort(([a], [b]) => order(a, b))) {
    // Git has `refs/` too, and anybody `trees/`.
    if (parts.every(({ kind }) => kind === 'ref' || kind === 'tree')) continue;
    const revisions = revisionsOf(root, parts, texts);
    const blobs = parts.filter(({ kind }) => kind === 'blob');
    const called = calledIn(root, parts, revisions, texts);
    let named = 0;
    for (const { path, id } of blobs) {
      const name = called.get(id);
      if (name === undefined || taken.has(name)) continue;
      taken.add(name);
      names.set(path, name);
      named += 1;
    }
    const folder = root.replace(/\/$/, '');
    copies.push({ folder, ...repoOf(folder), revisions, named, unnamed: blobs.length - named });
  }
  return { names, copies };
}

interface Part {
  readonly kind: 'blob' | 'snapshot' | 'ref' | 'tree' | 'local';
  readonly path: string;
  /** The hash, the commit or the name it stands for; empty for `local`. */
  readonly id: string;
}

const PARTS = { blob: BLOB, snapshot: SNAPSHOT, tree: TREE, local: LOCAL, ref: REF } as const;

/** What belongs to a copy, by the folder of the copy. */
function partsOf(paths: Iterable<string>): Map<string, Part[]> {
  const found = new Map<string, Part[]>();
  for (const path of paths) {
    for (const kind of ['blob', 'snapshot', 'tree', 'local', 'ref'] as const) {
      const [, root, id = ''] = PARTS[kind].exec(path) ?? [];
      if (root === undefined) continue;
      const parts = found.get(root) ?? [];
      parts.push({ kind, path, id });
      found.set(root, parts);
      break;
    }
  }
  return found;
}

function revisionsOf(root: string, parts: readonly Part[], texts: ReadonlyMap<string, string>): Revision[] {
  const found = new Map<string, Revision>();
  const add = (commit: string, ref: string | null, said: string): void => {
    const known = found.get(commit);
    if (COMMIT.test(commit) && (known === undefined || (known.ref === null && ref !== null)))
      found.set(commit, { commit, ref, said });
  };
  for (const { kind, path, id } of parts) {
    const text = texts.get(path) ?? '';
    if (kind === 'ref') add(text.trim(), id, path);
    else if (kind === 'local') add(text.split('\n', 1)[0]?.trim() ?? '', null, path);
    else if (kind === 'tree') add(id, null, path);
    else if (kind === 'snapshot') add(id, null, `${root}snapshots/${id}`);
  }
  return [...found.values()].sort((a, b) => order(a.commit, b.commit));
}

/** Names by hash: of `main` first, then of what has a name. */
function calledIn(
  root: string,
  parts: readonly Part[],
  revisions: readonly Revision[],
  texts: ReadonlyMap<string, string>,
): Map<string, string> {
  const rank = ({ ref }: Revision): number => (ref === 'main' ? 0 : ref === null ? 2 : 1);
  const called = new Map<string, string>();
  const trees = new Map(parts.flatMap(({ kind, path, id }) => (kind === 'tree' ? [[id, path] as const] : [])));
  for (const { commit } of [...revisions].sort((a, b) => rank(a) - rank(b))) {
    for (const [path, hashes] of treeFiles(texts.get(trees.get(commit) ?? '')))
      for (const hash of hashes) if (!called.has(hash)) called.set(hash, `${root}snapshots/${commit}/${path}`);
  }
  return called;
}

/** `files: {path: {size, blob_id, lfs_sha256?}}`, sorted by path. Nothing of a text that is anything else. */
function treeFiles(text: string | undefined): [path: string, hashes: string[]][] {
  const files = membersOf(membersOf(parsed(text)).get('files'));
  return [...files]
    .filter(([path]) => isPlainPath(path))
    .map(([path, file]): [string, string[]] => {
      const entry = membersOf(file);
      const hashes = [entry.get('lfs_sha256'), entry.get('blob_id')];
      return [path, hashes.filter((hash) => typeof hash === 'string')];
    })
    .sort(([a], [b]) => order(a, b));
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function membersOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []);
}

/** A path that stays where it is put. */
function isPlainPath(path: string): boolean {
  const parts = path.split('/');
  return path.length <= 1024 && !/[\\\0]/.test(path) && parts.every((part) => !['', '.', '..'].includes(part));
}

function repoOf(folder: string): Pick<HubCopy, 'repo' | 'kind'> {
  const [, kind, name] = REPO.exec(folder) ?? [];
  const isKind = kind === 'models' || kind === 'datasets' || kind === 'spaces';
  return { repo: name?.replaceAll('--', '/') ?? null, kind: isKind ? KINDS[kind] : 'model' };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
