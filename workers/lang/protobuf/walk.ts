import type { ByteSource } from '../../source/byte-source.ts';

/**
 * Messages of a schema by name: what a field holds is another message's name, or
 *   text     a string
 *   numbers  integers, one by one or packed
 *   bytes    bytes, of which the place is told
 *   known    anything, passed over unread
 * Fields that are not in it are passed over, and told to who asks for them.
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

interface Open {
  readonly message: string;
  readonly at: number;
  readonly end: number;
  readonly texts: Map<number, Text>;
  readonly bytes: Map<number, Range>;
  readonly numbers: Map<number, number[]>;
}

/** Fields walked, longest text read, numbers kept, deepest nesting. */
const MAX_FIELDS = 400_000;
const MAX_TEXT = 4096;
export const MAX_NUMBERS = 64;
const MAX_DEPTH = 200;
/** A tag and a length take at most this much. */
const HEAD = 20;

/**
 * Walks a protobuf by its wire format (protobuf.dev, Encoding) from tag to tag. Bytes of tensors are never read, nesting costs no stack.
 */
export async function walk(
  source: ByteSource,
  schema: Schema,
  root: string,
  visit: (visited: Visited) => void,
  strange?: (offset: number, length: number) => void,
): Promise<Walked> {
  const open: Open[] = [opened(root, 0, source.size)];
  let at = 0;
  for (let fields = 0; ; fields += 1) {
    let top = open.at(-1);
    while (top !== undefined && at >= top.end) {
      const { message, texts, bytes, numbers } = top;
      visit({ message, at: top.at, length: top.end - top.at, texts, bytes, numbers });
      open.pop();
      top = open.at(-1);
    }
    if (top === undefined) return { end: 'done', at };
    if (fields === MAX_FIELDS) return { end: 'limit', at };
    const field = fieldOf(await source.read(at, HEAD));
    if (field === null || at + field.start + field.length > top.end) return { end: 'broken', at };
    const start = at + field.start;
    const holds = schema[top.message]?.[field.number];
    const inside = field.wire === 2 || holds === 'numbers' || holds === 'known' ? holds : undefined;
    if (inside === undefined) strange?.(at, field.start + field.length);
    at = start + field.length;
    if (inside === undefined || inside === 'known') continue;
    if (inside === 'numbers') await takeNumbers(source, top, field, start);
    else if (inside === 'text') await takeText(source, top, field, start);
    else if (inside === 'bytes') top.bytes.set(field.number, { offset: start, length: field.length });
    else if (open.length === MAX_DEPTH) return { end: 'limit', at: start };
    else {
      open.push(opened(inside, start, at));
      at = start;
    }
  }
}

function opened(message: string, at: number, end: number): Open {
  return { message, at, end, texts: new Map(), bytes: new Map(), numbers: new Map() };
}

async function takeText(source: ByteSource, top: Open, { number, length }: Field, start: number): Promise<void> {
  const bytes = await source.read(start, Math.min(length, MAX_TEXT));
  top.texts.set(number, { text: UTF8.decode(bytes), isWhole: length <= MAX_TEXT, at: start, length });
}

async function takeNumbers(source: ByteSource, top: Open, field: Field, start: number): Promise<void> {
  const list = top.numbers.get(field.number) ?? [];
  top.numbers.set(field.number, list);
  if (field.wire === 0 && list.length < MAX_NUMBERS) list.push(field.value);
  if (field.wire !== 2) return;
  const bytes = await source.read(start, Math.min(field.length, MAX_NUMBERS * 10));
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
function fieldOf(bytes: Uint8Array): Field | null {
  const tag = varint(bytes, 0);
  if (tag === null) return null;
  const wire = tag.value % 8;
  const number = Math.floor(tag.value / 8);
  if (number === 0) return null;
  if (wire === 1 || wire === 5) return { number, wire, start: tag.length, length: wire === 1 ? 8 : 4, value: 0 };
  const first = varint(bytes, tag.length);
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
