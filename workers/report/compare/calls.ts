import { data, type Prose, prose } from '../prose.ts';
import { partialOf } from './imports.ts';
import { ends, pairUp, type Compare } from './section.ts';
import { readFiles, type Side } from './side.ts';

interface Call {
  readonly name: string;
  readonly count: number;
}

/** What programs call and how often, by name as written. */
export const compareCalls: Compare = (left, right) => {
  const [l, r] = [callsOf(left), callsOf(right)];
  const untold = [...readFiles(left), ...readFiles(right)].some(({ report }) =>
    report.programs.some(({ callees, calls }) => callees === undefined && calls > 0),
  );
  if (l.length + r.length === 0 && !untold) return null;
  return {
    id: 'calls',
    name: 'Calls',
    rows: pairUp(
      l,
      r,
      ({ name }) => name,
      (a, b) => (a.count === b.count ? 'same' : 'changed'),
    ),
    show: (row) => {
      const { left: a, right: b, any } = ends(row, l, r);
      const name = any === null || any.name === '' ? ['what another call gave'] : [data(any.name)];
      return { name, left: shown(a), right: shown(b) };
    },
    partial: [
      ...partialOf(left, right),
      ...(untold ? [prose`A report was made by a version that does not list calls.`] : []),
    ],
  };
};

function shown(call: Call | null): Prose | null {
  if (call === null) return null;
  return call.count === 1 ? ['once'] : prose`${call.count} times`;
}

function callsOf(side: Side): Call[] {
  const counts = new Map<string, number>();
  for (const { report } of readFiles(side))
    for (const { callees = [] } of report.programs)
      for (const { name, count } of callees) counts.set(name, (counts.get(name) ?? 0) + count);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
