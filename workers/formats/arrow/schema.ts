import { type Schema, schemaOf } from '../../lang/flatbuffers/schema.ts';

/** format/Message.fbs, Schema.fbs, File.fbs, Tensor.fbs and SparseTensor.fbs of Arrow 21; structs are numbers of their size. */
const MESSAGES = `
Message 0=2 1=1 2=Header? 3=8 4=[KeyValue]
Header 1=Schema 2=DictionaryBatch 3=RecordBatch 4=Tensor 5=SparseTensor
Footer 0=2 1=Schema 2=[24] 3=[24] 4=[KeyValue]
Schema 0=2 1=[Field] 2=[KeyValue] 3=[8]
Field 0=s 1=1 2=1 3=Type? 4=DictionaryEncoding 5=[Field] 6=[KeyValue]
KeyValue 0=s 1=s
DictionaryEncoding 0=8 1=Int 2=1 3=2
DictionaryBatch 0=8 1=RecordBatch 2=1
RecordBatch 0=8 1=[16] 2=[16] 3=BodyCompression 4=[8]
BodyCompression 0=1 1=1
Tensor 0=1 1=Type? 2=[TensorDim] 3=[8] 4=16
TensorDim 0=8 1=s
SparseTensor 0=1 1=Type? 2=[TensorDim] 3=8 4=1 5=Index? 6=16
Index 1=IndexCOO 2=MatrixIndex 3=IndexCSF
IndexCOO 0=Int 1=[8] 2=16 3=1
MatrixIndex 0=2 1=Int 2=16 3=Int 4=16
IndexCSF 0=Int 1=[16] 2=Int 3=[16] 4=[4]
Type 1=Empty 2=Int 3=Precision 4=Empty 5=Empty 6=Empty 7=Decimal 8=Precision 9=Time 10=Timestamp 11=Precision 12=Empty 13=Empty 14=Union 15=Size 16=Size 17=Sorted 18=Precision 19=Empty 20=Empty 21=Empty 22=Empty 23=Empty 24=Empty 25=Empty 26=Empty
Empty
Int 0=4 1=1
Precision 0=2
Decimal 0=4 1=4 2=4
Time 0=2 1=4
Timestamp 0=2 1=s
Union 0=2 1=[4]
Size 0=4
Sorted 0=1`;

/** cpp/src/arrow/ipc/feather.fbs: version 1 of Feather. */
const FEATHER = `
CTable 0=s 1=8 2=[Column] 3=4 4=s
Column 0=s 1=PrimitiveArray 2=1 3=TypeMetadata? 4=s
PrimitiveArray 0=1 1=1 2=8 3=8 4=8 5=8
TypeMetadata 1=CategoryMetadata 2=TimestampMetadata 3=DateMetadata 4=TimeMetadata
CategoryMetadata 0=PrimitiveArray 1=1
TimestampMetadata 0=1 1=s
DateMetadata
TimeMetadata 0=1`;

let messages: Schema | null = null;
let feather: Schema | null = null;

export function messageSchema(): Schema {
  return (messages ??= schemaOf(MESSAGES));
}

export function featherSchema(): Schema {
  return (feather ??= schemaOf(FEATHER));
}

/** Slots of the tables that are looked into. */
export const MESSAGE = { kind: 1, header: 2, body: 3 } as const;
export const FOOTER = { dictionaries: 2, batches: 3 } as const;
export const BATCH = { buffers: 2, compression: 3 } as const;
export const FIELD = { name: 0, type: 2, metadata: 6 } as const;
export const ARRAY = { offset: 2, length: 5 } as const;

/** Message.header: what has no body of buffers. */
export const KINDS = { schema: 1, dictionaries: 2, batch: 3 } as const;
/** Types whose values are bytes of any kind: Binary, FixedSizeBinary, LargeBinary, BinaryView. */
export const BYTES: ReadonlySet<number> = new Set([4, 15, 19, 23]);
