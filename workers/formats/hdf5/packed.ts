import type { ByteSource } from '../../source/byte-source.ts';
import { HeldSource } from '../../source/held-source.ts';
import { PiecedSource } from '../../source/pieced-source.ts';
import { type Codec, Decoder } from '../../wasm/codec.ts';
import type { File } from './file.ts';
import { DEFLATE, FLETCHER, type Filter, SHUFFLE } from './filters.ts';

/** A chunk of an array of bytes, in order. */
export interface Chunk {
  readonly offset: number;
  readonly length: number;
  /** A bit for each filter that was left out, as it would not have made it shorter. */
  readonly left: number;
}

export interface Packed {
  readonly chunks: readonly Chunk[];
  readonly filters: readonly Filter[];
  /** Bytes of a chunk once unpacked, and of the array. */
  readonly chunk: number;
  readonly size: number;
}

const BZIP2 = 307;
const LZF = 32000;
const CODECS: ReadonlyMap<number, Codec> = new Map([
  [DEFLATE, 'zlib'],
  [BZIP2, 'bzip2'],
]);
/** Change nothing of bytes, or only stand behind them. */
const PLAIN: ReadonlySet<number> = new Set([SHUFFLE, FLETCHER]);

/** Whether the filters of an array of bytes can be undone here. */
export function isReadable(filters: readonly Filter[]): boolean {
  return filters.every(({ id }) => PLAIN.has(id) || CODECS.has(id) || id === LZF);
}

/** The bytes of the array in one: in their places where no filter packs them. */
export async function whole(file: File, name: string, packed: Packed): Promise<ByteSource> {
  const { source, scope } = file;
  const { chunks, filters, chunk, size } = packed;
  if (filters.length === 0) {
    const pieces = chunks.map(({ offset, length }, i) => ({
      at: i * chunk,
      offset,
      length: Math.min(length, size - i * chunk),
    }));
    return new PiecedSource(source, name, size, pieces);
  }
  const bytes = new Uint8Array(Math.min(size, chunks.length * chunk));
  for (const [i, one] of chunks.entries())
    bytes.set((await unpack(file, one, packed)).subarray(0, Math.max(0, bytes.length - i * chunk)), i * chunk);
  return new HeldSource(source, name, bytes.length, scope.run.shelf, () => Promise.resolve(bytes));
}

/** One chunk, unpacked as far as it goes. */
export async function unpack(
  file: File,
  { offset, length, left }: Chunk,
  { filters, chunk }: Packed,
): Promise<Uint8Array> {
  let bytes = await file.peek(offset, length);
  for (const [i, { id }] of [...filters.entries()].reverse()) {
    if (((left >>> i) & 1) !== 0) continue;
    if (id === FLETCHER) bytes = bytes.subarray(0, Math.max(0, bytes.length - 4));
    const codec = CODECS.get(id);
    if (codec !== undefined) bytes = await decoded(file, codec, bytes, chunk + 4);
    if (id === LZF) bytes = expanded(bytes, chunk + 4);
  }
  return bytes.subarray(0, chunk);
}

async function decoded(file: File, codec: Codec, bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const out = new Uint8Array(most);
  let at = 0;
  for await (const piece of new Decoder(file.scope.run.engine, { codec, maxOutput: most }).run([bytes])) {
    out.set(piece, at);
    at += piece.length;
  }
  return out.subarray(0, at);
}

/** LZF, which h5py brings along: runs of bytes, and copies of what came before. */
function expanded(bytes: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  let end = 0;
  for (let at = 0; at < bytes.length && end < most;) {
    const control = bytes[at++] ?? 0;
    if (control < 32) {
      out.set(bytes.subarray(at, at + Math.min(control + 1, most - end)), end);
      at += control + 1;
      end += control + 1;
      continue;
    }
    const long = control >> 5 === 7 ? (bytes[at++] ?? 0) : 0;
    const from = end - ((control & 31) << 8) - (bytes[at++] ?? 0) - 1;
    if (from < 0) break;
    const length = Math.min((control >> 5) + long + 2, most - end);
    for (let i = 0; i < length; i += 1) out[end + i] = out[from + i] ?? 0;
    end += length;
  }
  return out.subarray(0, Math.min(end, most));
}
