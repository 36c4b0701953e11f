import { u32 } from '../../source/little-endian.ts';
import type { Cursor } from '../../source/cursor.ts';
import { take } from './parts.ts';
import type { Matrix, Stop, Walker } from './read.ts';

/** mshadow/base.h: name, bytes of an element. */
const DTYPES: readonly (readonly [name: string, bytes: number])[] = [
  ['float32', 4],
  ['float64', 8],
  ['float16', 2],
  ['uint8', 1],
  ['int32', 4],
  ['int8', 1],
  ['int64', 8],
  ['bool', 1],
  ['int16', 2],
  ['uint16', 2],
  ['uint32', 4],
  ['uint64', 8],
  ['bfloat16', 2],
];
const V1 = 0xf993fac8;
const V2 = 0xf993fac9;
const V3 = 0xf993faca;
const NO_SHAPE = 0xffffffff;
const MAX_DIMENSIONS = 32;
const MAX_ARRAYS = 500_000;
const BREAKS = 'The list of arrays breaks off, or a number of it cannot be.';

/** A list of arrays (MXNet 1.9, src/ndarray/ndarray.cc): how many, each with its shape and type, then as many names. */
export const walkMxnet: Walker = async (cursor, matrices) => {
  const head = await cursor.view(24);
  const count = Number(head?.getBigUint64(16, true) ?? 0n);
  // An array takes some bytes at least.
  if (head === null || count > cursor.left / 4) return BREAKS;
  for (let i = 0; i < count; i += 1) {
    if (i === MAX_ARRAYS) return { kind: 'limit', what: 'Only the first arrays of the list were looked at.' };
    const stop = await array(cursor, matrices, i.toString());
    if (stop !== null) return stop;
  }
  const names = Number((await cursor.u64()) ?? -1n);
  if (names < 0 || names > count) return BREAKS;
  for (let i = 0; i < names; i += 1) {
    const length = Number((await cursor.u64()) ?? -1n);
    const text = length >= 0 && length <= 4096 ? await cursor.bytes(length) : null;
    if (text === null) return BREAKS;
    const one = matrices[i];
    if (one !== undefined && matrices.length === count) matrices[i] = { ...one, name: new TextDecoder().decode(text) };
  }
  return null;
};

async function array(cursor: Cursor, matrices: Matrix[], name: string): Promise<Stop | null> {
  const magic = await cursor.u32();
  if (magic === null) return BREAKS;
  const isNew = magic === V2 || magic === V3;
  if (isNew && (await cursor.u32()) !== 0)
    return { kind: 'unsupported', what: 'A sparse array: such arrays are not read.' };
  const isWide = isNew || magic === V1;
  const dimensions = isWide ? await cursor.u32() : magic;
  // Nothing more of an array without a shape; one number has a shape of no dimensions, since NumPy's meaning was taken over.
  if (dimensions === (magic === V3 ? NO_SHAPE : 0)) return null;
  const shape = await shapeAt(cursor, dimensions ?? -1, isWide);
  if (shape === null) return BREAKS;
  // Where it was computed, and its type.
  const head = await cursor.view(12);
  const [dtype, each] = DTYPES[head?.getInt32(8, true) ?? -1] ?? ['', -1];
  return take(cursor, matrices, { name, dtype, shape, each }) ? null : BREAKS;
}

/** Dimensions of 8 bytes, in the oldest files of 4. */
async function shapeAt(cursor: Cursor, dimensions: number, isWide: boolean): Promise<number[] | null> {
  if (dimensions < 0 || dimensions > MAX_DIMENSIONS) return null;
  const each = isWide ? 8 : 4;
  const bytes = await cursor.bytes(dimensions * each);
  return bytes === null
    ? null
    : Array.from(
        { length: dimensions },
        (_, i) => u32(bytes, i * each) + (isWide ? u32(bytes, i * each + 4) * 2 ** 32 : 0),
      );
}
