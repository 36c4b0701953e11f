import type { Table, Walked } from '../../lang/flatbuffers/walk.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { i64, u32, u64 } from '../../source/little-endian.ts';

const MAX_TEXT = 1024;
const UTF8 = new TextDecoder();

/** Asks a walked file for what its tables hold. */
export class View {
  readonly source: ByteSource;
  readonly #walked: Walked;

  constructor(source: ByteSource, walked: Walked) {
    this.source = source;
    this.#walked = walked;
  }

  get root(): Table | null {
    return this.#walked.tables.get(this.#walked.root) ?? null;
  }

  /** In order; null where an element leads nowhere. */
  tables(table: Table | null, slot: number): (Table | null)[] {
    return (table?.tables.get(slot) ?? []).map((at) => this.#walked.tables.get(at) ?? null);
  }

  async text(table: Table, slot: number): Promise<string> {
    const range = table.ranges.get(slot);
    if (range === undefined) return '';
    return UTF8.decode(await this.source.read(range.offset, Math.min(range.length, MAX_TEXT)));
  }

  /** Whole numbers of four bytes with their sign, as many as are read; `length` is how many there are. */
  async numbers(table: Table, slot: number, most: number): Promise<{ list: number[]; length: number }> {
    const range: Range = table.ranges.get(slot) ?? { offset: 0, length: 0 };
    const bytes = await this.source.read(range.offset, Math.min(range.length, most * 4));
    const list = Array.from({ length: bytes.length >> 2 }, (_, i) => u32(bytes, i * 4) | 0);
    return { list, length: range.length / 4 };
  }

  /** The same of eight bytes each. */
  async longs(table: Table, slot: number, most: number): Promise<{ list: number[]; length: number }> {
    const range: Range = table.ranges.get(slot) ?? { offset: 0, length: 0 };
    const bytes = await this.source.read(range.offset, Math.min(range.length, most * 8));
    return { list: Array.from({ length: bytes.length >> 3 }, (_, i) => i64(bytes, i * 8)), length: range.length / 8 };
  }

  /** One whole number of eight bytes; null when there are not as many. */
  async long(table: Table, slot: number, index: number): Promise<number | null> {
    const range = table.ranges.get(slot);
    if (range === undefined || (index + 1) * 8 > range.length) return null;
    return u64(await this.source.read(range.offset + index * 8, 8), 0);
  }
}
