import type { Range } from '../../report/schema.ts';

/**
 * Structs by name, their fields by number. What a field holds:
 *   i        a number or a truth value
 *   s        bytes or a text, of which the place is told
 *   NAME     a struct
 *   [KIND]   a list of these
 *   known    anything, passed over unread
 */
export type Schema = Readonly<Record<string, Readonly<Record<number, string>>>>;

/** A struct of the schema with its own fields, told when its end is reached: those inside it come first. */
export interface Visited {
  readonly struct: string;
  readonly at: number;
  readonly length: number;
  readonly numbers: ReadonlyMap<number, number>;
  readonly ranges: ReadonlyMap<number, Range>;
  /** Texts of lists. */
  readonly lists: ReadonlyMap<number, readonly Range[]>;
}

/** How a walk ended. `at`: behind the last byte of the struct, or where it breaks off. */
export interface Walked {
  readonly end: 'done' | 'broken' | 'limit';
  readonly at: number;
}

const MAX_DEPTH = 100;
/** Structs and lists that are walked. */
const MAX_OPENED = 4_000_000;
const MAX_TEXTS = 64;
/** Kinds of values as they are written. */
const WIRE = {
  true: 1,
  false: 2,
  byte: 3,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  map: 11,
  struct: 12,
  uuid: 13,
};
const NONE: Readonly<Record<number, string>> = {};
const EMPTY = new Map<number, never>();

interface Frame {
  /** Null where a value is passed over. */
  readonly struct: string | null;
  readonly at: number;
  /** The field of a struct that was read last, or the field a list belongs to. */
  field: number;
  /** Values that a list or map still has; null in a struct. */
  left: number | null;
  /** Kinds of the elements, in turn: of a map two. */
  readonly wires: readonly number[];
  readonly kind: string | undefined;
  /** Where the field begins that the schema does not have. */
  readonly strange: number | null;
  /** Of most nothing is kept. */
  numbers: Map<number, number> | null;
  ranges: Map<number, Range> | null;
  lists: Map<number, Range[]> | null;
}

/**
 * Walks a struct in Thrift’s compact protocol (thrift doc/specs/thrift-compact-protocol.md). Nesting costs no stack, and a count is only
 * believed as far as there are bytes. Fields the schema does not have, or has with another kind, are passed over and told.
 */
export function walk(
  bytes: Uint8Array,
  schema: Schema,
  root: string,
  visit: (visited: Visited) => void,
  strange: (offset: number, length: number) => void = () => undefined,
): Walked {
  return new Walk(bytes, schema, visit, strange).run(root);
}

class Walk {
  #at = 0;
  #opened = 0;
  readonly #open: Frame[] = [];
  readonly #bytes: Uint8Array;
  readonly #schema: Schema;
  readonly #visit: (visited: Visited) => void;
  readonly #strange: (offset: number, length: number) => void;

  constructor(
    bytes: Uint8Array,
    schema: Schema,
    visit: (visited: Visited) => void,
    strange: (offset: number, length: number) => void,
  ) {
    this.#bytes = bytes;
    this.#schema = schema;
    this.#visit = visit;
    this.#strange = strange;
  }

  run(root: string): Walked {
    this.#push({ struct: root });
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      if (this.#open.length > MAX_DEPTH || this.#opened > MAX_OPENED) return { end: 'limit', at: this.#at };
      const at = this.#at;
      if (!(top.left === null ? this.#field(top) : this.#element(top, top.left))) return { end: 'broken', at };
    }
    return { end: 'done', at: this.#at };
  }

  #push(frame: Partial<Frame>): void {
    this.#opened += 1;
    this.#open.push({
      struct: null,
      at: this.#at,
      field: 0,
      left: null,
      wires: [],
      kind: undefined,
      strange: null,
      numbers: null,
      ranges: null,
      lists: null,
      ...frame,
    });
  }

