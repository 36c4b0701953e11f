import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { mayFollow, readProgram, type ReadProgram, readTrailing, startAfter } from '../../analyse/programs.ts';
import { LIMITS } from '../../limits.ts';
import type { TorchStop } from '../../facts.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { i64 } from '../../source/little-endian.ts';
import type { Trace } from '../pickle/trace.ts';
import type { Ref } from '../pickle/value.ts';
import { itemSize } from './dtypes.ts';
import { afterStream, keyStop, numberStops } from './legacy-stops.ts';
import { type Rebuilds, rebuildsOf } from './rebuilds.ts';
import { idStops, isBeyond } from './stops.ts';
import { type Storages, storagesOf } from './storages.ts';
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
    if (!program.whole) break;
    at = await startAfter(scope, program);
    // Read from bytes in memory, it goes on behind the frame.
    if (at !== program.next && (await mayFollow(scope, program.next)))
      await readProgram(scope, program.next, 'trailing', streams.length);
    if (at >= scope.source.size) break;
  }
  const [, , system, object, keys] = streams;
  const last = streams.at(-1);
  const storages = object === undefined ? null : storagesOf(object.trace);
  const rebuilds = object === undefined || storages === null ? null : rebuildsOf(object.trace, storages.byRef);
  const body = keys?.whole === true && storages !== null ? await readStorages(scope, keys, storages) : null;
  const records = body?.records ?? null;
  scope.state({
    kind: 'torch',
    at: placeIn(scope.source, 0, scope.source.size),
    container: 'legacy',
    root: null,
    strays: 0,
    atStart: true,
    torchScript: false,
    script: null,
    byteorder: system === undefined ? null : byteorderOf(system.trace),
    pickle: object?.id ?? null,
    stops: [
      ...(await numberStops(scope.source, streams)),
      ...(object === undefined || storages === null
        ? []
        : idStops({ ...object, source: scope.source }, storages, 'legacy')),
      ...(keys === undefined ? [] : keyStops(scope, keys, body)),
      ...(keys === undefined || rebuilds === null ? [] : grownStops(scope, keys, rebuilds)),
      ...(last === undefined || streams.length === STREAMS ? [] : [missingStop(scope, last, streams.length)]),
    ],
  });
  if (object !== undefined && storages !== null && rebuilds !== null)
    stateTensors(
      scope,
      scope.source,
      object.trace,
      { rebuilds, more: storages.more },
      (key) => records?.get(key) ?? null,
    );
  if (records === null && streams.length === STREAMS) {
    scope.problem(
      'malformed',
      keys?.end ?? 0,
      0,
      prose`The list of storages cannot be read: what follows is not explained.`,
    );
  }
  if (last?.whole === true && streams.length < STREAMS)
    scope.problem('malformed', last.end, 0, prose`The file ends after ${streams.length} of its ${STREAMS} pickles.`);
  if (records === null && last?.whole === true) await readTrailing(scope, last, streams.length);
};

function missingStop(scope: Scope, last: ReadProgram, count: number): TorchStop {
  return afterStream(scope.source, last, prose`It wants five pickles one after the other; there are ${count}.`);
}

/** A storage grows to what a tensor wants of it, and then has another size than the file. */
function grownStops(scope: Scope, keys: ReadProgram, { tensors }: Rebuilds): TorchStop[] {
  const beyond = [...tensors.values()].find(isBeyond);
  if (beyond === undefined) return [];
  const what = prose`A tensor reaches beyond storage ${data(beyond.storage.key, 80)}, which the file has less of.`;
  return [afterStream(scope.source, keys, what)];
}

/** Numbers and the like are no list; what is computed is not known. */
function keyStops(scope: Scope, keys: ReadProgram, body: Body | null): TorchStop[] {
  if (body !== null) return body.stop === null ? [] : [body.stop];
  const { result } = keys.trace;
  if (!keys.whole || result === null || !NO_LISTS.has(keys.trace.value(result).kind)) return [];
  return [afterStream(scope.source, keys, prose`What stands for the list of storages is none.`)];
}

const NO_LISTS: ReadonlySet<string> = new Set(['none', 'true', 'false', 'int', 'bigint', 'float']);

interface Body {
  readonly records: Map<string, StorageRecord>;
  /** What torch stops at in it. */
  readonly stop: TorchStop | null;
}

/** Claims the storages in the order of the key list; stops at the first that does not fit. */
async function readStorages(scope: Scope, keys: ReadProgram, { byRef, more }: Storages): Promise<Body | null> {
  const listed = keysOf(keys.trace);
  if (listed === null) return null;
  const stop = (what: Prose): TorchStop => afterStream(scope.source, keys, what);
  const declared = new Map(Array.from(byRef.values(), (storage) => [storage.key, storage] as const));
  const records = new Map<string, StorageRecord>();
  let first: TorchStop | null = null;
  let at = keys.next;
  for (const ref of listed) {
    const key = textOf(keys.trace, ref);
    const storage = key === null ? undefined : declared.get(key);
    const size = storage?.dtype == null ? 1 : (itemSize(storage.dtype) ?? 1);
    const header = await scope.source.read(at, 8);
    const bytes = i64(header, 0) * size;
    if (key !== null && storage === undefined && more === 0) first ??= keyStop(scope.source, keys, key);
    if (key === null || header.length < 8 || bytes < 0 || at + 8 + bytes > scope.source.size) {
      first ??= stop(prose`Storage ${records.size + 1} of ${listed.length} does not fit in the file.`);
      scope.problem(
        'malformed',
        at,
        scope.source.size - at,
        prose`Storage ${records.size + 1} of ${listed.length} does not fit in the file.`,
      );
      break;
    }
    if (storage?.dtype != null && storage.numel !== bytes / size)
      first ??= stop(
        prose`Storage ${data(key, 80)} has ${bytes / size} elements where the program says ${storage.numel}.`,
      );
    scope.claim({ offset: at, length: 8 }, 'structure', 'storage size');
    scope.claim({ offset: at + 8, length: bytes }, 'weights', 'storage');
    records.set(key, { bytes, place: scope.source.locate(at + 8, bytes)?.[0] ?? null });
    at += 8 + bytes;
    scope.run.reached(scope.source, at);
  }
  return { records, stop: first };
}

/** What the loader takes one by one: the items of a list or tuple, the keys of a dict. */
function keysOf(trace: Trace): Ref[] | null {
  const { result } = trace;
  if (result === null || trace.value(result).kind !== 'dict')
    return itemsOf(trace, result ?? undefined, LIMITS.tensors);
  return trace.items(result, 2 * LIMITS.tensors).filter((_, i) => i % 2 === 0);
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
