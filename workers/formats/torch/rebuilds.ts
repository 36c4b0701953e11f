import { LIMITS } from '../../limits.ts';
import type { PickleEvent, Trace } from '../pickle/trace.ts';
import type { Ref } from '../pickle/value.ts';
import { itemSize } from './dtypes.ts';
import type { StorageRef } from './storages.ts';
import { globalOf, itemsOf, numberOf } from './values.ts';

/** A tensor as a `_rebuild_…` call makes it. */
export interface Rebuilt {
  readonly event: PickleEvent;
  readonly storage: StorageRef;
  readonly dtype: string | null;
  /** In elements of `dtype`. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** Functions whose first arguments are storage, offset, size, stride. */
const DIRECT: ReadonlySet<string> = new Set([
  '_rebuild_tensor',
  '_rebuild_tensor_v2',
  '_rebuild_tensor_v3',
  '_rebuild_qtensor',
]);
/** Functions that give back their first argument, or something that holds it. */
const PASS_ON: ReadonlySet<string> = new Set([
  '_rebuild_parameter',
  '_rebuild_parameter_with_state',
  'Parameter',
  'Buffer',
]);

export interface Rebuilds {
  /** By the value of the call's result. */
  readonly tensors: ReadonlyMap<Ref, Rebuilt>;
  /** Values that stand for another one: a Parameter for its tensor. */
  readonly aliases: ReadonlyMap<Ref, Ref>;
  readonly more: number;
}

export function rebuildsOf(trace: Trace, storages: ReadonlyMap<Ref, StorageRef>): Rebuilds {
  const tensors = new Map<Ref, Rebuilt>();
  const aliases = new Map<Ref, Ref>();
  let more = 0;
  for (let i = 0; i < trace.events; i += 1) {
    const event = trace.event(i);
    if (event.kind !== 'call') continue;
    if (event.tame) {
      if (DIRECT.has(globalOf(trace, event.target)?.[1] ?? '')) more += 1;
      continue;
    }
    const [callee, args] = effectiveCall(trace, event);
    if (callee === null || args === null) continue;
    const passed = PASS_ON.has(callee) ? args[0] : undefined;
    const tensor = DIRECT.has(callee) ? tensorOf(trace, event, callee, args, storages) : null;
    if (passed !== undefined) aliases.set(event.result, passed);
    else if (tensor !== null && tensors.size < LIMITS.tensors) tensors.set(event.result, tensor);
    else if (tensor !== null) more += 1;
  }
  return { tensors, aliases, more };
}

/** Name and arguments of the function that really runs: `_rebuild_from_type_v2(func, type, args, state)` calls `func(*args)`. */
function effectiveCall(trace: Trace, event: PickleEvent): [callee: string | null, args: Ref[] | null] {
  const callee = globalOf(trace, event.target)?.[1] ?? null;
  const args = itemsOf(trace, event.args, 16);
  if (callee !== '_rebuild_from_type_v2' && callee !== '_rebuild_from_type') return [callee, args];
  return [globalOf(trace, args?.[0])?.[1] ?? null, itemsOf(trace, args?.[2], 16)];
}

function tensorOf(
  trace: Trace,
  event: PickleEvent,
  callee: string,
  args: readonly Ref[],
  storages: ReadonlyMap<Ref, StorageRef>,
): Rebuilt | null {
  const [first, offset, size, stride] = args;
  const storage = first === undefined ? undefined : storages.get(first);
  const shape = integers(trace, size);
  if (storage === undefined || shape === null) return null;
  const named = callee === '_rebuild_tensor_v3' ? (globalOf(trace, args[6])?.[1] ?? null) : null;
  const dtype = named !== null && itemSize(named) !== null ? named : storage.dtype;
  return {
    event,
    storage,
    dtype,
    shape,
    offset: numberOf(trace, offset) ?? 0,
    strides: integers(trace, stride) ?? contiguous(shape),
  };
}

/** A tuple of integers, or `torch.Size` of one. */
function integers(trace: Trace, ref: Ref | undefined): number[] | null {
  const value = ref === undefined ? null : trace.value(ref);
  if (value?.kind === 'result') return integers1(trace, itemsOf(trace, trace.event(value.event).args, 1)?.[0]);
  return integers1(trace, ref);
}

function integers1(trace: Trace, ref: Ref | undefined): number[] | null {
  const items = itemsOf(trace, ref, LIMITS.dimensions + 1);
  if (items === null || items.length > LIMITS.dimensions) return null;
  const numbers = items.map((item) => numberOf(trace, item));
  return numbers.every((number) => number !== null) ? numbers : null;
}

/** Strides of a tensor that is laid out row by row. */
export function contiguous(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i -= 1) {
    strides[i] = step;
    step *= Math.max(1, shape[i] ?? 1);
  }
  return strides;
}

/** First and end byte of the storage the tensor touches; null when it has no elements. */
export function reachOf({ shape, strides, offset }: Rebuilt, size: number): { first: number; end: number } | null {
  if (shape.some((dimension) => dimension < 0)) return { first: -1, end: -1 };
  if (shape.some((dimension) => dimension === 0)) return null;
  let first = offset;
  let last = offset;
  shape.forEach((dimension, i) => {
    const span = (dimension - 1) * (strides[i] ?? 0);
    if (span < 0) first += span;
    else last += span;
  });
  return { first: first * size, end: (last + 1) * size };
}
