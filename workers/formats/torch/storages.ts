import { LIMITS } from '../../limits.ts';
import type { PickleEvent, Trace } from '../pickle/trace.ts';
import type { Ref } from '../pickle/value.ts';
import { dtypeOfStorage } from './dtypes.ts';
import { globalOf, itemsOf, numberOf, textOf } from './values.ts';

/** What a persistent id says of a storage: `('storage', type, key, location, numel[, view])`. */
export interface StorageRef {
  readonly key: string;
  /** Element type of the storage class; null when the class is none torch knows. */
  readonly dtype: string | null;
  /** The device it was on, such as `cuda:0`; null when that is no text. */
  readonly location: string | null;
  /** Elements of that type; for UntypedStorage bytes. */
  readonly numel: number;
  /** Where the program asks for it. */
  readonly event: PickleEvent;
}

export interface Storages {
  /** By the value that stands for them on the stack. */
  readonly byRef: ReadonlyMap<Ref, StorageRef>;
  /** The first persistent id that is none of a storage. */
  readonly odd: PickleEvent | null;
  /** Those that are not listed. */
  readonly more: number;
}

export function storagesOf(trace: Trace): Storages {
  const byRef = new Map<Ref, StorageRef>();
  let odd: PickleEvent | null = null;
  let more = 0;
  for (let i = 0; i < trace.events; i += 1) {
    const event = trace.event(i);
    if (event.kind !== 'persistent') continue;
    if (event.tame) {
      more += 1;
      continue;
    }
    const storage = storageOf(trace, event);
    if (storage === null) odd ??= event;
    if (storage === null) continue;
    if (byRef.size < LIMITS.tensors) byRef.set(event.result, storage);
    else more += 1;
  }
  return { byRef, odd, more };
}

function storageOf(trace: Trace, event: PickleEvent): StorageRef | null {
  const items = itemsOf(trace, event.target, 8);
  if (items === null || textOf(trace, items[0]) !== 'storage') return null;
  const key = textOf(trace, items[2]);
  const numel = numberOf(trace, items[4]);
  const type = globalOf(trace, items[1]);
  if (key === null || numel === null) return null;
  return {
    key,
    numel,
    event,
    location: textOf(trace, items[3]),
    dtype: type === null ? null : dtypeOfStorage(type[1]),
  };
}
