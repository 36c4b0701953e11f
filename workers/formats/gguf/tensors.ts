import { LIMITS } from '../../limits.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import { tensorType } from './types.ts';
import type { GgufCode } from './oddities.ts';
import { isStop, type Layout, readLength, readString, type Stop } from './value.ts';

/** One tensor as the header declares it. `offset` counts from the start of the data. */
export interface TensorInfo {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly bigint[];
  readonly offset: bigint;
  /** Null when the type is unknown or the shape too large to count. */
  readonly bytes: bigint | null;
  /** Where it is declared. */
  readonly at: number;
  readonly length: number;
}

export interface TensorFault {
  readonly code: GgufCode;
  readonly what: Prose;
}

/** ggml.h: GGML_MAX_DIMS, GGML_MAX_NAME. */
const MAX_DIMS = 4;
const MAX_NAME = 64;

export async function readTensorInfo(layout: Layout): Promise<{ info: TensorInfo; faults: TensorFault[] } | Stop> {
  const { cursor, version } = layout;
  const at = cursor.at;
  const name = await readString(layout, 4096);
  if (isStop(name)) return name;
  const dimensions = await cursor.u32();
  if (dimensions === null) return { code: 'cut', at, what: 'a tensor’s dimensions' };
  if (dimensions > LIMITS.dimensions)
    return { code: 'count', at, what: `a tensor of ${dimensions.toString()} dimensions` };
  const shape: bigint[] = [];
  while (shape.length < dimensions) {
    const dimension = version > 1 ? await cursor.u64() : await readLength(layout);
    if (dimension === null) return { code: 'cut', at, what: 'a tensor’s dimensions' };
    shape.push(dimension);
  }
  const type = await cursor.u32();
  const offset = type === null ? null : await cursor.u64();
  if (type === null || offset === null) return { code: 'cut', at, what: 'a tensor’s type and offset' };
  const { bytes, fault } = sizeOf(type, shape);
  const faults = fault === null ? [] : [fault];
  if (dimensions > MAX_DIMS)
    faults.push({ code: 'dimensions', what: prose`It has ${dimensions} dimensions; ggml has ${MAX_DIMS}.` });
  if (name.length >= MAX_NAME)
    faults.push({ code: 'tensor-name', what: prose`Its name has ${name.length} bytes; ggml keeps ${MAX_NAME - 1}.` });
  return { info: { name: name.text, type, shape, offset, bytes, at, length: cursor.at - at }, faults };
}

/** Bytes of a tensor, and what is wrong with its numbers (gguf.cpp `gguf_init_from_file`). */
function sizeOf(type: number, shape: readonly bigint[]): { bytes: bigint | null; fault: TensorFault | null } {
  const traits = tensorType(type);
  const elements = shape.reduce((product, dimension) => product * dimension, 1n);
  const shown = shape.slice(0, 8).join(' × ');
  if (shape.some((dimension) => dimension >= 2n ** 63n) || elements >= 2n ** 63n)
    return { bytes: null, fault: { code: 'shape-overflow', what: prose`Its ${shown} elements are more than 2⁶³.` } };
  if (traits === null)
    return { bytes: null, fault: { code: 'tensor-type', what: prose`Its type is ${type}, which ggml does not have.` } };
  const row = shape[0] ?? 1n;
  const bytes = (elements / BigInt(traits.block)) * BigInt(traits.bytes);
  const rest = row % BigInt(traits.block);
  const fault: TensorFault | null =
    rest === 0n
      ? null
      : {
          code: 'block-size',
          what: prose`Its rows have ${row.toString()} elements; ${traits.name} needs blocks of ${traits.block}.`,
        };
  return { bytes, fault };
}

export function about(name: string): Prose {
  return prose`${data(name, 120)}`;
}
