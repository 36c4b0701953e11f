/** Pictures and sounds from their first part to their last. Every walker answers where the last part ends; null when it breaks off. */
import { ascii, startsWith, u16, u32 } from '../../source/little-endian.ts';

type Walker = (bytes: Uint8Array) => number | null;

const big16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const big32 = (bytes: Uint8Array, at: number): number => big16(bytes, at) * 0x10000 + big16(bytes, at + 2);

/** PNG (W3C, third edition, §5): chunks of a length, a type and a checksum, up to IEND. */
export const walkPng: Walker = (bytes) => {
  for (let at = 8; at + 12 <= bytes.length;) {
    const next = at + 12 + big32(bytes, at);
    if (next > bytes.length) return null;
    if (startsWith(bytes, ascii('IEND'), at + 4)) return next;
    at = next;
  }
  return null;
};

/** JPEG (ITU-T T.81, B.1): segments behind markers; the data of a scan go up to the next marker that is none of its own. */
export const walkJpeg: Walker = (bytes) => {
  for (let at = 2; at + 2 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === END_OF_IMAGE) return at + 2;
    // Fill bytes before a marker, and markers that stand alone.
    if (marker === 0xff) at += 1;
    else if (isAlone(marker)) at += 2;
    else {
      const length = big16(bytes, at + 2);
      if (length < 2) return null;
      at += 2 + length;
      if (marker === SCAN) at = afterScan(bytes, at);
    }
  }
  return null;
};

const END_OF_IMAGE = 0xd9;
const SCAN = 0xda;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const isAlone = (marker: number): boolean => marker === 0x01 || marker === 0xd8 || isRestart(marker);

function afterScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && !isRestart(next)) return at;
  }
  return bytes.length;
}

/** GIF (89a, §§17–27): blocks up to the trailer; their data in pieces of up to 255 bytes. */
export const walkGif: Walker = (bytes) => {
  const palette = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1));
  let at = 13 + palette(bytes[10] ?? 0);
  for (;;) {
    const kind = bytes[at];
    if (kind === 0x3b) return at + 1;
    if (kind === 0x21) at += 2;
    else if (kind === 0x2c) at += 11 + palette(bytes[at + 9] ?? 0);
    else return null;
    while ((bytes[at] ?? 0) > 0) at += 1 + (bytes[at] ?? 0);
    at += 1;
  }
};

/** RIFF (WAVE, WebP, AVI): one chunk that holds the others, each of an even length. */
export const walkRiff: Walker = (bytes) => {
  const size = u32(bytes, 4);
  const end = 8 + size + (size & 1);
  // A last byte that only fills up may be left out.
  if (8 + size > bytes.length) return null;
  for (let at = 12; at + 8 <= 8 + size;) {
    const length = u32(bytes, at + 4);
    at += 8 + length + (length & 1);
    if (at > end) return null;
  }
  return Math.min(end, bytes.length);
};

/** BMP: the header says how long the file is. */
export const walkBmp: Walker = (bytes) => {
  const size = u32(bytes, 2);
  return size >= 26 && u16(bytes, 6) === 0 && size <= bytes.length ? size : null;
};
