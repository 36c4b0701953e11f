import type { Schema } from '../../lang/protobuf/walk.ts';

/** Fields that are passed over. */
function known(...fields: readonly number[]): Record<number, string> {
  return Object.fromEntries(fields.map((field) => [field, 'known']));
}

/** onnx.proto of onnx 1.20 (IR version 13): every field it has. Types and shapes of values are passed over. */
export const ONNX: Schema = {
  Model: {
    ...known(1, 5, 6, 14, 26),
    2: 'text',
    3: 'text',
    4: 'text',
    7: 'Graph',
    8: 'OperatorSet',
    20: 'Training',
    25: 'Function',
  },
  OperatorSet: { ...known(2), 1: 'text' },
  Training: { ...known(3, 4), 1: 'Graph', 2: 'Graph' },
  Function: { ...known(4, 5, 6, 8, 12, 13, 14), 1: 'text', 7: 'Node', 9: 'OperatorSet', 10: 'text', 11: 'Attribute' },
  Graph: { ...known(2, 10, 11, 12, 13, 14, 16), 1: 'Node', 5: 'Tensor', 15: 'Sparse' },
  Sparse: { ...known(3), 1: 'Tensor', 2: 'Tensor' },
  Node: { ...known(1, 2, 6, 8, 9, 10), 3: 'text', 4: 'text', 5: 'Attribute', 7: 'text' },
  Attribute: {
    ...known(2, 3, 7, 8, 9, 13, 14, 15, 20, 21),
    1: 'text',
    4: 'text',
    5: 'Tensor',
    6: 'Graph',
    10: 'Tensor',
    11: 'Graph',
    22: 'Sparse',
    23: 'Sparse',
  },
  Tensor: {
    ...known(3, 4, 5, 6, 7, 10, 11, 12, 16),
    1: 'numbers',
    2: 'numbers',
    8: 'text',
    9: 'bytes',
    13: 'Entry',
    14: 'numbers',
  },
  Entry: { 1: 'text', 2: 'text' },
};

export const NODE = { type: 4, domain: 7 } as const;
export const ATTRIBUTE = { name: 1, text: 4 } as const;
export const ENTRY = { key: 1, value: 2 } as const;
export const TENSOR = { dims: 1, type: 2, name: 8, raw: 9, location: 14 } as const;
export const MODEL = { producer: 2, version: 3, domain: 4 } as const;
export const FUNCTION = { name: 1, domain: 10 } as const;

/** TensorProto.DataType: name, and bits of an element; 0 where elements have no fixed size. */
export const DTYPES: ReadonlyMap<number, readonly [name: string, bits: number]> = new Map([
  [1, ['float32', 32]],
  [2, ['uint8', 8]],
  [3, ['int8', 8]],
  [4, ['uint16', 16]],
  [5, ['int16', 16]],
  [6, ['int32', 32]],
  [7, ['int64', 64]],
  [8, ['string', 0]],
  [9, ['bool', 8]],
  [10, ['float16', 16]],
  [11, ['float64', 64]],
  [12, ['uint32', 32]],
  [13, ['uint64', 64]],
  [14, ['complex64', 64]],
  [15, ['complex128', 128]],
  [16, ['bfloat16', 16]],
  [17, ['float8_e4m3fn', 8]],
  [18, ['float8_e4m3fnuz', 8]],
  [19, ['float8_e5m2', 8]],
  [20, ['float8_e5m2fnuz', 8]],
  [21, ['uint4', 4]],
  [22, ['int4', 4]],
  [23, ['float4_e2m1', 4]],
  [24, ['float8_e8m0', 8]],
  [25, ['uint2', 2]],
  [26, ['int2', 2]],
]);
