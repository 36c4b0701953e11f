import type { ByteSource } from '../../source/byte-source.ts';

/** Messages of a schema by name: what a field holds is another message's name, or `text`. Other fields are passed over unread. */
export type Schema = Readonly<Record<string, Readonly<Record<number, string>>>>;

export interface Text {
  /** Cut to MAX_TEXT bytes. */
  readonly text: string;
  readonly isWhole: boolean;
  readonly at: number;
  readonly length: number;
}

/** A message of the schema with its own texts, told when its end is reached: those inside it come first. */
export interface Visited {
  readonly message: string;
  readonly at: number;
  readonly length: number;
  /** By field. Of several the last one, as every parser takes it. */
  readonly texts: ReadonlyMap<number, Text>;
}

/** How a walk ended. `broken`: where a field is none. `limit`: there are more fields than are walked. */
export interface Walked {
  readonly end: 'done' | 'broken' | 'limit';
  readonly at: number;
}

interface Open {
  readonly message: string;
  readonly at: number;
  readonly end: number;
  readonly texts: Map<number, Text>;
}

/** Fields walked, longest text read, deepest nesting. */
const MAX_FIELDS = 400_000;
const MAX_TEXT = 4096;
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
): Promise<Walked> {
  const open: Open[] = [{ message: root, at: 0, end: source.size, texts: new Map() }];
  let at = 0;
  for (let fields = 0; ; fields += 1) {
    let top = open.at(-1);
    while (top !== undefined && at >= top.end) {
      visit({ message: top.message, at: top.at, length: top.end - top.at, texts: top.texts });
      open.pop();
      top = open.at(-1);
    }
    if (top === undefined) return { end: 'done', at };
    if (fields === MAX_FIELDS) return { end: 'limit', at };
    const field = fieldOf(await source.read(at, HEAD));
    if (field === null || at + field.start + field.length > top.end) return { end: 'broken', at };
    const start = at + field.start;
    const inside = field.wire === 2 ? schema[top.message]?.[field.number] : undefined;
    at = start + field.length;
    if (inside === undefined) continue;
    if (inside !== 'text') {
      if (open.length === MAX_DEPTH) return { end: 'limit', at: start };
      open.push({ message: inside, at: start, end: at, texts: new Map() });
      at = start;
    } else {
      const bytes = await source.read(start, Math.min(field.length, MAX_TEXT));
      const isWhole = field.length <= MAX_TEXT;
      top.texts.set(field.number, { text: UTF8.decode(bytes), isWhole, at: start, length: field.length });
    }
  }
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** `start`: where the value is, from the tag on. Groups, which proto3 has none of, are no fields. */
function fieldOf(bytes: Uint8Array): { number: number; wire: number; start: number; length: number } | null {
  const tag = varint(bytes, 0);
  if (tag === null) return null;
  const wire = tag.value % 8;
  const number = Math.floor(tag.value / 8);
  if (number === 0) return null;
  if (wire === 1 || wire === 5) return { number, wire, start: tag.length, length: wire === 1 ? 8 : 4 };
  const value = varint(bytes, tag.length);
  if (value === null || (wire !== 0 && wire !== 2)) return null;
  return { number, wire, start: tag.length + value.length, length: wire === 2 ? value.value : 0 };
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
