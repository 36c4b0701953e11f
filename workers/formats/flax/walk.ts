import { LIMITS } from '../../limits.ts';
import type { Cursor } from '../../source/cursor.ts';

/** One value of a MessagePack stream, as far as walking by it tells. Offsets are bytes of the source. */
export interface Item {
  readonly kind: 'nil' | 'bool' | 'number' | 'text' | 'bytes' | 'array' | 'map' | 'ext';
  readonly offset: number;
  /** Bytes before the content: the type and the length. */
  readonly head: number;
  /** Bytes of the content of texts, bytes and exts; elements of arrays, pairs of maps. */
  readonly length: number;
  /** Type of an ext. */
  readonly code: number;
}

/** Reads the head of one value (msgpack spec, "Formats"); null at the end of the source or at a byte that begins none. */
export async function readItem(cursor: Cursor): Promise<Item | null> {
  const offset = cursor.at;
  const first = await cursor.u8();
  if (first === null) return null;
  const item = (kind: Item['kind'], length = 0, code = 0): Item => ({
    kind,
    offset,
    head: cursor.at - offset,
    length,
    code,
  });
  if (first < 0x80 || first >= 0xe0) return item('number');
  if (first < 0x90) return item('map', first & 0x0f);
  if (first < 0xa0) return item('array', first & 0x0f);
  if (first < 0xc0) return item('text', first & 0x1f);
  const form = FORMS[first - 0xc0];
  if (form === undefined || form === null) return null;
  const [kind, lengthBytes, fixed] = form;
  const length = lengthBytes === 0 ? fixed : await readNumber(cursor, lengthBytes);
  if (length === null) return null;
  if (kind === 'number') return skip(cursor, length) ? item(kind) : null;
  if (kind !== 'ext') return item(kind, length);
  const code = await cursor.u8();
  return code === null ? null : item('ext', length, code > 127 ? code - 256 : code);
}

/** From 0xc0 on: kind, bytes of the length that follows, or the length itself. 0xc1 is never used. */
const FORMS: readonly (readonly [kind: Item['kind'], lengthBytes: number, fixed: number] | null)[] = [
  ['nil', 0, 0], null, ['bool', 0, 0], ['bool', 0, 0],
  ['bytes', 1, 0], ['bytes', 2, 0], ['bytes', 4, 0],
  ['ext', 1, 0], ['ext', 2, 0], ['ext', 4, 0],
  ['number', 0, 4], ['number', 0, 8],
  ['number', 0, 1], ['number', 0, 2], ['number', 0, 4], ['number', 0, 8],
  ['number', 0, 1], ['number', 0, 2], ['number', 0, 4], ['number', 0, 8],
  ['ext', 0, 1], ['ext', 0, 2], ['ext', 0, 4], ['ext', 0, 8], ['ext', 0, 16],
  ['text', 1, 0], ['text', 2, 0], ['text', 4, 0],
  ['array', 2, 0], ['array', 4, 0], ['map', 2, 0], ['map', 4, 0],
]; // prettier-ignore

async function readNumber(cursor: Cursor, bytes: number): Promise<number | null> {
  const view = await cursor.view(bytes);
  if (view === null) return null;
  return bytes === 1 ? view.getUint8(0) : bytes === 2 ? view.getUint16(0) : view.getUint32(0);
}

function skip(cursor: Cursor, length: number): boolean {
  if (length > cursor.left) return false;
  cursor.at += length;
  return true;
}

/** What a walk tells of each value: keys around it, and the value. Its content is skipped afterwards. */
export type Visit = (item: Item, path: readonly string[]) => Promise<void>;

export type WalkEnd =
  { readonly why: 'end' } | { readonly why: 'malformed' | 'limit'; readonly at: number; readonly what: string };

/** Walks one value and all that is in it, with an explicit stack. The cursor is left after it. */
export async function walk(cursor: Cursor, visit: Visit): Promise<WalkEnd> {
  const open: { left: number; isMap: boolean; key: string | null }[] = [];
  const path: string[] = [];
  for (let count = 0; ; count += 1) {
    const top = open.at(-1);
    if (top?.left === 0) {
      open.pop();
      path.pop();
      if (open.length === 0) return { why: 'end' };
      continue;
    }
    const at = cursor.at;
    if (count >= LIMITS.jsonValues) return { why: 'limit', at, what: 'more values than are followed' };
    const item = await readItem(cursor);
    if (item === null)
      return { why: 'malformed', at, what: cursor.left <= 0 ? 'it ends too early' : 'a byte that begins no value' };
    const isKey = top !== undefined && top.isMap && top.left % 2 === 0;
    if (top !== undefined) top.left -= 1;
    const isContainer = item.kind === 'map' || item.kind === 'array';
    if (!isContainer && item.length > cursor.left)
      return { why: 'malformed', at, what: 'a value longer than what is left' };
    if (isKey) top.key = await keyOf(cursor, item);
    else await visit(item, top === undefined ? [] : [...path.slice(1), top.key ?? '']);
    if (!isContainer) cursor.at = item.offset + item.head + item.length;
    else if (isKey || item.length > cursor.left)
      return { why: 'malformed', at, what: isKey ? 'a key that is no text' : 'more elements than bytes are left' };
    else if (open.length >= LIMITS.jsonDepth) return { why: 'limit', at, what: 'values nested too deep to follow' };
    else {
      if (top !== undefined) path.push(top.key ?? '');
      else path.push('');
      open.push({ left: item.kind === 'map' ? item.length * 2 : item.length, isMap: item.kind === 'map', key: null });
    }
    if (open.length === 0) return { why: 'end' };
  }
}

/** Keys are texts, or numbers for lists; the cursor may move, the walk goes on behind the item. */
async function keyOf(cursor: Cursor, item: Item): Promise<string> {
  if (item.kind !== 'text') return `(${item.kind})`;
  const bytes = await cursor.bytes(Math.min(item.length, 1024));
  return new TextDecoder().decode(bytes ?? new Uint8Array(0));
}
