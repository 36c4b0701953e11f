import type { ByteSource } from '../../source/byte-source.ts';

/**
 * Messages of a schema by name: what a field holds is another message's name, or
 *   text     a string
 *   texts    strings, at most MAX_TEXTS of them
 *   numbers  integers, one by one or packed
 *   bytes    bytes, of which the place is told
 *   packed   numbers, of which the place is told when they are packed
 *   known    anything, passed over unread
 *   i f d s  a varint, 4 bytes, 8 bytes, a string or bytes, passed over unread; as I F D they may be packed
 * Fields that are not in it, or hold another kind of value than it says, are passed over, and told to who asks for them.
 */
export type Schema = Readonly<Record<string, Readonly<Record<number, string>>>>;

export interface Text {
  /** Cut to MAX_TEXT bytes. */
  readonly text: string;
  readonly isWhole: boolean;
  readonly at: number;
  readonly length: number;
}

/** A message of the schema with its own fields, told when its end is reached: those inside it come first. */
export interface Visited {
  readonly message: string;
  readonly at: number;
  readonly length: number;
  /** By field. Of several the last one, as every parser takes it. */
  readonly texts: ReadonlyMap<number, Text>;
  readonly bytes: ReadonlyMap<number, Range>;
  /** By field, at most MAX_TEXTS of each. */
  readonly lists: ReadonlyMap<number, readonly Text[]>;
  /** By field, at most MAX_NUMBERS of each. */
  readonly numbers: ReadonlyMap<number, readonly number[]>;
}

/** How a walk ended. `broken`: where a field is none. `limit`: there are more fields than are walked. */
export interface Walked {
  readonly end: 'done' | 'broken' | 'limit';
  readonly at: number;
}

interface Range {
  readonly offset: number;
  readonly length: number;
}

/** What is kept of a message while it is open: of most messages nothing. */
interface Open {
  readonly message: string;
  readonly at: number;
  readonly end: number;
  readonly fields: Readonly<Record<number, string>>;
  texts: Map<number, Text> | null;
  lists: Map<number, Text[]> | null;
  bytes: Map<number, Range> | null;
  numbers: Map<number, number[]> | null;
}

/** Fields walked, longest text read, texts and numbers kept, deepest nesting. */
const MAX_FIELDS = 2_000_000;
const MAX_TEXT = 4096;
export const MAX_TEXTS = 16;
export const MAX_NUMBERS = 64;
const MAX_DEPTH = 200;
/** A tag and a length take at most this much. */
const HEAD = 20;
/** Bytes looked at together. */
const WINDOW = 16_384;
/** Texts from here on, in bytes, may be more than a name: those that are no line of text are told to who asks for them. */
const TELLING = 16;
const MAX_LINE = 1024;
/** Wire types of what is passed over unread. */
const LEAVES: Readonly<Record<string, readonly number[]>> = {
  i: [0],
  I: [0, 2],
  f: [5],
  F: [5, 2],
  d: [1],
  D: [1, 2],
  s: [2],
  known: [0, 1, 2, 5],
};

/**
 * Walks a protobuf by its wire format (protobuf.dev, Encoding) from tag to tag. Bytes of tensors are never read, nesting costs no stack.
 * `strange`: of fields that are not in the schema. `passed`: of texts that are long, or have several lines or controls.
 */
