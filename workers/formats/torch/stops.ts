import type { TorchStop } from '../../facts.ts';
import { code, data, prose, type Prose } from '../../report/prose.ts';
import { type ByteSource, placeIn } from '../../source/byte-source.ts';
import type { PickleEvent, Trace } from '../pickle/trace.ts';
import { itemSize } from './dtypes.ts';
import { reachOf, type Rebuilds, type Rebuilt } from './rebuilds.ts';
import type { StorageRef, Storages } from './storages.ts';
import { declaredBytes } from './tensors.ts';
import { textOf } from './values.ts';

/** A program a loader unpickles, as far as its stops go. */
export interface Unpickled {
  readonly id: number;
  readonly source: ByteSource;
  readonly trace: Trace;
}

/** Items of a storage's persistent id: an archive has no views. */
const ITEMS = { zip: 5, legacy: 6 } as const;

/** The first id that `persistent_load` raises at, whatever is in the file (torch/serialization.py, `_load` and `_legacy_load`). */
export function idStops(program: Unpickled, { odd, byRef }: Storages, container: 'zip' | 'legacy'): TorchStop[] {
  const wrong = odd !== null && isRefused(program.trace, odd, container) ? [odd] : [];
  for (const { event } of byRef.values()) {
    if (program.trace.items(event.target, 8).length === ITEMS[container]) continue;
    wrong.push(event);
    break;
  }
  const [first] = wrong.sort((a, b) => a.step - b.step);
  const stops =
    first === undefined ? [] : [stopAt(program, first, prose`The persistent id is none that torch writes.`)];
  const nowhere = [...byRef.values()].find(({ location }) => location !== null && !DEVICE.test(location));
  if (nowhere !== undefined)
    stops.push(stopAt(program, nowhere.event, prose`It knows no device ${data(nowhere.location ?? '', 40)}.`));
  return stops;
}

/** The first tensor that reaches beyond its storage: memory that is read from a file does not grow. */
export function reachStops(program: Unpickled, { tensors }: Rebuilds): TorchStop[] {
  const beyond = [...tensors.values()].find(isBeyond);
  if (beyond === undefined) return [];
  const what = prose`A tensor reaches beyond storage ${data(beyond.storage.key, 80)}, as large as the program says it is.`;
  return [stopAt(program, beyond.event, what)];
}

/** Whether a tensor does not lie in its storage. One without a device has no memory to lie in. */
export function isBeyond(tensor: Rebuilt): boolean {
  const declared = declaredBytes(tensor.storage);
  const size = tensor.dtype === null ? null : itemSize(tensor.dtype);
  if (declared === null || size === null || tensor.storage.location === 'meta') return false;
  const reach = reachOf(tensor, size);
  return reach !== null && (reach.first < 0 || reach.end > declared);
}

/** What torch itself restores, and the devices of its known extensions (torch/serialization.py, `default_restore_location`). */
const DEVICE = /^(?:cpu$|meta$|(?:cuda|mps|hpu|xpu|xla|ipu|npu|mlu|musa|maia|vulkan|privateuseone)(?::\d+)?)/;

/** Null in place of a size: there is no such record. */
export type RecordSize = (key: string) => number | null;

/** The first record that is not there, and the first that has another size than the program says (checked since 2.10). */
export function recordStops(program: Unpickled, { byRef }: Storages, sizeOf: RecordSize): TorchStop[] {
  const loaded = new Map<string, string | null>();
  let missing: TorchStop | null = null;
  let other: TorchStop | null = null;
  for (const storage of byRef.values()) {
    const { key, dtype, event } = storage;
    // A record is read once for each type of its elements.
    if (loaded.has(key) && loaded.get(key) === dtype) continue;
    loaded.set(key, dtype);
    const size = sizeOf(key);
    if (size === null) missing ??= stopAt(program, event, prose`There is no record of storage ${data(key, 80)}.`);
    else other ??= sizeStop(program, storage, size);
    if (missing !== null && other !== null) break;
  }
  return [missing, other].filter((stop) => stop !== null);
}

function sizeStop(program: Unpickled, storage: StorageRef, size: number): TorchStop | null {
  const declared = declaredBytes(storage);
  if (declared === null || declared === size) return null;
  const what = prose`The record of storage ${data(storage.key, 80)} has ${size} bytes where the program says ${declared}: PyTorch 2.10 and later refuse that, older ones read what is there in memory.`;
  return { ...stopAt(program, storage.event, what), since: 210 };
}

function stopAt({ id, source }: Unpickled, event: PickleEvent, what: Prose): TorchStop {
  return { what, at: placeIn(source, event.offset, event.length), program: id, step: event.step, since: 0 };
}

/** Not a tuple, or one that begins with another word; not told of what is only known while loading. */
function isRefused(trace: Trace, { target }: PickleEvent, container: 'zip' | 'legacy'): boolean {
  const pid = trace.value(target);
  if (COMPUTED.has(pid.kind)) return false;
  const [head] = pid.kind === 'tuple' ? trace.items(target, 1) : [];
  if (head === undefined || COMPUTED.has(trace.value(head).kind)) return head === undefined;
  const word = textOf(trace, head);
  if (word === 'storage') return trace.items(target, 8).length !== ITEMS[container];
  return !(word === 'module' && container === 'legacy');
}

const COMPUTED: ReadonlySet<string> = new Set(['global', 'result', 'persistent', 'extension', 'buffer', 'unknown']);

/** Versions of the container that PyTorch reads (caffe2/serialize/versions.h). */
const [OLDEST, NEWEST] = [1n, 10n];

/** `version`, as `std::stoull` takes it; null where torch cannot read it. */
export function containerVersion(text: string): bigint | null {
  const digits = /^[ \t\n\v\f\r]*([+-]?\d+)/.exec(text)?.[1];
  return digits === undefined ? null : BigInt(digits);
}

/** Small records torch reads before the program; null: not known, undefined: not there. */
export interface Preamble {
  readonly version: string | null | undefined;
  readonly byteorder: string | null | undefined;
  readonly alignment: string | null | undefined;
}

/** What stops every reader of such archives. */
export function versionStop({ version }: Preamble): Prose | null {
  if (version === undefined) return prose`The archive has no record ${code('version')}.`;
  const number = version === null ? OLDEST : containerVersion(version);
  if (number === null || number < OLDEST || number > NEWEST)
    return prose`It reads versions 1 to 10 of the archive; this one says ${data(version ?? '', 40)}.`;
  return null;
}

/** The first of them that stops torch.load. */
export function preambleStop(preamble: Preamble): Prose | null {
  const { byteorder, alignment } = preamble;
  const stop = versionStop(preamble);
  if (stop !== null) return stop;
  if (typeof byteorder === 'string' && byteorder !== 'little' && byteorder !== 'big')
    return prose`It knows no byte order ${data(byteorder, 40)}.`;
  if (typeof alignment === 'string' && !/^\s*[+-]?\d+(_\d+)*\s*$/.test(alignment))
    return prose`The record ${code('.storage_alignment')} is no number.`;
  return null;
}
