import { u32 } from '../source/little-endian.ts';
import { decodes } from '../wasm/codec.ts';
import type { FormatKey } from './formats.ts';
import type { Probe } from './probe.ts';

/** Shorter output occurs by chance. */
const TELLING = 64;

/** Formats whose first bytes say too little: what claims to be one has to decompress, as far as it was read. */
export function compressedKind(probe: Probe): FormatKey[] {
  if (hasZlibHeader(probe.head) && isReal(probe, 'zlib')) return ['zlib'];
  return hasLzmaHeader(probe.head) && isReal(probe, 'lzma') ? ['lzma'] : [];
}

/** RFC 1950: deflate, a window of at most 32 KiB, a multiple of 31. */
function hasZlibHeader(head: Uint8Array): boolean {
  const [method = 0, flags = 0] = head;
  return (method & 15) === 8 && method >> 4 <= 7 && (method * 256 + flags) % 31 === 0;
}

/** Properties, a dictionary of 2ⁿ or 2ⁿ + 2ⁿ⁻¹ bytes as every writer chooses, and a size that is not absurd. */
function hasLzmaHeader(head: Uint8Array): boolean {
  const dictionary = u32(head, 1);
  const isRound = dictionary >= 0x1000 && isPower(dictionary & (dictionary - 1), dictionary);
  const high = u32(head, 9);
  return (
    head.length >= 18 && (head[0] ?? 255) < 225 && isRound && (high === 0xffffffff || high < 0x100) && head[13] === 0
  );
}

/** `rest` is what remains of `value` without its lowest bit: nothing, or the bit right above it. */
function isPower(rest: number, value: number): boolean {
  const lowest = (value - rest) >>> 0;
  return rest >>> 0 === 0 || rest >>> 0 === lowest * 2 || value >>> 0 === 0xffffffff;
}

/** A stream known by the usual first byte may break later; others have to go on as they began. */
function isReal({ engine, head, size }: Probe, codec: 'zlib' | 'lzma'): boolean {
  const { status, produced } = decodes(engine, codec, head);
  const isUsual = head[0] === 0x78 || head[0] === 0x5d;
  if (status === 'limit') return true;
  // A stream of nothing is what zeros look like.
  if (status === 'done') return isUsual || produced >= TELLING;
  if (status === 'checksum') return head[0] === 0x78;
  if (status === 'truncated') return size > head.length || (isUsual && produced > 0);
  return isUsual && produced >= TELLING;
}
