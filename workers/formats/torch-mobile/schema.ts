import { type Schema, schemaOf } from '../../lang/flatbuffers/schema.ts';

/** mobile_bytecode.fbs of PyTorch (torch/csrc/jit/serialization), as `lang/flatbuffers/generate/fbs.py` writes it; lists of alike numbers are one. */
const TABLES = `
Module 4 [ExtraFile] [4] 4 [IValue] 4 [StorageData] [ObjectType] [ExtraFile] [4] 4 4
ExtraFile s s
IValue 1 Value?
Value 1=8 1 8 16 TensorMetadata String List Tuple Dict Object Longs Longs Bools String EnumValue Function
TensorMetadata 4 1 4 [4] [4] 1 QuantizedSchema
QuantizedSchema 1 8 4 TensorMetadata TensorMetadata 4
String s
List [4] s
Tuple [4]
Dict [4] [4] s
Longs [8]
Bools [1]
ObjectType s 1 [s]
Object 4 4 [4] 4
EnumValue s 4
Operator s s 4
Arg s s 4
Schema [Arg] [Arg]
DebugInfo [8]
Function s [8] [Operator] [4] [s] 4 Schema DebugInfo 4
StorageData [1]
`;

export function moduleSchema(): Schema {
  return schemaOf(TABLES);
}

/** Slots of the tables that are looked into. */
export const MODULE = { files: 1, values: 4, storages: 6, types: 7, sources: 8 } as const;
export const TENSOR = { storage: 0, type: 1, start: 2, sizes: 3, strides: 4 } as const;
export const TYPE = { name: 0, kind: 1, custom: 2 } as const;

/** Lists of numbers of values, by table. */
export const LISTS: Readonly<Record<string, readonly number[]>> = {
  Module: [2, 9],
  List: [0],
  Tuple: [0],
  Dict: [0, 1],
  Object: [2],
  Function: [3],
};

/** Whose operators the runtime brings along. */
export const OWN_OPERATORS = /^(?:aten|prims?|_?quantized|prepacked|\w+_prepack|profiler|sparse|torchvision)::/;
