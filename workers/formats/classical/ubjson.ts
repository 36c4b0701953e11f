import type { Cursor } from '../../source/cursor.ts';

/** Bytes of a value, by its letter (ubjson.org, draft 12): numbers, and what has no bytes. */
const SIZES: Readonly<Record<string, number>> = {
  i: 1,
  U: 1,
  I: 2,
  l: 4,
  L: 8,
  d: 4,
  D: 8,
  C: 1,
  Z: 0,
  N: 0,
  T: 0,
  F: 0,
};
const MAX_DEPTH = 1000;
const MAX_VALUES = 5_000_000;

interface Open {
  readonly isObject: boolean;
  /** Values that are left; null where a bracket closes it. */
  left: number | null;
  /** Of all its values. */
  readonly type: string | null;
}

/** Walks one value; answers how that ended. The cursor stands behind what was understood. */
export async function walkUbjson(cursor: Cursor): Promise<'done' | 'broken' | 'limit'> {
  const open: Open[] = [];
  let type = await letter(cursor);
  for (let values = 0; ; values += 1) {
    if (open.length > MAX_DEPTH || values === MAX_VALUES) return 'limit';
    if (type === null || !(await value(cursor, type, open))) return 'broken';
    for (let next = await following(cursor, open); ; next = await following(cursor, open)) {
      if (next === 'end') return 'done';
      if (next === 'closed') continue;
      type = next;
      break;
    }
  }
}

/** The type of the next value of what is open; `closed` where that ends, `end` where nothing is open any more, null where it breaks off. */
async function following(cursor: Cursor, open: Open[]): Promise<string | null> {
  const top = open.at(-1);
  if (top === undefined) return 'end';
  if (top.left === 0) {
    open.pop();
    return 'closed';
  }
  if (top.left !== null) top.left -= 1;
  const first = top.left === null || top.isObject ? await letter(cursor) : null;
  if (top.left === null && first === (top.isObject ? '}' : ']')) {
    open.pop();
    return 'closed';
  }
  if (top.isObject && (first === null || !(await text(cursor, first)))) return null;
  return top.type ?? (top.isObject || first === null ? letter(cursor) : first);
}

/** Steps over a value, or into it. */
async function value(cursor: Cursor, type: string, open: Open[]): Promise<boolean> {
  if (type === 'S' || type === 'H') return text(cursor, await letter(cursor));
  if (type !== '[' && type !== '{') return skip(cursor, SIZES[type]);
  const mark = await peek(cursor);
  const isTyped = mark === '$';
  if (isTyped) cursor.at += 1;
  const inner = isTyped ? await letter(cursor) : null;
  if ((await peek(cursor)) !== '#') {
    open.push({ isObject: type === '{', left: null, type: null });
    return !isTyped;
  }
  cursor.at += 1;
  const count = await integer(cursor, await letter(cursor));
  if (count === null) return false;
  const size = inner === null ? undefined : SIZES[inner];
  if (type === '[' && size !== undefined) return skip(cursor, size * count);
  // Every other value takes a byte at least.
  if (count > cursor.left) return false;
  open.push({ isObject: type === '{', left: count, type: inner });
  return true;
}

async function text(cursor: Cursor, type: string | null): Promise<boolean> {
  return skip(cursor, (await integer(cursor, type)) ?? undefined);
}

function skip(cursor: Cursor, length: number | undefined): boolean {
  if (length === undefined || length > cursor.left) return false;
  cursor.at += length;
  return true;
}

async function integer(cursor: Cursor, type: string | null): Promise<number | null> {
  const size = type === null || type === 'd' || type === 'D' || type === 'C' ? 0 : (SIZES[type] ?? 0);
  let number = size === 0 ? null : 0;
  for (let i = 0; i < size; i += 1) {
    const byte = await cursor.u8();
    number = byte === null || number === null ? null : number * 256 + byte;
  }
  return number;
}

async function letter(cursor: Cursor): Promise<string | null> {
  const byte = await cursor.u8();
  return byte === null ? null : String.fromCharCode(byte);
}

async function peek(cursor: Cursor): Promise<string | null> {
  const one = await letter(cursor);
  if (one !== null) cursor.at -= 1;
  return one;
}
