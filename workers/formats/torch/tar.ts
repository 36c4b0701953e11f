import { stateIdentity } from '../../analyse/identity.ts';
import { readProgram, readPrograms, type ReadProgram } from '../../analyse/programs.ts';
import type { Inspect } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { explainRest } from '../../analyse/unclaimed.ts';
import { i64, u32 } from '../../source/little-endian.ts';
import { dtypeOfStorage, itemSize } from './dtypes.ts';
import { globalOf, itemsOf, numberOf } from './values.ts';

/**
 * One member of a checkpoint of torch 0.1.9 and older, as torch reads it (torch/serialization.py `legacy_load`); `storages` and `tensors` alternate pickles and
 * raw numbers. Gives the object's program.
 */
export async function readTorchMember(scope: Scope, name: string, inspect: Inspect): Promise<number | null> {
  if (name !== 'pickle' && name !== 'storages' && name !== 'tensors') {
    await inspect(scope);
    return null;
  }
  stateIdentity(scope, ['pickle']);
  const object = name === 'pickle' ? await readPrograms(scope, 0, 'torch-legacy') : null;
  if (name === 'storages') await readAlternating(scope, storageBytes);
  if (name === 'tensors') await readAlternating(scope, tensorBytes);
  await explainRest(scope, [], inspect);
  scope.close();
  return object?.id ?? null;
}

/** Bytes after a pickle that are no pickle; null when that cannot be told. */
type RawLength = (scope: Scope, program: ReadProgram) => Promise<number | null>;

/** A count, then so many times a pickle and raw bytes, then what follows. */
async function readAlternating(scope: Scope, rawLength: RawLength): Promise<void> {
  const first = await readProgram(scope, 0, 'torch-legacy', 0);
  const count = first === null ? null : numberOf(first.trace, first.trace.result ?? undefined);
  let at = first?.next ?? 0;
  for (let i = 0; count !== null && i < count && at < scope.source.size; i += 1) {
    const program = await readProgram(scope, at, 'torch-legacy', i + 1);
    const raw = program?.whole === true ? await rawLength(scope, program) : null;
    if (program === null || raw === null) return;
    scope.claim({ offset: program.next, length: raw }, 'weights', 'storage');
    at = program.next + raw;
  }
  if (first !== null && at < scope.source.size) await readProgram(scope, at, 'torch-legacy', scope.run.programs.length);
}

/** `(key, location, type)`, then an i64 count and the elements. */
async function storageBytes(scope: Scope, { trace, next: end }: ReadProgram): Promise<number | null> {
  const type = globalOf(trace, itemsOf(trace, trace.result ?? undefined, 3)?.[2]);
  const dtype = type === null ? null : dtypeOfStorage(type[1]);
  const size = dtype === null ? null : itemSize(dtype);
  const header = await scope.source.read(end, 8);
  return size === null || header.length < 8 ? null : inside(scope, end, 8 + i64(header, 0) * size);
}

/** `(key, storage, type)`, then the number of dimensions in 8 bytes, sizes, strides and the offset. */
async function tensorBytes(scope: Scope, { end }: ReadProgram): Promise<number | null> {
  const header = await scope.source.read(end, 8);
  return header.length < 8 ? null : inside(scope, end, 8 + 16 * u32(header, 0) + 8);
}

function inside(scope: Scope, at: number, length: number): number | null {
  return length >= 0 && at + length <= scope.source.size ? length : null;
}
