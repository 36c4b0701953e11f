import type { TorchStop } from '../../facts.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import { type ByteSource, placeIn } from '../../source/byte-source.ts';
import type { Trace } from '../pickle/trace.ts';

/** torch/serialization.py, `_legacy_load`. */
const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001n;

/** One of the five pickles. */
export interface Stream {
  readonly id: number;
  readonly trace: Trace;
  readonly end: number;
}

/** The numbers that the first two pickles have to be. They are compared after each was carried out. */
export async function numberStops(source: ByteSource, streams: readonly Stream[]): Promise<TorchStop[]> {
  const stops: TorchStop[] = [];
  const [first, second] = streams;
  if (first !== undefined && (await isOther(source, first, MAGIC)))
    stops.push(afterStream(source, first, prose`It starts with no magic number of torch.`));
  if (second !== undefined && (await isOther(source, second, PROTOCOL)))
    stops.push(afterStream(source, second, prose`It wants protocol 1001.`));
  return stops;
}

export function afterStream(source: ByteSource, { id, trace, end }: Stream, what: Prose): TorchStop {
  return { what, at: placeIn(source, trace.start, end - trace.start), program: id, step: null, since: 0 };
}

export function keyStop(source: ByteSource, stream: Stream, key: string): TorchStop {
  return afterStream(
    source,
    stream,
    prose`The program asks for no storage ${data(key, 80)}, which the list of storages has.`,
  );
}

/** Whether a pickle surely gives something else; what it computes is not known. */
async function isOther(source: ByteSource, { trace }: Stream, number: bigint): Promise<boolean> {
  const value = trace.result === null ? null : trace.value(trace.result);
  if (value === null || trace.ending.kind !== 'stop') return false;
  if (value.kind === 'int') return value.value !== number;
  if (value.kind === 'float') return value.value !== Number(number);
  if (value.kind === 'bigint') {
    const written = writtenInteger(await source.read(trace.start, 64));
    return written !== null && written !== number;
  }
  return PLAIN.has(value.kind);
}

const PLAIN: ReadonlySet<string> = new Set(
  'none true false text text8 bytes bytearray tuple list set frozenset dict'.split(' '),
);

/** The number a pickle of one number is, behind PROTO and FRAME; null for another spelling. */
function writtenInteger(head: Uint8Array): bigint | null {
  const start = head[0] !== 0x80 ? 0 : head[2] === 0x95 ? 11 : 2;
  if (head[start] === LONG1) {
    const bytes = head.subarray(start + 2, start + 2 + (head[start + 1] ?? 0));
    const value = bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    return BigInt.asIntN(8 * bytes.length, value);
  }
  const digits = /^[LI]([+-]?\d+)L?\n/.exec(String.fromCharCode(...head.subarray(start)))?.[1];
  return digits === undefined ? null : BigInt(digits);
}

const LONG1 = 0x8a;
