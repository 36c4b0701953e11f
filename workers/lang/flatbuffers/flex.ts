import { u16, u32, u64, u8 } from '../../source/little-endian.ts';
import type { Range } from '../../report/schema.ts';

const VECTOR = 10;
const STRING = 5;

/** Texts of a vector in FlexBuffers (flatbuffers.dev, FlexBuffers; flexbuffers.py of flatbuffers 25.12), as places in the bytes. Null where it is none. */
export function flexTexts(bytes: Uint8Array, most: number): Range[] | null {
  const width = u8(bytes, bytes.length - 1);
  const packed = u8(bytes, bytes.length - 2);
  const root = bytes.length - 2 - width;
  if (root < 0 || packed >> 2 !== VECTOR || ![1, 2, 4, 8].includes(width)) return null;
  const each = 1 << (packed & 3);
  const start = root - unsigned(bytes, root, width);
  if (start < each || start > root) return null;
  const count = unsigned(bytes, start - each, each);
  if (start + count * (each + 1) > bytes.length) return null;
  const found: Range[] = [];
  for (let i = 0; i < Math.min(count, most); i += 1) {
    const type = u8(bytes, start + count * each + i);
    if (type >> 2 !== STRING) continue;
    const at = start + i * each;
    const offset = at - unsigned(bytes, at, each);
    const own = 1 << (type & 3);
    const length = offset < own ? bytes.length : unsigned(bytes, offset - own, own);
    if (offset < 0 || offset + length > bytes.length) return null;
    found.push({ offset, length });
  }
  return found;
}

function unsigned(bytes: Uint8Array, at: number, width: number): number {
  if (width === 1) return u8(bytes, at);
  return width === 2 ? u16(bytes, at) : width === 4 ? u32(bytes, at) : u64(bytes, at);
}
