import type { ByteSource } from '../../source/byte-source.ts';
import type { Range } from '../../report/schema.ts';
import { u16, u32, u64, u8 } from '../../source/little-endian.ts';
import type { Kind, Schema } from './schema.ts';

/** A table with its fields by slot. Numbers are read without a sign. */
export interface Table {
  readonly name: string;
  readonly at: number;
  readonly length: number;
  readonly numbers: ReadonlyMap<number, number>;
  /** Texts and vectors of numbers: where their contents are. */
  readonly ranges: ReadonlyMap<number, Range>;
  /** Where the tables are, one or many. */
  readonly tables: ReadonlyMap<number, readonly number[]>;
}

/** What of a file is not as the format has it. `bounds`: something lies outside the file or its table. */
export interface Fault {
  readonly code: 'bounds' | 'slot' | 'union' | 'limit';
  readonly offset: number;
  readonly length: number;
  readonly what: string;
}

export interface Walked {
  /** By place. */
  readonly tables: ReadonlyMap<number, Table>;
  readonly root: number;
  /** Everything that was reached, in no order; vtables are shared by tables. */
  readonly pieces: readonly (Range & { readonly isShared: boolean })[];
  readonly faults: readonly Fault[];
}

/** Tables, elements of vectors of offsets, and faults that are kept. */
const MAX_TABLES = 500_000;
const MAX_ELEMENTS = 2_000_000;
const MAX_FAULTS = 1_000;
const CHUNK = 65_536;

/**
 * Walks everything that the root leads to, each table once (flatbuffers.dev, Internals): nothing is believed that lies outside the file.
 * @param head Bytes before the tables: the root's offset, and in most files a name of four letters.
 * @param base Where they stand.
 */
export async function walk(source: ByteSource, schema: Schema, root: string, head = 8, base = 0): Promise<Walked> {
  const one = new Walk(source, schema);
  const start = base + u32(await source.read(base, 4), 0);
  one.piece(base, head, false);
  one.open.push({ name: root, at: start, from: base });
  for (let next = one.open.pop(); next !== undefined; next = one.open.pop()) await one.table(next);
  return { tables: one.tables, root: start, pieces: one.pieces, faults: one.faults };
}

interface Pending {
  readonly name: string;
  readonly at: number;
  /** Where the offset stands that leads there. */
  readonly from: number;
}

class Walk {
  readonly tables = new Map<number, Table>();
  readonly open: Pending[] = [];
  readonly pieces: (Range & { isShared: boolean })[] = [];
  readonly faults: Fault[] = [];
  readonly #source: ByteSource;
  readonly #schema: Schema;
  #elements = 0;

  constructor(source: ByteSource, schema: Schema) {
    this.#source = source;
    this.#schema = schema;
  }

  piece(offset: number, length: number, isShared: boolean): void {
    this.pieces.push({ offset, length, isShared });
  }