export async function walk(
  source: ByteSource,
  schema: Schema,
  root: string,
  visit: (visited: Visited) => void,
  strange?: (offset: number, length: number) => void,
  passed?: (offset: number, length: number) => void,
): Promise<Walked> {
  const open: Open[] = [opened(schema, root, 0, source.size)];
  let window: Uint8Array = new Uint8Array(0);
  let from = 0;
  let at = 0;
  for (let fields = 0; ; fields += 1) {
    let top = open.at(-1);
    while (top !== undefined && at >= top.end) {
      const { message, texts, lists, bytes, numbers } = top;
      visit({
        message,
        at: top.at,
        length: top.end - top.at,
        texts: texts ?? NONE,
        lists: lists ?? NONE,
        bytes: bytes ?? NONE,
        numbers: numbers ?? NONE,
      });
      open.pop();
      top = open.at(-1);
    }
    if (top === undefined) return { end: 'done', at };
    if (fields === MAX_FIELDS) return { end: 'limit', at };
    if (at < from || (at + HEAD > from + window.length && from + window.length < source.size)) {
      window = await source.read(at, WINDOW);
      from = at;
    }
    const field = fieldOf(window, at - from);
    if (field === null || at + field.start + field.length > top.end) return { end: 'broken', at };
    const start = at + field.start;
    const kind = top.fields[field.number];
    const inside = kind !== undefined && fits(kind, field.wire) ? kind : undefined;
    if (inside === undefined) strange?.(at, field.start + field.length);
    at = start + field.length;
    if (passed !== undefined && field.length >= TELLING && TEXTS.has(inside ?? '')) {
      const end = start - from + field.length;
      const isLine =
        field.length <= MAX_LINE &&
        !hasControls(
          end <= window.length ? window.subarray(start - from, end) : await source.read(start, field.length),
        );
      if (!isLine) passed(start, field.length);
    }
    if (inside === undefined || LEAVES[inside] !== undefined) continue;
    if (inside === 'numbers' || inside === 'text' || inside === 'texts') {
      const length = Math.min(field.length, inside === 'numbers' ? MAX_NUMBERS * 10 : MAX_TEXT);
      const isNear = start >= from && start + length <= from + window.length;
      const bytes = isNear ? window.subarray(start - from, start - from + length) : await source.read(start, length);
      if (inside === 'numbers') takeNumbers(top, field, bytes);
      else takeText(top, field, textOf(field, start, bytes), inside === 'text');
    } else if (inside === 'bytes' || inside === 'packed') {
      if (field.wire === 2) (top.bytes ??= new Map()).set(field.number, { offset: start, length: field.length });
    } else if (open.length === MAX_DEPTH) return { end: 'limit', at: start };
    else {
      open.push(opened(schema, inside, start, at));
      at = start;
    }
  }
}

/** What is taken for texts. */
const TEXTS: ReadonlySet<string> = new Set(['s', 'text', 'texts']);

function hasControls(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 0x20 || byte === 0x7f);
}

/** Whether a value of a wire type can be what the schema says. */
function fits(kind: string, wire: number): boolean {
  return LEAVES[kind]?.includes(wire) ?? (wire === 2 || kind === 'numbers' || kind === 'packed');
}

const NONE = new Map<number, never>();

function opened(schema: Schema, message: string, at: number, end: number): Open {
  return { message, at, end, fields: schema[message] ?? {}, texts: null, lists: null, bytes: null, numbers: null };
}

function takeText(top: Open, { number }: Field, text: Text, isOne: boolean): void {
  if (isOne) {
    (top.texts ??= new Map<number, Text>()).set(number, text);
    return;
  }
  const lists = (top.lists ??= new Map<number, Text[]>());
  const list = lists.get(number) ?? [];
  lists.set(number, list);
  if (list.length < MAX_TEXTS) list.push(text);
}

function textOf({ length }: Field, start: number, bytes: Uint8Array): Text {
  return { text: UTF8.decode(bytes), isWhole: length <= MAX_TEXT, at: start, length };
}

function takeNumbers(top: Open, field: Field, bytes: Uint8Array): void {
  const numbers = (top.numbers ??= new Map<number, number[]>());
  const list = numbers.get(field.number) ?? [];
  numbers.set(field.number, list);
  if (field.wire === 0 && list.length < MAX_NUMBERS) list.push(field.value);
  if (field.wire !== 2) return;
  for (let at = 0; at < bytes.length && list.length < MAX_NUMBERS;) {
    const one = varint(bytes, at);
    if (one === null) return;
    list.push(one.value);
    at += one.length;
  }
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** `start`: where the value is, from the tag on. `value`: of a varint. */
interface Field {
  readonly number: number;
  readonly wire: number;
  readonly start: number;
  readonly length: number;
  readonly value: number;
}

/** Groups, which proto3 has none of, are no fields. */
function fieldOf(bytes: Uint8Array, at: number): Field | null {
  const tag = varint(bytes, at);
  if (tag === null) return null;
  const wire = tag.value % 8;
  const number = Math.floor(tag.value / 8);
  if (number === 0) return null;
  if (wire === 1 || wire === 5) return { number, wire, start: tag.length, length: wire === 1 ? 8 : 4, value: 0 };
  const first = varint(bytes, at + tag.length);
  if (first === null || (wire !== 0 && wire !== 2)) return null;
  const { value } = first;
  return { number, wire, start: tag.length + first.length, length: wire === 2 ? value : 0, value };
}

/** Beyond 2^53 the low bits are lost: longer than every file. */
function varint(bytes: Uint8Array, at: number): { value: number; length: number } | null {
  let value = 0;
  for (let i = 0; i < 10; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, length: i + 1 };
  }
  return null;
}
