import type { Visited } from '../../lang/thrift/walk.ts';
import type { Range } from '../../report/schema.ts';
import { BYTES, CHUNK, COLUMN } from './schema.ts';

/** Values of one column in one group of rows, as the footer has it. */
export interface Chunk {
  readonly name: string;
  /** Where the footer tells of it. */
  readonly told: Range;
  /** The file its values are in; empty for this one. */
  readonly file: string;
  readonly isEncrypted: boolean;
  readonly isPacked: boolean;
  readonly hasBytes: boolean;
  readonly pages: Range;
  readonly offsetIndex: Range;
  readonly columnIndex: Range;
  readonly bloom: number;
}

/** From the fields of a ColumnChunk and of the ColumnMetaData in it. `base` is where the footer begins. */
export function chunkOf(
  bytes: Uint8Array,
  base: number,
  { numbers, ranges, at, length }: Visited,
  column: Visited | null,
  isEncrypted: boolean,
): Chunk {
  const own = (field: number): number => numbers.get(field) ?? 0;
  const of = (field: number): number => column?.numbers.get(field) ?? 0;
  const text = ({ offset, length: size }: Range): string =>
    TEXT.decode(bytes.subarray(offset, offset + Math.min(size, 200)));
  const file = ranges.get(CHUNK.file);
  return {
    name: (column?.lists.get(COLUMN.path) ?? []).map(text).join('.'),
    told: { offset: base + at, length },
    file: file === undefined ? '' : text(file),
    isEncrypted,
    isPacked: of(COLUMN.codec) !== 0,
    hasBytes: BYTES.includes(of(COLUMN.type)),
    pages: {
      offset: Math.min(...[COLUMN.dictionary, COLUMN.index, COLUMN.data].map(of).filter((start) => start > 0)),
      length: of(COLUMN.size),
    },
    offsetIndex: { offset: own(CHUNK.offsetIndex), length: own(CHUNK.offsetIndex + 1) },
    columnIndex: { offset: own(CHUNK.columnIndex), length: own(CHUNK.columnIndex + 1) },
    bloom: of(COLUMN.bloom),
  };
}

const TEXT = new TextDecoder();
