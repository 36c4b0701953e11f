import { LIMITS } from '../../limits.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { u16, u32 } from '../../source/little-endian.ts';

/** End of central directory record (APPNOTE 4.3.16). */
export interface EndRecord {
  readonly offset: number;
  readonly disk: number;
  readonly directoryDisk: number;
  readonly entriesHere: number;
  readonly entries: number;
  readonly directorySize: number;
  readonly directoryOffset: number;
  readonly commentLength: number;
  /** The record and its comment end exactly where the source ends. */
  readonly exact: boolean;
}

export const END_LENGTH = 22;
const END_SIGNATURE = 0x06054b50;
/** A comment is at most 65,535 bytes: zipfile and miniz do not look further back. */
export const TAIL = END_LENGTH + 0xffff;

/** Every record in the last 64 KiB, the last one first: that is the one zipfile and torch take. `more` were not looked at. */
export async function findEnds(source: ByteSource): Promise<{ ends: EndRecord[]; more: number }> {
  const start = Math.max(0, source.size - TAIL);
  const tail = await source.read(start, source.size - start);
  const ends: EndRecord[] = [];
  let more = 0;
  for (let at = before(tail, tail.length - END_LENGTH); at >= 0; at = before(tail, at - 1)) {
    const end = parseEnd(tail, at, start, source.size);
    if (end === null) continue;
    if (ends.length < LIMITS.endRecords) ends.push(end);
    else more += 1;
  }
  return { ends, more };
}

/** The last P at or before `at`. */
function before(tail: Uint8Array, at: number): number {
  return at < 0 ? -1 : tail.lastIndexOf(0x50, at);
}

/** The record at `at` of `bytes`, which start at `base` of a source of `size` bytes. */
export function parseEnd(bytes: Uint8Array, at: number, base: number, size: number): EndRecord | null {
  if (at + END_LENGTH > bytes.length || u32(bytes, at) !== END_SIGNATURE) return null;
  const commentLength = u16(bytes, at + 20);
  return {
    offset: base + at,
    disk: u16(bytes, at + 4),
    directoryDisk: u16(bytes, at + 6),
    entriesHere: u16(bytes, at + 8),
    entries: u16(bytes, at + 10),
    directorySize: u32(bytes, at + 12),
    directoryOffset: u32(bytes, at + 16),
    commentLength,
    exact: base + at + END_LENGTH + commentLength === size,
  };
}
