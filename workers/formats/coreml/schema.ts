import { schemaOf } from '../../lang/protobuf/schema.ts';
import type { Schema } from '../../lang/protobuf/walk.ts';
import { MESSAGES } from './messages.data.ts';

export const ABOUT = [
  [1, 'shortDescription'],
  [2, 'versionString'],
  [3, 'author'],
  [4, 'license'],
] as const;
/** Of WeightParams: the field, and the type of its numbers; of raw ones another field says how many bits they have. */
export const WEIGHTS: readonly (readonly [field: number, dtype: string, bytes: number])[] = [
  [1, 'float32', 4],
  [2, 'float16', 2],
  [30, 'raw', 1],
  [31, 'int8', 1],
];
export const BLOB = { file: 1, offset: 2 } as const;
export const TYPE = { type: 1 } as const;

const NUMBERS = { 1: 'packed' } as const;
const NAMED = { 1: 'text' } as const;
/** What Core ML's own programs read and nobody else knows. */
const OPAQUE = { 100: 'bytes' } as const;

const TAKEN: Schema = {
  Metadata: { 1: 'text', 2: 'text', 3: 'text', 4: 'text' },
  'Metadata.UserDefinedEntry': { 1: 'text', 2: 'text' },
  CustomModel: { 10: 'text' },
  CustomLayerParams: { 10: 'text' },
  'CustomModel.CustomModelParamValue': { 60: 'bytes' },
  StringParameter: NAMED,
  WeightParams: { 1: 'packed', 2: 'bytes', 30: 'bytes', 31: 'bytes' },
  NeuralNetworkLayer: NAMED,
  Operation: NAMED,
  'Operation.AttributesEntry': NAMED,
  'Operation.InputsEntry': NAMED,
  NamedValueType: NAMED,
  'Value.BlobFileValue': { 1: 'text', 2: 'numbers' },
  TensorType: { 1: 'numbers' },
  'Dimension.ConstantDimension': { 1: 'numbers' },
  'TensorValue.RepeatedFloats': NUMBERS,
  'TensorValue.RepeatedDoubles': NUMBERS,
  'TensorValue.RepeatedBytes': { 1: 'bytes' },
  SerializedModel: { 1: 'text', 2: 'bytes' },
  TextClassifier: OPAQUE,
  Gazetteer: OPAQUE,
  WordTagger: OPAQUE,
  WordEmbedding: OPAQUE,
};

let schema: Schema | null = null;

export function modelSchema(): Schema {
  return (schema ??= schemaOf(MESSAGES, TAKEN));
}

/** Types of MIL.proto: name, and bits of an element; 0 where elements have no fixed size. */
export const DTYPES: ReadonlyMap<number, readonly [name: string, bits: number]> = new Map([
  [1, ['bool', 8]],
  [2, ['string', 0]],
  [10, ['float16', 16]],
  [11, ['float32', 32]],
  [12, ['float64', 64]],
  [13, ['bfloat16', 16]],
  [21, ['int8', 8]],
  [22, ['int16', 16]],
  [23, ['int32', 32]],
  [24, ['int64', 64]],
  [25, ['int4', 4]],
  [31, ['uint8', 8]],
  [32, ['uint16', 16]],
  [33, ['uint32', 32]],
  [34, ['uint64', 64]],
  [35, ['uint4', 4]],
  [36, ['uint2', 2]],
  [37, ['uint1', 1]],
  [38, ['uint6', 6]],
  [39, ['uint3', 3]],
  [40, ['float8_e4m3fn', 8]],
  [41, ['float8_e5m2', 8]],
]);
