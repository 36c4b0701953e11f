import type { ByteSource } from '../../source/byte-source.ts';
import type { Piece } from '../../source/pieced-source.ts';
import type { Extended } from './extended.ts';
import { BLOCK, tarNumber } from './header.ts';

/** A file whose zeros are left out: which stored bytes stand where. */
export interface SparseMap {
  readonly size: number;
  readonly pieces: readonly Piece[];
  /** Where the stored bytes begin, behind the map. */
  readonly dataOffset: number;
}

/** Entries of a map that are followed. */
const ENTRIES = 100_000;

/** GNU's own: four entries in the header, more in blocks behind it. Null when a number cannot be read. */
export async function oldSparse(source: ByteSource, block: Uint8Array, headerEnd: number): Promise<SparseMap | null> {
  const pairs: number[] = [];
  const take = (from: Uint8Array, at: number, count: number): void => {
    for (let i = 0; i < count; i += 1) {
      const [offset, length] = [tarNumber(from, at + i * 24, 12), tarNumber(from, at + i * 24 + 12, 12)];
      // What is not used is left empty.
      if (offset !== null && length !== null && (from[at + i * 24 + 12] ?? 0) !== 0) pairs.push(offset, length);
    }
  };
  take(block, 386, 4);
  let at = headerEnd;
  for (let goesOn = (block[482] ?? 0) !== 0; goesOn && pairs.length < ENTRIES && at + BLOCK <= source.size;) {
    const more = await source.read(at, BLOCK);
    take(more, 0, 21);
    goesOn = (more[504] ?? 0) !== 0;
    at += BLOCK;
  }
  return mapOf(pairs, tarNumber(block, 483, 12) ?? -1, at);
}

/** The three ways PAX headers tell it. Null when this member is not sparse, or its map cannot be read. */
export async function paxSparse(
  source: ByteSource,
  records: NonNullable<Extended['sparse']>,
  dataOffset: number,
): Promise<SparseMap | null> {
  const last = (key: string): string | undefined => records.findLast(([name]) => name === key)?.[1];
  const size = Number(last('realsize') ?? last('size') ?? NaN);
  if (last('major') === '1') return mapInData(source, size, dataOffset);
  const list = last('map')?.split(',').map(Number);
  if (list !== undefined) return mapOf(list, size, dataOffset);
  const pairs = records.filter(([key]) => key === 'offset' || key === 'numbytes').map(([, value]) => Number(value));
  return pairs.length === 0 ? null : mapOf(pairs, size, dataOffset);
}

/** The name a sparse member has: PAX writers give the stored one another. */
export function sparseName(records: NonNullable<Extended['sparse']>): string | undefined {
  return records.findLast(([key]) => key === 'name')?.[1];
}

/** Version 1.0: the map is a list of decimal numbers before the data, padded to a block. */
async function mapInData(source: ByteSource, size: number, dataOffset: number): Promise<SparseMap | null> {
  const numbers: number[] = [];
  let text = '';
  for (let at = dataOffset; at < source.size && numbers.length < ENTRIES; at += BLOCK) {
    text += String.fromCharCode(...(await source.read(at, BLOCK)));
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n')) {
      const line = text.slice(0, end);
      if (!/^\d{1,15}$/.test(line)) return null;
      numbers.push(Number(line));
      text = text.slice(end + 1);
      const [count = 0] = numbers;
      if (numbers.length === 1 + 2 * count) return mapOf(numbers.slice(1), size, at + BLOCK);
    }
    if (text.length > BLOCK) return null;
  }
  return null;
}

function mapOf(pairs: readonly number[], size: number, dataOffset: number): SparseMap | null {
  const pieces: Piece[] = [];
  let stored = dataOffset;
  let end = 0;
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [at = -1, length = -1] = pairs.slice(i, i + 2);
    if (!Number.isSafeInteger(at) || !Number.isSafeInteger(length) || at < end || length < 0) return null;
    if (length > 0) pieces.push({ at, offset: stored, length });
    stored += length;
    end = at + length;
  }
  return Number.isSafeInteger(size) && size >= end ? { size, pieces, dataOffset } : null;
}
