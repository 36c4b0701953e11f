import { data, type Prose, prose } from '../prose.ts';
import { ends, pairUp, type Compare } from './section.ts';
import { readFiles, type Side } from './side.ts';

/** A program lists no more names than this. */
const MOST = 1000;

interface Import {
  readonly name: string;
  /** Programs that import it. */
  readonly by: number;
}

/** Names that programs import, whichever program it is. */
export const compareImports: Compare = (left, right) => {
  const [l, r] = [importsOf(left), importsOf(right)];
  if (l.length + r.length === 0) return null;
  return {
    id: 'imports',
    name: 'Imports',
    rows: pairUp(
      l,
      r,
      ({ name }) => name,
      () => 'same',
    ),
    show: (row) => {
      const { left: a, right: b, any } = ends(row, l, r);
      return { name: [data(any?.name ?? '')], left: shown(a), right: shown(b) };
    },
    partial: partialOf(left, right),
  };
};

function shown(found: Import | null): Prose | null {
  if (found === null) return null;
  return found.by === 1 ? ['imported'] : prose`imported by ${found.by} programs`;
}

function importsOf(side: Side): Import[] {
  const counts = new Map<string, number>();
  for (const { report } of readFiles(side))
    for (const { names } of report.programs) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, by]) => ({ name, by })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Shared with calls: what is capped in every program. */
export function partialOf(left: Side, right: Side): Prose[] {
  const reports = [...readFiles(left), ...readFiles(right)].map(({ report }) => report);
  const full = reports.flatMap(({ programs }) => programs).some(({ names }) => names.length >= MOST);
  const cut = reports.some(({ leftOut }) => (leftOut?.contents ?? 0) > 0);
  return [
    ...(full ? [prose`Of a program only the first ${MOST} names are listed.`] : []),
    ...(cut ? [prose`A report was shortened for a link: not all names are in it.`] : []),
  ];
}
