import { LIMITS } from '../../limits.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { startsWith, u32, u64 } from '../../source/little-endian.ts';
import { END_LENGTH } from './eocd.ts';
import { LOCAL_MAGIC } from './local.ts';

const END = [0x50, 0x4b, 5, 6];
const LOCATOR = [0x50, 0x4b, 6, 7];
const RECORD = [0x50, 0x4b, 6, 6];
const LOCATOR_LENGTH = 20;
const RECORD_LENGTH = 56;
const ENDS = RECORD_LENGTH + LOCATOR_LENGTH + END_LENGTH;

/** Archives shorter than this are looked for in what is read at once. */
const SHORT = 256 * 1024;

/**
 * Whole archives one behind the other, from the first byte of a source to its last, each with offsets of its own; in order. Null for one
 * archive, and for anything that is not all archives. Comments, and Zip64 records with more than the standard fields, end the chain.
 */
export async function archivesInRow(source: ByteSource): Promise<readonly Range[] | null> {
  const found: Range[] = [];
  let end = source.size;
  while (end > 0) {
    // From the end record of one archive to the first bytes of the one behind it.
    const from = Math.max(0, end - ENDS);
    const last = found.at(-1);
    const how = (last?.length ?? source.size) < SHORT ? undefined : 'direct';
    const bytes = await source.read(from, Math.min(source.size, end + LOCAL_MAGIC.length) - from, how);
    if (last !== undefined && !startsWith(bytes.subarray(end - from), LOCAL_MAGIC)) return null;
    const offset = startOf(bytes.subarray(0, end - from), from);
    // The whole source is one archive: the usual case.
    if (offset === null || (offset === 0 && last === undefined) || found.length >= LIMITS.members) return null;
    found.push({ offset, length: end - offset });
    end = offset;
  }
  return startsWith(await source.read(0, LOCAL_MAGIC.length), LOCAL_MAGIC) ? found.reverse() : null;
}

/** Where the archive begins whose last bytes these are, from `from` on; null when they end none. */
function startOf(bytes: Uint8Array, from: number): number | null {
  const at = bytes.length - END_LENGTH;
  if (at < 0 || !startsWith(bytes.subarray(at), END) || bytes[at + 20] !== 0 || bytes[at + 21] !== 0) return null;
  const isWide =
    bytes.length === ENDS && startsWith(bytes.subarray(RECORD_LENGTH), LOCATOR) && startsWith(bytes, RECORD);
  const [size, offset] = isWide ? [u64(bytes, 40), u64(bytes, 48)] : [u32(bytes, at + 12), u32(bytes, at + 16)];
  const start = (isWide ? from : from + at) - size - offset;
  return start < 0 ? null : start;
}
