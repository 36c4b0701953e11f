import type { Cursor } from '../../source/cursor.ts';
import type { Matrix } from './read.ts';

/** Longest word. */
const MAX_WORD = 4096;
const STEP = 128;

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

/** Steps over a word and the byte that ends it. */
export async function skipPast(cursor: Cursor, end: number): Promise<boolean> {
  for (let seen = 0; seen < MAX_WORD; seen += STEP) {
    const bytes = await cursor.source.read(cursor.at, STEP);
    const at = bytes.indexOf(end);
    cursor.at += at < 0 ? bytes.length : at + 1;
    if (at >= 0) return true;
    if (bytes.length === 0) return false;
  }
  return false;
}

/** How many things of so many bytes each follow; null where there is no room for them. */
export async function counted(cursor: Cursor, each: number): Promise<number | null> {
  const count = Number((await cursor.u64()) ?? -1n);
  return count >= 0 && count * each <= cursor.left ? count : null;
}
