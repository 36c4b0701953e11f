import type { ByteSource } from '../../source/byte-source.ts';
import { ascii, startsWith, u16, u32, u64, u8 } from '../../source/little-endian.ts';
import { decodeLatin1 } from '../pickle/text.ts';
import type { Message } from './messages.ts';

/** An attribute whose value is one text. */
export interface TextAttribute {
  readonly name: string;
  /** Where the text is in the source, without the zeros that fill it up. */
  readonly offset: number;
  readonly length: number;
}

const STRING = 3;
const VARIABLE = 9;

/** The text an attribute message holds, in place or in a global heap; null for other values (File Format Specification 3.0, IV.A.2.m). */
export async function textAttribute(
  source: ByteSource,
  { data, at }: Message,
  base: number,
): Promise<TextAttribute | null> {
  const version = u8(data, 0);
  if (version < 1 || version > 3) return null;
  const [nameSize, typeSize, spaceSize] = [u16(data, 2), u16(data, 4), u16(data, 6)];
  // Version 1 fills each part up to a multiple of eight; version 3 says how the name is encoded.
  const room = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const nameAt = version === 3 ? 9 : 8;
  const typeAt = nameAt + room(nameSize);
  const valueAt = typeAt + room(typeSize) + room(spaceSize);
  if (valueAt > data.length || elements(data.subarray(typeAt + room(typeSize))) !== 1) return null;
  const name = decodeLatin1(data.subarray(nameAt, nameAt + nameSize)).replace(/\0.*$/s, '');
  const kind = u8(data, typeAt) & 0x0f;
  if (kind === STRING) return { name, ...trimmed(data, valueAt, u32(data, typeAt + 4), at) };
  if (kind !== VARIABLE || (u8(data, typeAt + 1) & 0x0f) !== 1) return null;
  const place = await heapObject(source, base + u64(data, valueAt + 4), u32(data, valueAt + 12));
  return place === null ? null : { name, offset: place, length: u32(data, valueAt) };
}

/** Elements of a dataspace message of version 1 or 2. */
function elements(space: Uint8Array): number {
  const sizes = u8(space, 0) === 1 ? 8 : 4;
  let count = 1;
  for (let i = 0; i < u8(space, 1); i += 1) count *= u64(space, sizes + i * 8);
  return count;
}

function trimmed(data: Uint8Array, from: number, size: number, at: number): { offset: number; length: number } {
  let end = Math.min(data.length, from + size);
  while (end > from && data[end - 1] === 0) end -= 1;
  return { offset: at + from, length: end - from };
}

/** Objects of one collection that are walked by: h5py puts the few texts of a root into one. */
const MAX_OBJECTS = 512;

/** Where object `index` of the global heap collection at `at` begins (III.E); null when there is none. */
async function heapObject(source: ByteSource, at: number, index: number): Promise<number | null> {
  const head = await source.read(at, 16);
  if (!startsWith(head, GCOL)) return null;
  const end = at + u64(head, 8);
  let next = at + 16;
  for (let i = 0; i < MAX_OBJECTS && next + 16 <= end; i += 1) {
    const object = await source.read(next, 16);
    if (object.length < 16) return null;
    const number = u16(object, 0);
    if (number === index) return next + 16;
    if (number === 0) return null;
    next += 16 + Math.ceil(u64(object, 8) / 8) * 8;
  }
  return null;
}

const GCOL = ascii('GCOL');
