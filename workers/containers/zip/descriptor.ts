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
  const forms = signed ? [form(bytes, offset, 4, 4), form(bytes, offset, 4, 8)] : [];
  const all = [...forms, form(bytes, offset, 0, 4), form(bytes, offset, 0, 8)];
  const agreeing = all.find((each) => each !== null && agrees(each, expected));
  if (agreeing !== undefined) return agreeing;
  return (expected.zip64 ? forms[1] : forms[0]) ?? null;
}

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
