import { u16, u32, u64, u8 } from '../../source/little-endian.ts';

/** One extra field (APPNOTE 4.5.1): offsets are inside the extra bytes, `start` after id and length. */
export interface ExtraField {
  readonly id: number;
  readonly start: number;
  readonly length: number;
}

export const EXTRA_ZIP64 = 0x0001;
export const EXTRA_UNICODE_PATH = 0x7075;
/** "FB": torch fills it with Z so that the data after it starts at a multiple of 64. */
export const EXTRA_TORCH_PADDING = 0x4246;

/** Fields in order; stops at the first one that does not fit. `end` is where the well-formed part ends. */
export function extraFields(extra: Uint8Array): { fields: ExtraField[]; end: number } {
  const fields: ExtraField[] = [];
  let at = 0;
  while (at + 4 <= extra.length) {
    const length = u16(extra, at + 2);
    if (at + 4 + length > extra.length) break;
    fields.push({ id: u16(extra, at), start: at + 4, length });
    at += 4 + length;
  }
  return { fields, end: at };
}

export interface Sizes {
  readonly size: number;
  readonly compressedSize: number;
  readonly localOffset: number;
  readonly zip64: boolean;
}

/** 32-bit header fields widened by the Zip64 extra field: it holds only those that are all ones, in this order. */
export function widen(size: number, compressedSize: number, localOffset: number, extra: Uint8Array): Sizes {
  if (extra.length === 0) return { size, compressedSize, localOffset, zip64: false };
  const field = extraFields(extra).fields.find(({ id }) => id === EXTRA_ZIP64);
  if (field === undefined) return { size, compressedSize, localOffset, zip64: false };
  let at = field.start;
  const take = (value: number): number => {
    if (value !== 0xffffffff || at + 8 > field.start + field.length) return value;
    at += 8;
    return u64(extra, at - 8);
  };
  return { size: take(size), compressedSize: take(compressedSize), localOffset: take(localOffset), zip64: true };
}

/** The UTF-8 name of an Info-ZIP Unicode Path field and the CRC-32 of the plain name it stands for. */
export function unicodePath(extra: Uint8Array): { crc: number; name: Uint8Array } | null {
  if (extra.length === 0) return null;
  const field = extraFields(extra).fields.find(({ id, length }) => id === EXTRA_UNICODE_PATH && length >= 5);
  if (field === undefined || u8(extra, field.start) !== 1) return null;
  return { crc: u32(extra, field.start + 1), name: extra.subarray(field.start + 5, field.start + field.length) };
}
