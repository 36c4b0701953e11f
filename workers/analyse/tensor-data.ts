/** Where the elements of a tensor stand, and in which order: what a hash of its data is over. Pure. */
import type { TensorFact } from '../facts.ts';
import type { TensorData } from '../report/compare/digests.ts';
import type { Range } from '../report/schema.ts';

/** Null `path`: in the dropped file. */
interface DataPlace extends Range {
  readonly path: readonly string[] | null;
}

type Layout = Omit<TensorData, 'sha256'>;

/**
 * Null when it is not known where they stand: a missing or short storage, a type of unknown size, strides that leave it. What is
 * hashed is the shortest stretch that holds all elements.
 */
export function dataOf(fact: TensorFact): { readonly place: DataPlace; readonly layout: Layout } | null {
  const { storage, bytes, start = 0, problem } = fact;
  if (problem !== null && problem.code !== 'size-differs') return null;
  const span = spanOf(fact);
  if (span === null || start + span > storage.bytes) return null;
  const place = placeOf(storage, start, span);
  if (place === null) return null;
  return { place, layout: { strides: inOrder(fact) ? null : fact.strides, gapless: span === bytes } };
}

/** Bytes from the first element to the end of the last; null when they cannot be told. */
function spanOf({ shape, strides, bytes }: TensorFact): number | null {
  const elements = shape.reduce((product, n) => product * n, 1);
  if (!Number.isSafeInteger(elements) || elements < 0) return null;
  if (elements === 0) return 0;
  const size = bytes / elements;
  if (bytes === 0) return null;
  // Types of less than a byte, and blocks of several elements, are never strided.
  if (inOrder({ shape, strides })) return bytes;
  if (!Number.isSafeInteger(size) || strides.length !== shape.length || strides.some((n) => !(n >= 0))) return null;
  const last = shape.reduce((sum, n, i) => sum + (n - 1) * (strides[i] ?? 0), 0);
  return (last + 1) * size;
}

/** Row by row without gaps. Where a dimension has one place, its stride says nothing. */
function inOrder({ shape, strides }: Pick<TensorFact, 'shape' | 'strides'>): boolean {
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i -= 1) {
    const size = shape[i] ?? 1;
    if (size !== 1 && strides[i] !== step) return shape.includes(0);
    step *= size;
  }
  return true;
}

function placeOf({ record, inner }: TensorFact['storage'], start: number, length: number): DataPlace | null {
  if (record !== null && record.length >= start + length) return { path: null, offset: record.offset + start, length };
  if (record !== null) return null;
  if (inner !== undefined) return { path: inner.path, offset: inner.offset + start, length };
  return length === 0 ? { path: null, offset: 0, length } : null;
}
