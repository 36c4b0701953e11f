import type { ByteSource } from '../../source/byte-source.ts';
import { u32, u8 } from '../../source/little-endian.ts';

/**
 * A table of LevelDB (leveldb doc/table_format.md; tensorflow/core/lib/io/table.cc reads the same): blocks of sorted keys, an index of
 * blocks, and a footer of 48 bytes.
 */
export const FOOTER = 48;
export const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb] as const;
/** Kind and checksum behind each block. */
export const TRAILER = 5;
/** Bytes of a block; TensorFlow writes 256 KiB. */
const MAX_BLOCK = 64 * 1024 * 1024;

export interface Handle {
  readonly offset: number;
  readonly size: number;
}

export interface Entry {
  readonly key: Uint8Array;
  /** Where the value stands in the file. */
  readonly offset: number;
  readonly value: Uint8Array;
}

/** Why a block was not read. */
export interface Stopped {
  readonly stopped: 'outside' | 'packed' | 'broken' | 'large';
}

/** Blocks of keys and the index: null where the footer says neither. */
export async function readFooter(source: ByteSource): Promise<{ meta: Handle; index: Handle } | null> {
  const bytes = await source.read(Math.max(0, source.size - FOOTER), FOOTER);
  const meta = handleAt(bytes, 0);
  const index = meta === null ? null : handleAt(bytes, meta.length);
  return meta === null || index === null ? null : { meta: meta.handle, index: index.handle };
}

/** Entries of a block, in order, each key whole. */
export async function readBlock(source: ByteSource, { offset, size }: Handle): Promise<Entry[] | Stopped> {
  if (offset + size + TRAILER > source.size - FOOTER) return { stopped: 'outside' };
  if (size > MAX_BLOCK) return { stopped: 'large' };
  const block = await source.read(offset, size + TRAILER, 'direct');
  if (u8(block, size) !== 0) return { stopped: 'packed' };
  const end = size - 4 - 4 * u32(block, size - 4);
  if (size < 4 || end < 0) return { stopped: 'broken' };
  const entries: Entry[] = [];
  let key: Uint8Array = new Uint8Array(0);
  for (let at = 0; at < end;) {
    const shared = varint(block, at, end);
    const own = shared === null ? null : varint(block, shared.next, end);
    const length = own === null ? null : varint(block, own.next, end);
    if (shared === null || own === null || length === null) return { stopped: 'broken' };
    const from = length.next + own.value;
    if (shared.value > key.length || from + length.value > end) return { stopped: 'broken' };
    key = concat(key.subarray(0, shared.value), block.subarray(length.next, from));
    at = from + length.value;
    entries.push({ key, offset: offset + from, value: block.subarray(from, at) });
  }
  return entries;
}

export function handleAt(bytes: Uint8Array, at: number): { handle: Handle; length: number } | null {
  const offset = varint(bytes, at, bytes.length);
  const size = offset === null ? null : varint(bytes, offset.next, bytes.length);
  if (offset === null || size === null) return null;
  return { handle: { offset: offset.value, size: size.value }, length: size.next - at };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function varint(bytes: Uint8Array, from: number, end: number): { value: number; next: number } | null {
  let value = 0;
  for (let i = 0; i < 10 && from + i < end; i += 1) {
    const byte = bytes[from + i] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, next: from + i + 1 };
  }
  return null;
}
