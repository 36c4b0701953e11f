/** Which of the open files came as folders. Pure. */
import type { Document } from '../engine/document.ts';
import { natural } from '../ui/natural.ts';

export interface Folder {
  /** Sequence number of its first file. */
  readonly seq: number;
  /** With its slash; what the names of all its files begin with. Text from outside. */
  readonly path: string;
  readonly documents: readonly Document[];
}

/** Folders that came together stand side by side in one: `models/v1`, `models/v2`. */
export function foldersOf(documents: readonly Document[]): readonly Folder[] {
  const drops = new Map<number, Document[]>();
  for (const document of documents) {
    const drop = document.drop ?? document.seq;
    const list = drops.get(drop);
    if (list === undefined) drops.set(drop, [document]);
    else list.push(document);
  }
  return [...drops.values()].flatMap(foldersIn);
}

/** The folder a file is in. */
export function folderWith(documents: readonly Document[], seq: number): Folder | null {
  return foldersOf(documents).find((folder) => folder.documents.some((d) => d.seq === seq)) ?? null;
}

/** Of several that came together, the one with most files: a hub's cache keeps a few beside its snapshot. */
export function largestIn(documents: readonly Document[], seqs: readonly number[]): Folder | null {
  const came = new Set(seqs);
  const folders = foldersOf(documents.filter(({ seq }) => came.has(seq)));
  return folders.reduce<Folder | null>(
    (most, one) => (most === null || one.documents.length > most.documents.length ? one : most),
    null,
  );
}

function foldersIn(documents: readonly Document[]): Folder[] {
  const inside = documents.filter(({ name }) => name.includes('/'));
  const loose = documents.filter(({ name }) => !name.includes('/'));
  const folders = [...groups(inside, '')].flatMap(([path, all]) => down(path, all));
  // Browsers hand them out as they like; what sorts first is mostly the older one.
  folders.sort((a, b) => natural(a.path, b.path));
  return loose.length > 1 ? [...folders, folder('', loose)] : folders;
}

/** A folder that holds nothing but folders is only the way to them. */
function down(path: string, documents: readonly Document[]): Folder[] {
  let [at, all] = [path, documents];
  for (;;) {
    const below = groups(all, at);
    const hasFiles = all.some(({ name }) => !name.slice(at.length).includes('/'));
    if (hasFiles || below.size === 0) return [folder(at, all)];
    // What stands beside others is one folder: the way through it is followed only where there is no other.
    if (below.size > 1) return [...below].map(([one, some]) => alone(one, some));
    for (const [one, some] of below) [at, all] = [one, some];
  }
}

/** A folder without the folders above its files that hold nothing else: `snapshots/` and the commit of a hub's cache. */
function alone(path: string, documents: readonly Document[]): Folder {
  let at = path;
  for (;;) {
    const below = groups(documents, at);
    const [[one] = ['']] = below;
    if (below.size !== 1 || documents.some(({ name }) => !name.startsWith(one))) return folder(at, documents);
    at = one;
  }
}

/** By the next part of their paths. */
function groups(documents: readonly Document[], path: string): Map<string, Document[]> {
  const found = new Map<string, Document[]>();
  for (const document of documents) {
    const slash = document.name.indexOf('/', path.length);
    if (slash < 0) continue;
    const at = document.name.slice(0, slash + 1);
    const list = found.get(at);
    if (list === undefined) found.set(at, [document]);
    else list.push(document);
  }
  return found;
}

function folder(path: string, documents: readonly Document[]): Folder {
  const sorted = [...documents].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.seq - b.seq));
  return { seq: documents[0]?.seq ?? 0, path, documents: sorted };
}