  #fault(code: Fault['code'], offset: number, length: number, what: string): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push({ code, offset, length, what });
  }

  async table({ name, at, from }: Pending): Promise<void> {
    const before = this.tables.get(at);
    if (before !== undefined) {
      if (before.name !== name) this.#fault('bounds', from, 4, `a ${name} is said to be where a ${before.name} is`);
      return;
    }
    if (this.tables.size === MAX_TABLES) {
      if (this.faults.at(-1)?.code !== 'limit') this.#fault('limit', from, 4, 'there are too many tables');
      return;
    }
    const { size } = this.#source;
    if (at + 4 > size) {
      this.#fault('bounds', from, 4, `a ${name} is outside the file`);
      return;
    }
    const vtable = at - i32(await this.#source.read(at, 4), 0);
    const head = vtable < 0 || vtable + 4 > size ? null : await this.#source.read(vtable, 4);
    const [slots, length] = head === null ? [0, 0] : [u16(head, 0), u16(head, 2)];
    if (slots < 4 || length < 4 || vtable + slots > size || at + length > size) {
      this.#fault('bounds', at, 4, `the layout of a ${name} is outside the file`);
      return;
    }
    const offsets = await this.#source.read(vtable, slots);
    const bytes = await this.#source.read(at, length);
    this.piece(vtable, slots, true);
    this.piece(at, length, false);
    const table = { name, at, length, numbers: new Map(), ranges: new Map(), tables: new Map() };
    this.tables.set(at, table);
    const fields = this.#schema.get(name);
    for (let slot = 0; 4 + slot * 2 + 2 <= slots; slot += 1) {
      const offset = u16(offsets, 4 + slot * 2);
      if (offset === 0) continue;
      const kind = fields?.get(slot);
      if (kind === undefined) this.#fault('slot', at, length, `a ${name} has the field ${slot.toString()}`);
      else if (offset < 4 || offset + (kind.isVector ? 4 : kind.size) > length)
        this.#fault('bounds', at, length, `a field of a ${name} is outside its table`);
      else await this.#field(table, slot, kind, bytes, offset);
    }
  }

  async #field(table: Filled, slot: number, kind: Kind, bytes: Uint8Array, offset: number): Promise<void> {
    if (kind.form === 'number' && !kind.isVector) {
      table.numbers.set(slot, number(bytes, offset, kind.size));
      return;
    }
    const from = table.at + offset;
    const to = from + u32(bytes, offset);
    if (kind.isVector) return this.#vector(table, slot, kind, from, to);
    if (kind.form === 'string') return this.#contents(table, slot, from, to, 1, 1);
    const member = kind.form === 'union' ? this.#member(table, slot, kind.name) : kind;
    if (member === null) {
      this.#fault('union', from, 4, `a ${table.name} holds a kind of ${kind.name} that is not known`);
      return;
    }
    if (member.form === 'number') {
      this.#struct(table, slot, from, to, member.size);
      return;
    }
    table.tables.set(slot, [to]);
    this.open.push({ name: member.name, at: to, from });
  }

  /** The kind of a union stands in the field before it. */
  #member({ numbers }: Filled, slot: number, union: string): Kind | null {
    return this.#schema.get(union)?.get(numbers.get(slot - 1) ?? 0) ?? null;
  }

  /** A union may hold numbers that stand by themselves. */
  #struct(table: Filled, slot: number, from: number, to: number, length: number): void {
    if (to + length > this.#source.size) {
      this.#fault('bounds', from, 4, `what a ${table.name} holds is outside the file`);
      return;
    }
    this.piece(to, length, false);
    table.ranges.set(slot, { offset: to, length });
  }

  async #vector(table: Filled, slot: number, kind: Kind, from: number, to: number): Promise<void> {
    const isFlat = kind.form === 'number';
    await this.#contents(table, slot, from, to, kind.size, 0);
    const range = table.ranges.get(slot);
    if (isFlat || range === undefined) return;
    table.ranges.delete(slot);
    const places: number[] = [];
    for (let done = 0; done < range.length; done += CHUNK) {
      const start = range.offset + done;
      const part = await this.#source.read(start, Math.min(CHUNK, range.length - done));
      for (let i = 0; i + 4 <= part.length; i += 4) {
        this.#elements += 1;
        if (this.#elements > MAX_ELEMENTS) {
          this.#fault('limit', start, range.length - done, 'there are too many elements');
          return;
        }
        const place = start + i + u32(part, i);
        places.push(place);
        if (kind.form === 'table') this.open.push({ name: kind.name, at: place, from: start + i });
        if (kind.form === 'string') await this.#stretch(table, start + i, place, 1, 1);
      }
    }
    table.tables.set(slot, places);
  }

  async #contents(table: Filled, slot: number, from: number, to: number, each: number, more: number): Promise<void> {
    const length = await this.#stretch(table, from, to, each, more);
    if (length !== null) table.ranges.set(slot, { offset: to + 4, length });
  }

  /** A length and as many elements; texts have a zero behind them. Null when it is not in the file. */
  async #stretch({ name }: Filled, from: number, to: number, each: number, more: number): Promise<number | null> {
    const { size } = this.#source;
    const length = to + 4 > size ? null : u32(await this.#source.read(to, 4), 0) * each;
    if (length === null || to + 4 + length + more > size) {
      this.#fault('bounds', from, 4, `what a ${name} holds is outside the file`);
      return null;
    }
    this.piece(to, 4 + length + more, false);
    return length;
  }
}

interface Filled extends Table {
  readonly numbers: Map<number, number>;
  readonly ranges: Map<number, Range>;
  readonly tables: Map<number, readonly number[]>;
}

function number(bytes: Uint8Array, at: number, size: number): number {
  return size === 1 ? u8(bytes, at) : size === 2 ? u16(bytes, at) : size === 4 ? u32(bytes, at) : u64(bytes, at);
}

function i32(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) | 0;
}
