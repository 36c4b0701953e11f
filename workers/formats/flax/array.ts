import type { Cursor } from '../../source/cursor.ts';
import { readItem } from './walk.ts';

/** An array as flax writes it (flax/serialization.py, `_ndarray_to_bytes`): a list of shape, type and bytes. */
export interface PackedArray {
  readonly shape: readonly number[];
  readonly dtype: string;
  /** Where the elements are. */
  readonly offset: number;
  readonly length: number;
}

const MAX_DIMENSIONS = 64;

/** Reads the content of an ext of type 1 or 3; null when it is not built like that. */
export async function readArray(cursor: Cursor, end: number): Promise<PackedArray | null> {
  const list = await readItem(cursor);
  if (list?.kind !== 'array' || list.length !== 3) return null;
  const shape = await readShape(cursor);
  if (shape === null) return null;
  const name = await readItem(cursor);
  if (name === null || (name.kind !== 'text' && name.kind !== 'bytes') || name.length > 64) return null;
  const bytes = await cursor.bytes(name.length);
  const data = await readItem(cursor);
  if (bytes === null || data?.kind !== 'bytes' || data.offset + data.head + data.length !== end) return null;
  return { shape, dtype: new TextDecoder().decode(bytes), offset: data.offset + data.head, length: data.length };
}

async function readShape(cursor: Cursor): Promise<number[] | null> {
  const list = await readItem(cursor);
  if (list?.kind !== 'array' || list.length > MAX_DIMENSIONS) return null;
  const shape: number[] = [];
  while (shape.length < list.length) {
    const at = cursor.at;
    const item = await readItem(cursor);
    if (item?.kind !== 'number') return null;
    const bytes = await cursor.source.read(at, cursor.at - at);
    const dimension = numberOf(bytes);
    if (dimension === null) return null;
    shape.push(dimension);
  }
  return shape;
}

/** A number that is not negative; null for others. */
function numberOf(bytes: Uint8Array): number | null {
  const [first = 0xff, ...rest] = bytes;
  if (first < 0x80) return first;
  if (first < 0xcc || first > 0xcf) return null;
  return rest.reduce((value, byte) => value * 256 + byte, 0);
}
