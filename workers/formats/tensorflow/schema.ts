import { schemaOf } from '../../lang/protobuf/schema.ts';
import type { Schema } from '../../lang/protobuf/walk.ts';
import { MESSAGES } from './messages.data.ts';

/** What is looked at of saved_model.proto and all it leads to; every other field is known and passed over. */
const TAKEN: Schema = {
  NodeDef: { 1: 'text', 2: 'text', 3: 'texts' },
  'NodeDef.AttrEntry': { 1: 'text' },
  AttrValue: { 2: 'text' },
  'AttrValue.ListValue': { 2: 'text' },
  NameAttrList: { 1: 'text' },
  OpDef: { 1: 'text', 2: 'InputArg' },
  InputArg: { 1: 'text', 2: 's', 3: 'i', 4: 's', 5: 's', 6: 's', 7: 'ResourceHandleProto.DtypeAndShape', 16: 'i', 17: 'FullTypeDef' },
  TensorProto: { 1: 'numbers', 4: 'bytes', 5: 'packed', 6: 'packed', 8: 'texts', 9: 'packed', 12: 'packed' },
  'TensorShapeProto.Dim': { 1: 'numbers' },
  AssetFileDef: { 2: 'text' },
  TensorInfo: { 1: 'text' },
  'MetaGraphDef.MetaInfoDef': { 5: 'text' },
  SavedUserObject: { 1: 'text', 3: 'bytes' },
}; // prettier-ignore

let schema: Schema | null = null;

/** Made when the first graph is read, not before. */
export function graphSchema(): Schema {
  return (schema ??= schemaOf(MESSAGES, TAKEN));
}

export const NODE = { name: 1, op: 2, input: 3 } as const;
export const TENSOR = { type: 1, content: 4, text: 8 } as const;
export const KEY = 1;
/** Fields of numbers as they are packed: bytes of an element. */
export const PACKED: readonly (readonly [field: number, bytes: number])[] = [
  [5, 4],
  [6, 8],
  [9, 8],
  [12, 16],
];

/** DataType of types.proto (TensorFlow 2.21): name, and bits of an element; 0 where elements have no fixed size. */
export const DTYPES: ReadonlyMap<number, readonly [name: string, bits: number]> = new Map([
  [1, ['float32', 32]],
  [2, ['float64', 64]],
  [3, ['int32', 32]],
  [4, ['uint8', 8]],
  [5, ['int16', 16]],
  [6, ['int8', 8]],
  [7, ['string', 0]],
  [8, ['complex64', 64]],
  [9, ['int64', 64]],
  [10, ['bool', 8]],
  [11, ['qint8', 8]],
  [12, ['quint8', 8]],
  [13, ['qint32', 32]],
  [14, ['bfloat16', 16]],
  [15, ['qint16', 16]],
  [16, ['quint16', 16]],
  [17, ['uint16', 16]],
  [18, ['complex128', 128]],
  [19, ['float16', 16]],
  [20, ['resource', 0]],
  [21, ['variant', 0]],
  [22, ['uint32', 32]],
  [23, ['uint64', 64]],
  [24, ['float8_e5m2', 8]],
  [25, ['float8_e4m3fn', 8]],
  [26, ['float8_e4m3fnuz', 8]],
  [27, ['float8_e4m3b11fnuz', 8]],
  [28, ['float8_e5m2fnuz', 8]],
  // One to a byte in memory and in files.
  [29, ['int4', 8]],
  [30, ['uint4', 8]],
  [31, ['int2', 8]],
  [32, ['uint2', 8]],
  [33, ['float4_e2m1fn', 8]],
]);
