import { type Schema, schemaOf } from '../../lang/flatbuffers/schema.ts';
import { TABLES } from './tables.data.ts';

let schema: Schema | null = null;

export function modelSchema(): Schema {
  return (schema ??= schemaOf(TABLES));
}

/** Slots of the tables that are looked into (tables.data.ts). */
export const MODEL = {
  codes: 1,
  graphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffers: 5,
  metadata: 6,
  signatures: 7,
  groups: 8,
  external: 9,
} as const;
export const GRAPH = { tensors: 0, inputs: 1, outputs: 2, operators: 3, name: 4 } as const;
export const TENSOR = { shape: 0, type: 1, buffer: 2, name: 3, sparsity: 6 } as const;
export const OPERATOR = {
  code: 0,
  inputs: 1,
  outputs: 2,
  custom: 5,
  intermediates: 8,
  largeAt: 9,
  largeSize: 10,
  options2: 12,
} as const;
export const CODE = { old: 0, custom: 1, builtin: 3 } as const;
export const BUFFER = { data: 0, offset: 1, size: 2 } as const;

/** BuiltinOperator: the last one that 2.21.0 has, and three that are none of TensorFlow Lite's own. */
export const BUILTIN = { last: 209, custom: 32, placeholder: 127, customCall: 173 } as const;

/** TensorType: name, and bits of an element; 0 where elements have no fixed size. */
export const DTYPES: readonly (readonly [name: string, bits: number])[] = [
  ['float32', 32],
  ['float16', 16],
  ['int32', 32],
  ['uint8', 8],
  ['int64', 64],
  ['string', 0],
  ['bool', 8],
  ['int16', 16],
  ['complex64', 64],
  ['int8', 8],
  ['float64', 64],
  ['complex128', 128],
  ['uint64', 64],
  ['resource', 0],
  ['variant', 0],
  ['uint32', 32],
  ['uint16', 16],
  ['int4', 4],
  ['bfloat16', 16],
  ['int2', 2],
  ['uint4', 4],
];
