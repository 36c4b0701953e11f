import { LIMITS } from '../../limits.ts';
import type { Cursor } from '../../source/cursor.ts';
import { ARRAY, BOOL, STRING, VALUE_TYPES, valueTypeName } from './types.ts';

/** What stands in the way of reading on. */
export interface Stop {
  readonly code: 'cut' | 'count' | 'string-length' | 'value-type' | 'array-depth';
  readonly at: number;
  readonly what: string;
}

/** A value, as far as it is worth keeping. */
export interface Value {
  readonly type: string;
  /** Texts and numbers; of arrays the first few. */
  readonly shown: string;
  /** The whole text of a string, cut to the longest template. */
  readonly text: string | null;
  readonly number: number | null;
  /** Where the text or value is. */
  readonly offset: number;
  readonly length: number;
  /** Arrays in arrays, and truth values that are neither 0 nor 1. */
  readonly nested: boolean;
  readonly badBool: boolean;
}

/** Lengths are u32 in version 1, u64 later. */
export interface Layout {
  readonly cursor: Cursor;
  readonly version: number;
}

/** Counts and lengths above this are no file that was cut short. */
export const ABSURD = 2n ** 31n;

export function isStop(value: object): value is Stop {
  return 'code' in value;
}

export async function readLength({ cursor, version }: Layout): Promise<bigint | null> {
  if (version > 1) return cursor.u64();
  const short = await cursor.u32();
  return short === null ? null : BigInt(short);
}

/** A string: its length and place; the bytes are read when `keep` allows. */
export async function readString(
  layout: Layout,
  keep: number,
): Promise<{ offset: number; length: number; text: string } | Stop> {
  const { cursor } = layout;
  const at = cursor.at;
  const length = await readLength(layout);
  if (length === null) return cut(at, 'a length');
  if (length > BigInt(cursor.left))
    return {
      code: length > ABSURD ? 'string-length' : 'cut',
      at,
      what: `a text of ${length.toString()} bytes, of which ${cursor.left.toString()} are there`,
    };
  const offset = cursor.at;
  const size = Number(length);
  const wanted = Math.min(size, keep);
  const bytes = wanted === 0 ? new Uint8Array(0) : await cursor.bytes(wanted);
  cursor.at = offset + size;
  return { offset, length: size, text: new TextDecoder().decode(bytes ?? new Uint8Array(0)) };
}

function cut(at: number, what: string): Stop {
  return { code: 'cut', at, what };
}

/** One value of `type`. Arrays are walked without recursion; of their elements the first few are kept. */
export async function readValue(layout: Layout, type: number): Promise<Value | Stop> {
  const { cursor } = layout;
  const start = cursor.at;
  if (type === STRING) {
    const text = await readString(layout, LIMITS.templateBytes);
    if (isStop(text)) return text;
    return {
      type: 'string',
      shown: text.text.slice(0, 512),
      text: text.text,
      number: null,
      offset: text.offset,
      length: text.length,
      nested: false,
      badBool: false,
    };
  }
  if (type === ARRAY) return readArray(layout, start);
  const size = VALUE_TYPES[type]?.[1];
  if (size === undefined) return { code: 'value-type', at: start - 4, what: `the type ${type.toString()}` };
  const view = await cursor.view(size);
  if (view === null) return cut(start, `a ${valueTypeName(type)}`);
  const shown = scalar(view, type, cursor.littleEndian);
  return {
    type: valueTypeName(type),
    shown: type === BOOL ? (view.getUint8(0) === 0 ? 'false' : 'true') : shown,
    text: null,
    number: Number(shown),
    offset: start,
    length: size,
    nested: false,
    badBool: type === BOOL && view.getUint8(0) > 1,
  };
}

const KEPT = 8;

async function readArray(layout: Layout, start: number): Promise<Value | Stop> {
  const { cursor } = layout;
  const open: { type: number; left: bigint }[] = [];
  const kept: string[] = [];
  let nested = false;
  let badBool = false;
  let about = '';
  const enter = async (): Promise<Stop | null> => {
    const at = cursor.at;
    const type = await cursor.u32();
    const count = type === null ? null : await readLength(layout);
    if (type === null || count === null) return cut(at, 'an array’s type and length');
    const fixed = VALUE_TYPES[type]?.[1] ?? 0;
    const least = BigInt(fixed > 0 ? fixed : layout.version > 1 ? 8 : 4);
    if (VALUE_TYPES[type] === undefined) return { code: 'value-type', at, what: `an array of type ${type.toString()}` };
    if (count * least > BigInt(cursor.left))
      return {
        code: count > ABSURD ? 'count' : 'cut',
        at,
        what: `an array of ${count.toString()} ${valueTypeName(type)}, for which ${cursor.left.toString()} bytes are there`,
      };
    if (open.length >= LIMITS.jsonDepth) return { code: 'array-depth', at, what: 'arrays nested too deep to follow' };
    about += about === '' ? `array of ${count.toString()} ${valueTypeName(type)}` : '';
    open.push({ type, left: count });
    return null;
  };
  let stop = await enter();
  while (stop === null) {
    const array = open.at(-1);
    if (array === undefined) break;
    if (array.left === 0n) {
      open.pop();
      continue;
    }
    if (array.type === ARRAY) {
      array.left -= 1n;
      nested = true;
      stop = await enter();
    } else if (array.type === STRING) {
      array.left -= 1n;
      const text = await readString(layout, kept.length < KEPT ? 64 : 0);
      if (isStop(text)) stop = text;
      else if (kept.length < KEPT) kept.push(text.text);
    } else {
      const size = VALUE_TYPES[array.type]?.[1] ?? 1;
      while (array.left > 0n && kept.length < KEPT) {
        const view = await cursor.view(size);
        if (view === null) break;
        badBool ||= array.type === BOOL && view.getUint8(0) > 1;
        kept.push(scalar(view, array.type, cursor.littleEndian));
        array.left -= 1n;
      }
      cursor.at += Number(array.left) * size;
      array.left = 0n;
    }
  }
  if (stop !== null) return stop;
  return {
    type: about,
    shown: kept.join(', '),
    text: null,
    number: null,
    offset: start,
    length: cursor.at - start,
    nested,
    badBool,
  };
}

function scalar(view: DataView, type: number, le: boolean): string {
  switch (valueTypeName(type)) {
    case 'i8':
      return view.getInt8(0).toString();
    case 'u16':
      return view.getUint16(0, le).toString();
    case 'i16':
      return view.getInt16(0, le).toString();
    case 'u32':
      return view.getUint32(0, le).toString();
    case 'i32':
      return view.getInt32(0, le).toString();
    case 'f32':
      return shortest(view.getFloat32(0, le));
    case 'u64':
      return view.getBigUint64(0, le).toString();
    case 'i64':
      return view.getBigInt64(0, le).toString();
    case 'f64':
      return view.getFloat64(0, le).toString();
    default:
      return view.getUint8(0).toString();
  }
}

/** The shortest decimal that is this 32-bit number: 0.00001, not 0.000009999999747378752. */
function shortest(value: number): string {
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short.toString();
  }
  return value.toString();
}
