import { data, plain, type Prose, prose } from '../prose.ts';
import type { MetadataEntry } from '../schema.ts';
import { ends, pairUp, type Change, type Compare } from './section.ts';
import { readFiles, type Side } from './side.ts';

interface Entry {
  readonly entry: MetadataEntry;
  readonly file: string;
}

/** What the files say about themselves, by key. */
export const compareMetadata: Compare = (left, right) => {
  const [l, r] = [entriesOf(left), entriesOf(right)];
  const omitted = [...readFiles(left), ...readFiles(right)].reduce(
    (n, { report }) => n + (report.metadata?.omitted ?? 0),
    0,
  );
  if (l.length + r.length + omitted === 0) return null;
  return {
    id: 'metadata',
    name: 'Metadata',
    rows: pairUp(l, r, ({ entry, file }) => JSON.stringify([file, entry.key]), changeOf),
    show: (row) => {
      const { left: a, right: b, any } = ends(row, l, r);
      return {
        name: any === null ? [] : [...(any.file === '' ? [] : [data(any.file, 80), ' › ']), any.entry.key],
        left: a?.entry.value ?? null,
        right: b?.entry.value ?? null,
        ...(row.change === 'unknown' ? { note: ['Only the beginnings of long values are compared.'] } : {}),
      };
    },
    partial: omitted === 0 ? [] : [prose`${omitted} more values are not listed.`],
  };
};

function changeOf({ entry: a }: Entry, { entry: b }: Entry): Change {
  if (a.type !== b.type || plain(a.value) !== plain(b.value)) return 'changed';
  return isCut(a.value) || a.key.cut !== undefined ? 'unknown' : 'same';
}

function isCut(value: Prose): boolean {
  return value.some((part) => typeof part === 'object' && 'data' in part && part.cut !== undefined);
}

function entriesOf(side: Side): Entry[] {
  return readFiles(side).flatMap(({ path, report }) =>
    (report.metadata?.entries ?? []).map((entry) => ({ entry, file: path })),
  );
}
