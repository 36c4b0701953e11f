import { u32, u64 } from '../../source/little-endian.ts';

/** Data descriptor (APPNOTE 4.3.9): 12 to 24 bytes, with or without a signature, with 4- or 8-byte sizes. */
export interface Descriptor {
  readonly offset: number;
  readonly length: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
}

interface Expected {
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly zip64: boolean;
}

const SIGNATURE = 0x08074b50;

/**
 * The descriptor at the start of `bytes`. Nothing says which of the four forms it has, so the one that agrees with the
 * directory is taken, and a signed one that does not agree otherwise. Null when there is none.
 */
export function readDescriptor(bytes: Uint8Array, offset: number, expected: Expected): Descriptor | null {
  const signed = u32(bytes, 0) === SIGNATURE;
  for (const [at, width] of signed ? FORMS : UNSIGNED) {
    const found = form(bytes, offset, at, width);
    if (found !== null && agrees(found, expected)) return found;
  }
  return signed ? form(bytes, offset, 4, expected.zip64 ? 8 : 4) : null;
}

type Form = readonly [at: number, width: 4 | 8];
const UNSIGNED: readonly Form[] = [
  [0, 4],
  [0, 8],
];
const FORMS: readonly Form[] = [[4, 4], [4, 8], ...UNSIGNED];

export function agrees(descriptor: Descriptor, expected: Expected): boolean {
  return (
    descriptor.crc === expected.crc &&
    descriptor.compressedSize === expected.compressedSize &&
    descriptor.size === expected.size
  );
}

function form(bytes: Uint8Array, offset: number, at: number, width: 4 | 8): Descriptor | null {
  const length = at + 4 + 2 * width;
  if (bytes.length < length) return null;
  const number = width === 4 ? u32 : u64;
  return {
    offset,
    length,
    crc: u32(bytes, at),
    compressedSize: number(bytes, at + 4),
    size: number(bytes, at + 4 + width),
  };
}
