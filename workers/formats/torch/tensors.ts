import type { Scope } from '../../analyse/scope.ts';
import type { TensorFact } from '../../facts.ts';
import { LIMITS } from '../../limits.ts';
import { data, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { type ByteSource, placeIn } from '../../source/byte-source.ts';
import type { Trace } from '../pickle/trace.ts';
import { itemSize } from './dtypes.ts';
import { reachOf, type Rebuilds, type Rebuilt } from './rebuilds.ts';
import type { StorageRef } from './storages.ts';
import { tensorNames } from './tensor-names.ts';

/** A storage as it is in the file. */
export interface StorageRecord {
  readonly bytes: number;
  /** In the dropped file; null when compressed. */
  readonly place: Range | null;
  /** Names from the dropped file to the record, when it is a member. */
  readonly path?: readonly string[];
}

/** States every tensor the program rebuilds, checked against the record its storage names. `more`: storages that were not looked at. */
export function stateTensors(
  scope: Scope,
  source: ByteSource,
  trace: Trace,
  { rebuilds, more: unread }: { readonly rebuilds: Rebuilds; readonly more: number },
  record: (key: string) => StorageRecord | null,
): void {
  const { names, complete } = tensorNames(trace, rebuilds);
  let more = unread + rebuilds.more;
  for (const [ref, tensor] of rebuilds.tensors) {
    if (!scope.run.budgets.afford('tensors', 1)) {
      more += 1;
      continue;
    }
    const name = names.get(ref) ?? null;
    // One that is the whole object, in something else: it is called what that part is called.
    const own = name === '' && scope.depth > 1 ? scope.source.name : name;
    scope.state(tensorFact(source, tensor, own, record(tensor.storage.key)));
  }
  if (more > 0) {
    scope.problem(
      'limit',
      0,
      scope.source.size,
      prose`Only the first ${LIMITS.tensors} tensors are listed and checked.`,
    );
  }
  if (!complete)
    scope.problem(
      'limit',
      0,
      scope.source.size,
      prose`Not every tensor has a name: the object is too deep or too large to walk.`,
    );
}

function tensorFact(
  source: ByteSource,
  tensor: Rebuilt,
  name: string | null,
  record: StorageRecord | null,
): TensorFact {
  const { event, storage, shape, strides } = tensor;
  const dtype = tensor.dtype ?? 'unknown';
  const size = itemSize(dtype) ?? 0;
  const count = shape.reduce((product, dimension) => product * dimension, 1);
  return {
    kind: 'tensor',
    at: placeIn(source, event.offset, event.length),
    // An unnamed one is still told apart by where it is made.
    name: name ?? `(unnamed, made at 0x${event.offset.toString(16)})`,
    dtype,
    shape,
    strides,
    storage: {
      key: storage.key,
      bytes: record?.bytes ?? 0,
      record: record?.place ?? null,
      ...(record?.path === undefined ? {} : { inner: { path: record.path, offset: 0 } }),
    },
    start: tensor.offset * size,
    bytes: Math.max(0, count * size),
    problem: problemOf(tensor, record),
  };
}

function problemOf(tensor: Rebuilt, record: StorageRecord | null): TensorFact['problem'] {
  const { storage, dtype } = tensor;
  if (record === null)
    return { code: 'missing-record', what: prose`The storage ${data(storage.key, 64)} is not in the file.` };
  const reach = dtype === null ? null : reachOf(tensor, itemSize(dtype) ?? 1);
  if (reach !== null && (reach.first < 0 || reach.end > record.bytes)) {
    return {
      code: 'out-of-bounds',
      what: prose`The tensor reaches from byte ${reach.first} to ${reach.end} of a storage that has ${record.bytes}.`,
    };
  }
  const declared = declaredBytes(storage);
  if (declared !== null && declared !== record.bytes) {
    return {
      code: 'size-differs',
      what: prose`The program declares ${declared} bytes, the record has ${record.bytes}.`,
    };
  }
  return null;
}

/** Bytes the program says a storage has; null when nobody knows the type of its elements. */
export function declaredBytes({ dtype, numel }: StorageRef): number | null {
  return dtype === null ? null : numel * (itemSize(dtype) ?? 1);
}
