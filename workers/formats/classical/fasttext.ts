import type { Cursor } from '../../source/cursor.ts';
import { skip, skipPast, take } from './parts.ts';
import type { Matrix, Walker } from './read.ts';

const BREAKS = 'The model breaks off, or a number of it cannot be.';

/** fastText 0.9 (src/args.cc, dictionary.cc, densematrix.cc, quantmatrix.cc, productquantizer.cc). */
export const walkFasttext: Walker = async (cursor, matrices) => {
  // Magic and version, twelve settings, and a threshold.
  const head = await cursor.view(8 + 12 * 4 + 8);
  const sizes = head === null ? null : await cursor.view(3 * 4 + 2 * 8);
  if (sizes === null) return BREAKS;
  const [words, pruned] = [sizes.getInt32(0, true), Number(sizes.getBigInt64(20, true))];
  for (let i = 0; i < words; i += 1) {
    // A word that a zero ends, how often it was seen, and whether it is a label.
    if (!(await skipPast(cursor, 0)) || !skip(cursor, 9)) return BREAKS;
  }
  if (pruned > 0 && !skip(cursor, pruned * 8)) return BREAKS;
  const isPacked = await cursor.u8();
  if (isPacked === null || !(await matrix(cursor, matrices, 'input', isPacked !== 0))) return BREAKS;
  const isOutput = await cursor.u8();
  const isWhole = isOutput !== null && (await matrix(cursor, matrices, 'output', isPacked !== 0 && isOutput !== 0));
  return isWhole ? null : BREAKS;
};

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
