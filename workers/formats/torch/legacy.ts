import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { readProgram, type ReadProgram, readTrailing } from '../../analyse/programs.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { i64 } from '../../source/little-endian.ts';
import type { Trace } from '../pickle/trace.ts';
import { itemSize } from './dtypes.ts';
import { storagesOf } from './storages.ts';
import { type StorageRecord, stateTensors } from './tensors.ts';
import { itemsOf, textOf } from './values.ts';

const STREAMS = 5;

/**
 * The format of torch 0.1.10 to 1.5: five pickles (magic, protocol version, system, object, storage keys), then for each
 * key an i64 count and the elements (torch/serialization.py `_legacy_load`).
 */
export const readLegacy: Reader = async (scope) => {
  const streams: ReadProgram[] = [];
  for (let at = 0; streams.length < STREAMS;) {
    const program = await readProgram(scope, at, 'torch-legacy', streams.length);
    if (program === null) break;
    streams.push(program);
    at = program.next;
    if (!program.whole || at >= scope.source.size) break;
  }
  const [, , system, object, keys] = streams;
  const records = keys?.whole === true ? await readStorages(scope, keys, object?.trace ?? null) : null;
  scope.state({
    kind: 'torch',
    at: placeIn(scope.source, 0, scope.source.size),
    container: 'legacy',
    root: null,
    strays: 0,
    atStart: true,
    torchScript: false,
    byteorder: system === undefined ? null : byteorderOf(system.trace),
    pickle: object?.id ?? null,
  });
  if (object !== undefined) stateTensors(scope, scope.source, object.trace, (key) => records?.get(key) ?? null);
  if (records === null && streams.length === STREAMS) {
    scope.problem(
      'malformed',
      keys?.end ?? 0,
      0,
      prose`The list of storages cannot be read: what follows is not explained.`,
    );
  }
  const last = streams.at(-1);
  if (last?.whole === true && streams.length < STREAMS)
    scope.problem('malformed', last.end, 0, prose`The file ends after ${streams.length} of its ${STREAMS} pickles.`);
  if (records === null && last?.whole === true) await readTrailing(scope, last, streams.length);
};

/** Claims the storages in the order of the key list; stops at the first that does not fit. */
async function readStorages(
  scope: Scope,
  keys: ReadProgram,
  object: Trace | null,
): Promise<Map<string, StorageRecord> | null> {
  const listed = itemsOf(keys.trace, keys.trace.result ?? undefined, LIMITS.tensors);
  if (listed === null || object === null) return null;
  const sizes = new Map<string, number>();
  for (const { key, dtype } of storagesOf(object).byRef.values()) {
    const size = dtype === null ? null : itemSize(dtype);
    if (size !== null) sizes.set(key, size);
  }
  const records = new Map<string, StorageRecord>();
  let at = keys.next;
  for (const ref of listed) {
    const key = textOf(keys.trace, ref);
    const size = key === null ? undefined : sizes.get(key);
    const header = await scope.source.read(at, 8);
    const bytes = i64(header, 0) * (size ?? 1);
    if (key === null || header.length < 8 || bytes < 0 || at + 8 + bytes > scope.source.size) {
      scope.problem(
        'malformed',
        at,
        scope.source.size - at,
        prose`Storage ${records.size + 1} of ${listed.length} does not fit in the file.`,
      );
      break;
    }
    scope.claim({ offset: at, length: 8 }, 'structure', 'storage size');
    scope.claim({ offset: at + 8, length: bytes }, 'weights', 'storage');
    records.set(key, { bytes, place: scope.source.locate(at + 8, bytes)?.[0] ?? null });
    at += 8 + bytes;
    scope.run.reached(scope.source, at);
  }
  return records;
}

function byteorderOf(trace: Trace): 'little' | 'big' | null {
  if (trace.result === null || trace.value(trace.result).kind !== 'dict') return null;
  const items = trace.items(trace.result, 64);
  for (let i = 0; i + 1 < items.length; i += 2) {
    if (textOf(trace, items[i]) !== 'little_endian') continue;
    const value = items[i + 1];
    const kind = value === undefined ? null : trace.value(value).kind;
    if (kind === 'true') return 'little';
    if (kind === 'false') return 'big';
  }
  return null;
}
