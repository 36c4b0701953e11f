import { numberOf, type Sym } from '../sym.ts';

/** `slice(start, stop, step)`; null stands for None. */
export interface Slice {
  readonly start: number | null;
  readonly stop: number | null;
  readonly step: number;
}

/** The slice a value is, when it is one made of known numbers. */
export function sliceOf(value: Sym | undefined): Slice | null {
  if (value?.kind !== 'instance' || value.of.kind !== 'name' || value.of.name.full !== 'builtins.slice') return null;
  const bounds = value.args.map((bound) => (bound.kind === 'none' ? null : (numberOf(bound) ?? Number.NaN)));
  if (bounds.length === 0 || bounds.some((bound) => Number.isNaN(bound))) return null;
  const [start = null, stop = null, step = null] = bounds.length === 1 ? [null, bounds[0]] : bounds;
  return step === 0 ? null : { start, stop, step: step ?? 1 };
}

/** `items[start:stop:step]` (Objects/sliceobject.c, PySlice_AdjustIndices). */
export function sliced<T>(items: readonly T[], { start, stop, step }: Slice): T[] {
  const { length } = items;
  const [low, high] = step < 0 ? [-1, length - 1] : [0, length];
  const bound = (value: number | null, missing: number): number =>
    value === null ? missing : Math.min(high, Math.max(low, value < 0 ? value + length : value));
  const [from, to] = [bound(start, step < 0 ? high : low), bound(stop, step < 0 ? low : high)];
  const found: T[] = [];
  for (let i = from; step < 0 ? i > to : i < to; i += step) found.push(...items.slice(i, i + 1));
  return found;
}
