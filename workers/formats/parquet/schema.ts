import type { Schema } from '../../lang/thrift/walk.ts';

/** parquet.thrift of parquet-format 2.12: every field it has. */
export const PARQUET: Schema = {
  FileMetaData: {
    1: 'i', 2: '[SchemaElement]', 3: 'i', 4: '[RowGroup]', 5: '[KeyValue]', 6: 's', 7: 'known', 8: 'Encryption', 9: 'known',
  },
  SchemaElement: {
    1: 'known', 2: 'known', 3: 'known', 4: 'known', 5: 'known', 6: 'known', 7: 'known', 8: 'known', 9: 'known', 10: 'known',
    11: 'known',
  },
  RowGroup: { 1: '[ColumnChunk]', 2: 'known', 3: 'i', 4: 'known', 5: 'known', 6: 'known', 7: 'known' },
  ColumnChunk: { 1: 's', 2: 'i', 3: 'ColumnMetaData', 4: 'i', 5: 'i', 6: 'i', 7: 'i', 8: 'Crypto', 9: 'known' },
  ColumnMetaData: {
    1: 'i', 2: 'known', 3: '[s]', 4: 'i', 5: 'i', 6: 'i', 7: 'i', 8: '[KeyValue]', 9: 'i', 10: 'i', 11: 'i', 12: 'known',
    13: 'known', 14: 'i', 15: 'i', 16: 'known', 17: 'known',
  },
  KeyValue: { 1: 's', 2: 's' },
  Crypto: { 1: 'known', 2: 'known' },
  Encryption: { 1: 'known', 2: 'known' },
  FileCryptoMetaData: { 1: 'Encryption', 2: 'known' },
  PageHeader: { 1: 'i', 2: 'i', 3: 'i', 4: 'known', 5: 'known', 6: 'known', 7: 'known', 8: 'known' },
  OffsetIndex: { 1: 'known', 2: 'known' },
  ColumnIndex: { 1: 'known', 2: 'known', 3: 'known', 4: 'known', 5: 'known', 6: 'known', 7: 'known', 8: 'known' },
  BloomFilterHeader: { 1: 'i', 2: 'known', 3: 'known', 4: 'known' },
}; // prettier-ignore

export const FILE = { rows: 3, writer: 6 } as const;
export const CHUNK = { file: 1, offset: 2, offsetIndex: 4, columnIndex: 6 } as const;
export const COLUMN = {
  type: 1,
  path: 3,
  codec: 4,
  size: 7,
  data: 9,
  index: 10,
  dictionary: 11,
  bloom: 14,
} as const;
export const PAGE = { size: 3 } as const;
/** Types of values that are bytes of any length: BYTE_ARRAY and FIXED_LEN_BYTE_ARRAY. */
export const BYTES: readonly number[] = [6, 7];
