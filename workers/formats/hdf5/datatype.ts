import { u16, u32, u8 } from '../../source/little-endian.ts';
import { decodeLatin1 } from '../pickle/text.ts';
import { widthOf } from './file.ts';

/** What elements are (IV.A.2.d). */
export interface Datatype {
  readonly name: string;
  /** Bytes of an element. */
  readonly size: number;
  readonly kind: 'number' | 'text' | 'vlen-text' | 'vlen' | 'bytes' | 'reference' | 'mixed';
  /** Bytes of the message it took. */
  readonly length: number;
}

/** Types in types that are followed. */
const MAX_DEPTH = 16;
const MAX_MEMBERS = 4096;

/** Null when it is none, or nested too deep. */
export function readDatatype(bytes: Uint8Array, at = 0, depth = 0): Datatype | null {
  const version = u8(bytes, at) >> 4;
  const size = u32(bytes, at + 4);
  if (depth > MAX_DEPTH || at + 8 > bytes.length || version < 1 || version > 5) return null;
  const flags = u16(bytes, at + 1);
  const props = at + 8;
  switch (u8(bytes, at) & 0x0f) {
    case 0:
      return {
        name: `${(flags & 8) === 0 ? 'uint' : 'int'}${bits(size)}`,
        size,
        kind: bytesOrNumber(size),
        length: 12,
      };
    case 1:
      return { name: floatName(size, u8(bytes, props + 5), u8(bytes, props + 7)), size, kind: 'number', length: 20 };
    case 2:
      return { name: `time${bits(size)}`, size, kind: 'number', length: 10 };
    case 3:
      return { name: `string[${size.toString()}]`, size, kind: 'text', length: 8 };
    case 4:
      return { name: `bits${bits(size)}`, size, kind: bytesOrNumber(size), length: 12 };
    case 5:
      return { name: `opaque[${size.toString()}]`, size, kind: 'bytes', length: 8 + eights(flags & 0xff) };
    case 6:
      return compound(bytes, at, version, flags, size, depth);
    case 7:
      return { name: 'reference', size, kind: 'reference', length: 8 };
    case 8:
      return enumeration(bytes, at, version, flags, size, depth);
    case 9:
      return variable(bytes, props, flags, size, depth);
    case 10:
      return array(bytes, props, version, size, depth);
    case 11: {
      const base = readDatatype(bytes, props, depth + 1);
      return base === null ? null : { name: `complex${bits(size)}`, size, kind: 'number', length: 8 + base.length };
    }
    default:
      return null;
  }
}

function bits(size: number): string {
  return (size * 8).toString();
}

function bytesOrNumber(size: number): Datatype['kind'] {
  return size === 1 ? 'bytes' : 'number';
}

function eights(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** By the bits of exponent and mantissa. */
const FLOATS: ReadonlyMap<string, string> = new Map([
  ['2/5/10', 'float16'],
  ['2/8/7', 'bfloat16'],
  ['4/8/23', 'float32'],
  ['8/11/52', 'float64'],
  ['1/5/2', 'float8_e5m2'],
  ['1/4/3', 'float8_e4m3'],
]);

function floatName(size: number, exponent: number, mantissa: number): string {
  const known = FLOATS.get(`${size.toString()}/${exponent.toString()}/${mantissa.toString()}`);
  const isLong = size > 8 || (exponent === 15 && size > 4);
  return known ?? (isLong ? `float${bits(size)}` : `float${bits(size)}_e${exponent.toString()}m${mantissa.toString()}`);
}

function variable(bytes: Uint8Array, at: number, flags: number, size: number, depth: number): Datatype | null {
  const base = readDatatype(bytes, at, depth + 1);
  if (base === null) return null;
  const length = 8 + base.length;
  if ((flags & 0x0f) === 1) return { name: 'string', size, kind: 'vlen-text', length };
  return { name: `list of ${base.name}`, size, kind: 'vlen', length };
}

function array(bytes: Uint8Array, at: number, version: number, size: number, depth: number): Datatype | null {
  const rank = u8(bytes, at);
  // Version 2 also says how dimensions are permuted, which none are.
  const sizes = at + (version < 3 ? 4 : 1);
  const from = sizes + rank * (version < 3 ? 8 : 4);
  const base = readDatatype(bytes, from, depth + 1);
  if (base === null) return null;
  const shape = Array.from({ length: rank }, (_, i) => u32(bytes, sizes + i * 4).toString());
  return { name: `${base.name}[${shape.join(', ')}]`, size, kind: 'mixed', length: from - at + 8 + base.length };
}

/** Where the text that starts at `at` ends, without its zero; versions before 3 fill it up to eight bytes. */
function textAt(bytes: Uint8Array, at: number, version: number): { text: string; next: number } {
  const zero = bytes.indexOf(0, at);
  const end = zero < 0 ? bytes.length : zero;
  const length = end + 1 - at;
  return { text: decodeLatin1(bytes.subarray(at, end)), next: at + (version < 3 ? eights(length) : length) };
}

interface Member {
  readonly name: string;
  readonly type: Datatype;
}

function compound(
  bytes: Uint8Array,
  start: number,
  version: number,
  count: number,
  size: number,
  depth: number,
): Datatype | null {
  if (count > MAX_MEMBERS) return null;
  const members: Member[] = [];
  let at = start + 8;
  for (let i = 0; i < count; i += 1) {
    const { text, next } = textAt(bytes, at, version);
    at = next + (version < 3 ? 4 : widthOf(size));
    // Version 1 says of each member whether it is an array.
    if (version === 1) at += 28;
    const type = readDatatype(bytes, at, depth + 1);
    if (type === null) return null;
    members.push({ name: text, type });
    at += type.length;
  }
  const length = at - start;
  const [real, imaginary] = members;
  if (members.length === 2 && real?.name === 'r' && imaginary?.name === 'i' && real.type.name.startsWith('float'))
    return { name: `complex${bits(size)}`, size, kind: 'number', length };
  const shown = members.slice(0, 4).map(({ name, type }) => `${name}: ${type.name}`);
  const name = `{${[...shown, ...(members.length > 4 ? ['…'] : [])].join(', ')}}`;
  return { name: name.length > 80 ? `${name.slice(0, 79)}…` : name, size, kind: 'mixed', length };
}

function enumeration(
  bytes: Uint8Array,
  start: number,
  version: number,
  count: number,
  size: number,
  depth: number,
): Datatype | null {
  const base = readDatatype(bytes, start + 8, depth + 1);
  if (base === null) return null;
  const names: string[] = [];
  let at = start + 8 + base.length;
  for (let i = 0; i < count && at < bytes.length; i += 1) {
    const { text, next } = textAt(bytes, at, version);
    names.push(text);
    at = next;
  }
  const isBool = size === 1 && names.length === 2 && names.includes('TRUE') && names.includes('FALSE');
  return { name: isBool ? 'bool' : `enum ${base.name}`, size, kind: 'number', length: at - start + count * base.size };
}
