import { data, type Prose, prose } from '../prose.ts';
import type { Artifact, Report } from '../schema.ts';
import { innerPath, keyOf, partsOf } from './places.ts';
import { ends, pairUp, type Change, type Compare } from './section.ts';
import { readFiles, type Side } from './side.ts';

interface Member {
  readonly artifact: Artifact;
  readonly path: readonly string[];
  readonly sha256: string | null;
  readonly origin: string | null;
}

/** Parts of containers, by path without the folder an archive is named after. */
export const compareMembers: Compare = (left, right) => {
  const [l, r] = [membersOf(left), membersOf(right)];
  const omitted = [...readFiles(left), ...readFiles(right)].reduce((sum, { report }) => sum + omittedIn(report), 0);
  if (l.length + r.length + omitted === 0) return null;
  return {
    id: 'members',
    name: 'Members',
    rows: pairUp(l, r, ({ path }) => keyOf(path), changeOf),
    show: (row) => {
      const { left: a, right: b, any } = ends(row, l, r);
      const note = noteOf(row.change, a, b);
      return {
        name: [data(any?.path.join(' › ') ?? '', 200)],
        left: a === null ? null : shown(a),
        right: b === null ? null : shown(b),
        ...(note === null ? {} : { note: [note] }),
      };
    },
    partial: omitted === 0 ? [] : [prose`${omitted} more members are only counted.`],
  };
};

/** Members that hold code of a kind that is no pickle program. */
export function isCode({ format, kind }: Artifact): boolean {
  return kind === 'program' || (format !== null && CODE.has(format));
}

/** Keys of workers/identify/formats.ts. */
const CODE: ReadonlySet<string> = new Set(['python', 'script', 'elf', 'pe', 'macho', 'jar']);

export function changeOf(a: Member, b: Member): Change {
  if (a.artifact.size !== b.artifact.size) return 'changed';
  if (a.artifact.size === 0 || (a.origin !== null && a.origin === b.origin)) return 'same';
  if (a.sha256 === null || b.sha256 === null) return a.artifact.format === b.artifact.format ? 'unknown' : 'changed';
  return a.sha256 === b.sha256 ? 'same' : 'changed';
}

function noteOf(change: Change, a: Member | null, b: Member | null): string | null {
  if (change === 'unknown') return 'The same size; whether the content is the same is not known: not hashed.';
  return change === 'changed' && a?.artifact.size === b?.artifact.size ? 'The same size, other content.' : null;
}

export function membersOf(side: Side): Member[] {
  return readFiles(side).flatMap((file) => {
    const hashes = new Map(file.digests?.members.map(({ artifact, sha256 }) => [artifact, sha256]));
    const { sha256 } = file.report.file;
    return partsOf(file.report).map((artifact): Member => ({
      artifact,
      path: innerPath(file, artifact.place.path),
      sha256: hashes.get(artifact.id) ?? null,
      origin: sha256 === null ? null : `${sha256} ${artifact.id.toString()}`,
    }));
  });
}

function omittedIn({ tree }: Report): number {
  let omitted = 0;
  const todo = [tree];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    omitted += next.omitted;
    todo.push(...next.children);
  }
  return omitted;
}

function shown({ artifact: { size, format }, sha256 }: Member): Prose {
  return prose`${size} bytes${format === null ? '' : `, ${format}`}${sha256 === null ? '' : `, ${sha256.slice(0, 8)}`}`;
}
