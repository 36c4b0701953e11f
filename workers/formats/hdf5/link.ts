import { u16, u32, u8 } from '../../source/little-endian.ts';
import { type File, uint } from './file.ts';

/** A name in a group, and what it leads to. */
export interface Link {
  readonly name: string;
  /** Where it is written, and how long that is. */
  readonly at: number;
  readonly length: number;
  readonly to: Target;
}

export type Target =
  | { readonly kind: 'hard'; readonly address: number }
  | { readonly kind: 'soft'; readonly path: string }
  | { readonly kind: 'external'; readonly file: string; readonly path: string }
  /** Of a class that a program registered. */
  | { readonly kind: 'user'; readonly type: number }
  | { readonly kind: 'broken' };

const UTF8 = new TextDecoder();

/** A link message (IV.A.2.g). `at` is where it starts in the source. */
export function readLink(file: File, bytes: Uint8Array, at: number): Link | null {
  const flags = u8(bytes, 1);
  if (u8(bytes, 0) !== 1) return null;
  let next = 2;
  const type = (flags & 8) === 0 ? 0 : u8(bytes, next++);
  if ((flags & 4) !== 0) next += 8;
  if ((flags & 16) !== 0) next += 1;
  const width = 1 << (flags & 3);
  const length = uint(bytes, next, width);
  next += width;
  if (next + length > bytes.length) return null;
  const name = UTF8.decode(bytes.subarray(next, next + length));
  return { name, at, length: bytes.length, to: targetOf(file, type, bytes, next + length) };
}

function targetOf(file: File, type: number, bytes: Uint8Array, at: number): Target {
  if (type === 0) {
    const address = file.address(bytes, at);
    return address === null || at + file.offsetSize > bytes.length ? { kind: 'broken' } : { kind: 'hard', address };
  }
  const value = bytes.subarray(at + 2, at + 2 + u16(bytes, at));
  if (type === 1) return { kind: 'soft', path: UTF8.decode(value) };
  if (type !== EXTERNAL) return { kind: 'user', type };
  // One byte of version and flags before two texts.
  const [name = '', path = ''] = UTF8.decode(value.subarray(1)).split('\0');
  return { kind: 'external', file: name, path };
}

const EXTERNAL = 64;

/** An entry of a symbol table (III.C): a name at an offset of the group's heap. */
export interface Entry {
  readonly name: number;
  readonly address: number | null;
  /** 1: where the names of this group are, 2: where the path of a soft link is. */
  readonly cache: number;
  readonly scratch: readonly [number, number];
}

export function readEntry(file: File, bytes: Uint8Array, at: number): Entry {
  const { offsetSize: o } = file;
  const scratch = at + 2 * o + 8;
  return {
    name: uint(bytes, at, o),
    address: file.address(bytes, at + o),
    cache: u32(bytes, at + 2 * o),
    scratch: [uint(bytes, scratch, o), uint(bytes, scratch + o, o)],
  };
}
