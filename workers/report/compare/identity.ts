import { data, type Prose, prose } from '../prose.ts';
import { ends, pairUp, type Change, type Compare } from './section.ts';
import type { Side } from './side.ts';

interface Line {
  readonly name: string;
  readonly says: Prose;
  readonly known: boolean;
}

/** What the two files are: format, size, hash, and who looked at them. */
export const compareIdentity: Compare = (left, right) => {
  if (left.kind === 'folder' || right.kind === 'folder') return null;
  const [l, r] = [linesOf(left), linesOf(right)];
  const changeOf = (a: Line, b: Line): Change => {
    if (!a.known || !b.known) return 'unknown';
    return JSON.stringify(a.says) === JSON.stringify(b.says) ? 'same' : 'changed';
  };
  return {
    id: 'identity',
    name: 'File',
    rows: pairUp(l, r, ({ name }) => name, changeOf),
    show: (row) => {
      const { left: a, right: b, any } = ends(row, l, r);
      return { name: [any?.name ?? ''], left: a?.says ?? null, right: b?.says ?? null };
    },
    partial: [],
  };
};

function linesOf({ files: [file] }: Side): Line[] {
  const report = file?.report;
  if (report == null) return [];
  const { sha256 } = report.file;
  const known = true;
  return [
    { name: 'Format', says: [report.file.formatName], known },
    { name: 'Size', says: prose`${report.file.size} bytes`, known },
    { name: 'SHA-256', says: sha256 === null ? ['not hashed'] : [data(sha256)], known: sha256 !== null },
    { name: 'Rules', says: prose`version ${report.rules.version}, ${report.rules.hash.slice(0, 12)}`, known },
  ];
}
