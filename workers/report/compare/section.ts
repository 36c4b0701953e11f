/** A section of a comparison: rows that pair what stands left with what stands right. */
import type { Prose } from '../prose.ts';
import type { Severity } from '../schema.ts';
import type { Side } from './side.ts';

/** `unknown`: both are there, and whether they are the same is not known. */
export type Change = 'added' | 'removed' | 'changed' | 'unknown' | 'same';
export const CHANGES: readonly Change[] = ['removed', 'added', 'changed', 'unknown', 'same'];

export interface Row {
  readonly change: Change;
  /** Indexes into what the section compared; null where there is nothing. */
  readonly left: number | null;
  readonly right: number | null;
}

/** A row for people. */
export interface Shown {
  readonly name: Prose;
  /** Null: it is not there. */
  readonly left: Prose | null;
  readonly right: Prose | null;
  /** What the change is, where the two do not show it. */
  readonly note?: Prose;
  /** The worse of the two, for findings. */
  readonly severity?: Severity;
  /** Longer texts to be shown line by line. */
  readonly texts?: { readonly left: string | null; readonly right: string | null };
}

export interface Section {
  readonly id: string;
  readonly name: string;
  readonly rows: readonly Row[];
  readonly show: (row: Row) => Shown;
  /** Why not everything was compared; empty when all was. */
  readonly partial: readonly Prose[];
}

/** Null when neither side has anything of the kind. */
export type Compare = (left: Side, right: Side) => Section | null;

export type Counts = Readonly<Record<Change, number>>;

export function countsOf({ rows }: Pick<Section, 'rows'>): Counts {
  const counts = { added: 0, removed: 0, changed: 0, unknown: 0, same: 0 };
  for (const { change } of rows) counts[change] += 1;
  return counts;
}

/**
 * Pairs by key: the first with the first of the same key, the second with the second. In the order of the left, what is only
 * right behind it.
 */
export function pairUp<T>(
  left: readonly T[],
  right: readonly T[],
  keyOf: (one: T) => string,
  changeOf: (left: T, right: T) => Change,
): Row[] {
  const waiting = new Map<string, number[]>();
  for (let i = right.length - 1; i >= 0; i -= 1) {
    const one = right[i];
    if (one === undefined) continue;
    const key = keyOf(one);
    const list = waiting.get(key);
    if (list === undefined) waiting.set(key, [i]);
    else list.push(i);
  }
  const paired = new Set<number>();
  const rows = left.map((one, i): Row => {
    const at = waiting.get(keyOf(one))?.pop();
    const other = at === undefined ? undefined : right[at];
    if (at === undefined || other === undefined) return { change: 'removed', left: i, right: null };
    paired.add(at);
    return { change: changeOf(one, other), left: i, right: at };
  });
  const added = right.flatMap((_, i): Row[] => (paired.has(i) ? [] : [{ change: 'added', left: null, right: i }]));
  return [...rows, ...added];
}

/** What stands at the two ends of a row. */
export function ends<T>(
  row: Row,
  left: readonly T[],
  right: readonly T[],
): { left: T | null; right: T | null; any: T | null } {
  const l = row.left === null ? null : (left[row.left] ?? null);
  const r = row.right === null ? null : (right[row.right] ?? null);
  return { left: l, right: r, any: r ?? l };
}
