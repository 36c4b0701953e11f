import type { Schema } from '../../lang/protobuf/walk.ts';

function all(kind: string, ...fields: readonly number[]): Record<number, string> {
  return Object.fromEntries(fields.map((field) => [field, kind]));
}

/** framework.proto of PaddlePaddle 3.3: every field it has. Shapes and types of variables are passed over. */
export const PADDLE: Schema = {
  Program: { 1: 'Block', 4: 'Version', 5: 'Versions' },
  Version: { 1: 'numbers' },
  Versions: { 1: 'Pair' },
  Pair: { 1: 's', 2: 'OpVersion' },
  OpVersion: { 1: 'i' },
  Block: { ...all('i', 1, 2, 5), 3: 'Var', 4: 'Op' },
  Var: { ...all('i', 3, 4, 5, 6), 1: 's', 2: 'Type', 7: 'VarAttr' },
  VarAttr: { ...all('i', 2, 3), 1: 's', 4: 's', 5: 'I' },
  Type: { 1: 'i', 3: 'Dense', 4: 'Dense', 5: 'Readers', 7: 'Tuple', ...all('Tensor', 2, 8, 9, 10, 11, 12) },
  Tuple: { 1: 'I' },
  Readers: { 1: 'Dense' },
  Dense: { 1: 'Tensor', 2: 'i' },
  Tensor: { 1: 'numbers', 2: 'numbers' },
  Op: { 1: 'Edge', 2: 'Edge', 3: 'text', 4: 'Attr', 5: 'i' },
  Edge: { 1: 's', 2: 's' },
  Attr: {
    ...all('i', 2, 3, 10, 12, 13),
    ...all('s', 17, 18),
    ...all('I', 6, 11, 14, 15),
    1: 'text', 4: 'f', 5: 'text', 7: 'F', 8: 'texts', 16: 'D', 19: 'd', 20: 'Scalar', 21: 'Scalar',
  },
  Scalar: { 1: 'i', 2: 'i', 3: 'i', 4: 'd', 5: 'Complex' },
  Complex: { 1: 'd', 2: 'd' },
}; // prettier-ignore

export const OP = { type: 3 } as const;
export const ATTR = { name: 1, text: 5, texts: 8 } as const;
export const TENSOR = { type: 1, dims: 2 } as const;

/** VarType.Type: name, bytes of an element. */
export const DTYPES: ReadonlyMap<number, readonly [name: string, bytes: number]> = new Map([
  [0, ['bool', 1]], [1, ['int16', 2]], [2, ['int32', 4]], [3, ['int64', 8]], [4, ['float16', 2]], [5, ['float32', 4]],
  [6, ['float64', 8]], [19, ['uint64', 8]], [20, ['uint8', 1]], [21, ['int8', 1]], [22, ['bfloat16', 2]], [23, ['complex64', 8]],
  [24, ['complex128', 16]], [32, ['float8_e4m3fn', 1]], [33, ['float8_e5m2', 1]], [36, ['uint16', 2]], [37, ['uint32', 4]],
  [38, ['uint64', 8]],
]); // prettier-ignore
