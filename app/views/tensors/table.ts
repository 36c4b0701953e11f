/** Sorting and filtering of a tensor list that is all here. Pure. */
import type { TensorRow } from '../../../workers/protocol.ts';
import type { TensorSummary } from '../../../workers/report/schema.ts';
import { bytes, plural } from '../../ui/format.ts';
import { natural } from '../../ui/natural.ts';

/** Lists up to here are fetched whole when someone sorts or filters; longer ones stay in file order. */
export const WHOLE_MAX = 5_000;

export type Column = 'name' | 'dtype' | 'shape' | 'bytes' | 'place';
export interface Sort {
  readonly column: Column;
  readonly down: boolean;
}

/** The next state of a column head: up, down, file order. */
export function nextSort(sort: Sort | null, column: Column): Sort | null {
  if (sort?.column !== column) return { column, down: false };
  return sort.down ? null : { column, down: true };
}

export function arranged(rows: readonly TensorRow[], filter: string, sort: Sort | null): readonly TensorRow[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '');
  const found = words.length === 0 ? rows : rows.filter((row) => holds(row, words));
  if (sort === null) return found;
  const sign = sort.down ? -1 : 1;
  const compare = comparers[sort.column];
  return [...found].sort((a, b) => sign * compare(a, b));
}

function holds(row: TensorRow, words: readonly string[]): boolean {
  const text = `${row.name} ${row.dtype} ${row.shape.join('x')}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

const comparers: Readonly<Record<Column, (a: TensorRow, b: TensorRow) => number>> = {
  name: (a, b) => natural(a.name, b.name),
  dtype: (a, b) => natural(a.dtype, b.dtype),
  shape: (a, b) => elements(a.shape) - elements(b.shape),
  bytes: (a, b) => a.bytes - b.bytes,
  // Unknown places come last.
  place: (a, b) => (a.place?.offset ?? Number.MAX_VALUE) - (b.place?.offset ?? Number.MAX_VALUE),
};

export function elements(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** "3.21 B", "334 M", "12,288": how people speak of model sizes. */
export function parameters(n: number): string {
  const scale = [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
  ] as const;
  const unit = scale.find(([size]) => n >= size);
  if (unit === undefined) return n.toLocaleString('en-US');
  const value = n / unit[0];
  return `${value >= 99.95 ? Math.floor(value).toString() : value.toPrecision(3)} ${unit[1]}`;
}

/** "1 parameter", "3.21 B parameters". */
export function parameterCount(n: number): string {
  return `${parameters(n)} ${n === 1 ? 'parameter' : 'parameters'}`;
}

/** "255 tensors, 3.21 B parameters, 2.02 GB". */
export function totals(tensors: TensorSummary): string {
  return `${plural(tensors.count, 'tensor')}, ${parameterCount(tensors.parameters)}, ${bytes(tensors.bytes)}`;
}
