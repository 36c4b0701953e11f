import { data, type Prose, prose } from '../prose.ts';
import { VERDICTS } from '../exports/wording.ts';
import { ends, pairUp, type Change, type Compare, type Row } from './section.ts';
import type { Side, SideFile } from './side.ts';

/** A row of two files; `moved` when they have the same bytes under two names. */
export interface FileRow extends Row {
  readonly moved: boolean;
}

/** Files by their path; what is left over, by its bytes. */
export function pairFiles(left: Side, right: Side): readonly FileRow[] {
  if (left.kind === 'file' && right.kind === 'file')
    return [{ change: changeOf(left, right), left: 0, right: 0, moved: false }];
  const byPath = pairUp(left.files, right.files, ({ path }) => path, changeOfFiles);
  const gone = byPath.filter(({ change }) => change === 'removed');
  const come = byPath.filter(({ change }) => change === 'added');
  const waiting = new Map<string, number[]>();
  for (const { right: at } of come) {
    const key = bytesOf(at === null ? undefined : right.files[at]);
    if (key !== null && at !== null) waiting.set(key, [...(waiting.get(key) ?? []), at]);
  }
  const moved = new Map<number, number>();
  for (const { left: at } of gone) {
    const key = bytesOf(at === null ? undefined : left.files[at]);
    const to = key === null ? undefined : waiting.get(key)?.shift();
    if (at !== null && to !== undefined) moved.set(at, to);
  }
  const arrived = new Set(moved.values());
  return byPath.flatMap((row): FileRow[] => {
    if (row.change === 'added' && row.right !== null && arrived.has(row.right)) return [];
    const to = row.left === null || row.change !== 'removed' ? undefined : moved.get(row.left);
    return [to === undefined ? { ...row, moved: false } : { change: 'same', left: row.left, right: to, moved: true }];
  });
}

/** The files of a folder. Null for two files that stand alone. */
export const compareFiles: Compare = (left, right) => {
  if (left.kind === 'file' && right.kind === 'file') return null;
  const rows = pairFiles(left, right);
  const movedTo = new Set(rows.filter(({ moved }) => moved).map((row) => row.right));
  return {
    id: 'files',
    name: 'Files',
    rows,
    show: (row) => {
      const { left: a, right: b, any } = ends(row, left.files, right.files);
      const moved = a !== null && b !== null && movedTo.has(row.right) && a.path !== b.path;
      return {
        name: [data(moved ? a.path : (any?.path ?? ''), 200)],
        left: a === null ? null : shown(a),
        right: b === null ? null : shown(b),
        ...(moved ? { note: prose`The same bytes, now called ${data(b.path, 200)}.` } : {}),
        ...(row.change === 'unknown' ? { note: ['Not known: not hashed, or not read.'] } : {}),
      };
    },
    partial: [],
  };
};

function changeOf(left: Side, right: Side): Change {
  const [a, b] = [left.files[0], right.files[0]];
  return a === undefined || b === undefined ? 'unknown' : changeOfFiles(a, b);
}

/** Whether two files have the same bytes. */
export function changeOfFiles({ report: a }: SideFile, { report: b }: SideFile): 'same' | 'changed' | 'unknown' {
  if (a === null || b === null) return 'unknown';
  if (a.file.size !== b.file.size) return 'changed';
  if (a.file.sha256 === null || b.file.sha256 === null) return 'unknown';
  return a.file.sha256 === b.file.sha256 ? 'same' : 'changed';
}

/** Empty files are all alike, and none of them moved. */
function bytesOf(file: SideFile | undefined): string | null {
  return file?.report == null || file.report.file.size === 0 ? null : file.report.file.sha256;
}

function shown({ report }: SideFile): Prose {
  return report === null ? ['not read'] : prose`${VERDICTS[report.verdict]}, ${report.file.size} bytes`;
}
