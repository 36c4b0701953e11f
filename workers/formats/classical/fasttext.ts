import type { Cursor } from '../../source/cursor.ts';
import type { Matrix, Walker } from './read.ts';

/** Words of a dictionary, and the longest of them. */
const MAX_WORD = 4096;
const BREAKS = 'The model breaks off, or a number of it cannot be.';

/** fastText 0.9 (src/args.cc, dictionary.cc, densematrix.cc, quantmatrix.cc, productquantizer.cc). */
export const walkFasttext: Walker = async (cursor, matrices) => {
  // Magic and version, twelve settings, and a threshold.
  const head = await cursor.view(8 + 12 * 4 + 8);
  const sizes = head === null ? null : await cursor.view(3 * 4 + 2 * 8);
  if (sizes === null) return BREAKS;
  const [words, pruned] = [sizes.getInt32(0, true), Number(sizes.getBigInt64(20, true))];
  for (let i = 0; i < words; i += 1) if (!(await skipWord(cursor))) return BREAKS;
  if (pruned > 0 && !skip(cursor, pruned * 8)) return BREAKS;
  const isPacked = await cursor.u8();
  if (isPacked === null || !(await matrix(cursor, matrices, 'input', isPacked !== 0))) return BREAKS;
  const isOutput = await cursor.u8();
  const isWhole = isOutput !== null && (await matrix(cursor, matrices, 'output', isPacked !== 0 && isOutput !== 0));
  return isWhole ? null : BREAKS;
};

/** A word that a zero ends, how often it was seen, and whether it is a label. */
async function skipWord(cursor: Cursor): Promise<boolean> {
  for (let length = 0; length < MAX_WORD; length += 1) {
    const byte = await cursor.u8();
    if (byte === null) return false;
    if (byte === 0) return skip(cursor, 9);
  }
  return false;
}

async function matrix(cursor: Cursor, matrices: Matrix[], name: string, isPacked: boolean): Promise<boolean> {
  if (!isPacked) return dense(cursor, matrices, name);
  const head = await cursor.view(1 + 8 + 8 + 4);
  if (head === null) return false;
  const codes = head.getInt32(17, true);
  if (!take(cursor, matrices, { name: `${name}.codes`, dtype: 'uint8', shape: [codes], each: 1 })) return false;
  const isWhole = await quantizer(cursor, matrices, name);
  if (!isWhole || head.getUint8(0) === 0) return isWhole;
  const rows = Number(head.getBigInt64(1, true));
  if (!take(cursor, matrices, { name: `${name}.norm_codes`, dtype: 'uint8', shape: [rows], each: 1 })) return false;
  return quantizer(cursor, matrices, `${name}.norm`);
}

async function dense(cursor: Cursor, matrices: Matrix[], name: string): Promise<boolean> {
  const head = await cursor.view(16);
  if (head === null) return false;
  const shape = [Number(head.getBigInt64(0, true)), Number(head.getBigInt64(8, true))];
  return take(cursor, matrices, { name, dtype: 'float32', shape, each: 4 });
}

/** 256 centroids for each dimension. */
async function quantizer(cursor: Cursor, matrices: Matrix[], name: string): Promise<boolean> {
  const head = await cursor.view(16);
  if (head === null) return false;
  const shape = [256, head.getInt32(0, true)];
  return take(cursor, matrices, { name: `${name}.centroids`, dtype: 'float32', shape, each: 4 });
}

/** Steps over numbers, each of so many bytes, and keeps where they are. Answers whether they are there. */
export function take(
  cursor: Cursor,
  matrices: Matrix[],
  { name, dtype, shape, each }: { name: string; dtype: string; shape: readonly number[]; each: number },
): boolean {
  const offset = cursor.at;
  const length = shape.reduce((all, one) => all * one, each);
  if (shape.some((one) => one < 0) || !skip(cursor, length)) return false;
  matrices.push({ name, dtype, shape, offset, length });
  return true;
}

export function skip(cursor: Cursor, length: number): boolean {
  if (!(length >= 0 && length <= cursor.left)) return false;
  cursor.at += length;
  return true;
}