  #close({ struct, at, strange, numbers, ranges, lists }: Frame): void {
    this.#open.pop();
    if (struct !== null)
      this.#visit({
        struct,
        at,
        length: this.#at - at,
        numbers: numbers ?? EMPTY,
        ranges: ranges ?? EMPTY,
        lists: lists ?? EMPTY,
      });
    if (strange !== null) this.#strange(strange, this.#at - strange);
  }

  /** The next field of a struct, or its end. Answers whether there is one. */
  #field(top: Frame): boolean {
    const start = this.#at;
    const head = this.#bytes[start];
    if (head === undefined) return false;
    this.#at += 1;
    if (head === 0) {
      this.#close(top);
      return true;
    }
    const number = head >> 4 === 0 ? this.#zigzag() : top.field + (head >> 4);
    if (number === null) return false;
    top.field = number;
    const kind = top.struct === null ? 'known' : (this.#schema[top.struct] ?? NONE)[number];
    const wire = head & 15;
    if (wire === WIRE.true || wire === WIRE.false) {
      if (kind === 'i') (top.numbers ??= new Map()).set(number, wire === WIRE.true ? 1 : 0);
      else if (kind !== 'known') this.#strange(start, this.#at - start);
      return true;
    }
    const isKnown = kind === 'known' || (kind !== undefined && fits(kind, wire));
    return this.#value(top, wire, isKnown ? kind : 'known', isKnown ? null : start);
  }

  /** The next element of a list, or its end. */
  #element(top: Frame, left: number): boolean {
    if (left <= 0) {
      this.#close(top);
      return true;
    }
    // Each takes a byte at least.
    if (left > this.#bytes.length - this.#at) return false;
    const wire = top.wires[left % top.wires.length] ?? 0;
    top.left = left - 1;
    return this.#value(top, wire, top.kind ?? 'known', null);
  }

  #value(top: Frame, wire: number, kind: string, strange: number | null): boolean {
    if (wire === WIRE.struct) {
      this.#push({ struct: kind === 'known' ? null : kind, strange });
      return true;
    }
    if (wire === WIRE.list || wire === WIRE.set || wire === WIRE.map) return this.#list(top, wire, kind, strange);
    const start = this.#at;
    const number = this.#scalar(wire);
    if (number === null || this.#at > this.#bytes.length) return false;
    if (strange !== null) this.#strange(strange, this.#at - strange);
    else if (kind === 'i' && top.left === null) (top.numbers ??= new Map()).set(top.field, number);
    else if (kind === 's') this.#text(top, { offset: this.#at - number, length: number });
    return this.#at > start;
  }

  #text(top: Frame, range: Range): void {
    if (top.left === null) {
      (top.ranges ??= new Map()).set(top.field, range);
      return;
    }
    // Elements belong to the struct that has the list.
    const owner = this.#open.at(-2);
    if (owner === undefined) return;
    const lists = (owner.lists ??= new Map<number, Range[]>());
    const list = lists.get(top.field) ?? [];
    if (list.length < MAX_TEXTS) list.push(range);
    lists.set(top.field, list);
  }

  #list(top: Frame, wire: number, kind: string, strange: number | null): boolean {
    const isMap = wire === WIRE.map;
    const head = isMap ? 0xf0 : this.#bytes[this.#at];
    if (head === undefined) return false;
    if (!isMap) this.#at += 1;
    const count = head >> 4 === 15 ? this.#varint() : head >> 4;
    const kinds = isMap && count !== 0 ? this.#bytes[this.#at] : head;
    if (count === null || kinds === undefined) return false;
    if (isMap && count !== 0) this.#at += 1;
    const wires = isMap ? [kinds >> 4, kinds & 15] : [kinds & 15];
    const element = kind.startsWith('[') ? kind.slice(1, -1) : 'known';
    const isKnown = element === 'known' || count === 0 || fits(element, wires[0] ?? 0);
    this.#push({
      field: top.field,
      left: isMap ? count * 2 : count,
      wires,
      kind: isKnown ? element : 'known',
      strange: strange ?? (isKnown ? null : this.#at - 1),
    });
    return true;
  }

  /** The number, or the length of a text, which it steps over. */
  #scalar(wire: number): number | null {
    if (wire <= WIRE.byte) return wire === 0 ? null : (this.#bytes[this.#at++] ?? null);
    if (wire <= WIRE.i64) return this.#zigzag();
    if (wire === WIRE.double || wire === WIRE.uuid) return (this.#at += wire === WIRE.double ? 8 : 16);
    if (wire !== WIRE.binary) return null;
    const length = this.#varint();
    this.#at += length ?? 0;
    return length;
  }

  #zigzag(): number | null {
    const value = this.#varint();
    if (value === null) return null;
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #varint(): number | null {
    let value = 0;
    for (let i = 0; i < 10; i += 1) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) return null;
      this.#at += 1;
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    return null;
  }
}

/** Whether a value written so can be what the schema says. */
function fits(kind: string, wire: number): boolean {
  if (kind === 'i') return wire <= WIRE.i64;
  if (kind === 's') return wire === WIRE.binary;
  return kind.startsWith('[') ? wire === WIRE.list || wire === WIRE.set : wire === WIRE.struct;
}
