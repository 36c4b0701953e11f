import type { Beside, TensorFact } from '../facts.ts';
import type { Prose } from '../report/prose.ts';
import type { Range } from '../report/schema.ts';
import { type ByteSource, placeIn } from '../source/byte-source.ts';

/** A tensor whose elements lie row by row, in one stretch of the source or nowhere in it. */
export interface RowMajor {
  /** Where it is described. */
  readonly at: Range;
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** What its type and shape need. */
  readonly bytes: number;
  readonly content: Range | null;
  /** Bytes that are stored, when they are not those of `content`. */
  readonly stored?: number;
  /** The file its elements are in, when it is another one. */
  readonly file?: string | null;
  /** The stretch of that file. */
  readonly beside?: Beside | null;
  /** Why it does not fit; an oddity tells it, too. */
  readonly misfit?: Prose | null;
}

export function rowMajor(source: ByteSource, tensor: RowMajor): TensorFact {
  const { at, name, dtype, shape, bytes, content, beside, misfit = null } = tensor;
  const isHere = content !== null && content.length > 0;
  return {
    kind: 'tensor',
    at: placeIn(source, at.offset, at.length),
    name,
    dtype,
    shape,
    strides: contiguous(shape),
    storage: {
      key: tensor.file ?? source.name,
      bytes: tensor.stored ?? content?.length ?? 0,
      record: isHere ? (source.locate(content.offset, content.length)?.[0] ?? null) : null,
    },
    bytes,
    ...(beside == null ? {} : { beside }),
    problem: misfit === null ? null : { code: 'told', what: misfit },
  };
}

/** Elements between neighbours of each dimension, the last one closest. */
export function contiguous(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i -= 1) {
    strides.unshift(step);
    step *= Math.max(1, shape[i] ?? 1);
  }
  return strides;
}
