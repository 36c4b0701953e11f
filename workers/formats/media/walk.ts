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

/** Ogg (RFC 3533, §6): pages, each with a table of the lengths of its segments. */
export const walkOgg: Walker = (bytes) => {
  let at = 0;
  while (startsWith(bytes, ascii('OggS'), at)) {
    const count = bytes[at + 26] ?? 0;
    const table = bytes.subarray(at + 27, at + 27 + count);
    const next = at + 27 + count + table.reduce((sum, one) => sum + one, 0);
    if (table.length < count || next > bytes.length) return null;
    at = next;
  }
  return at === 0 ? null : at;
};

/** MP4 and QuickTime (ISO 14496-12, §4.2): boxes of a length and four letters, one after the other. */
export const walkMp4: Walker = (bytes) => {
  let at = 0;
  while (at + 8 <= bytes.length && BOX.test(String.fromCharCode(...bytes.subarray(at + 4, at + 8)))) {
    const size = big32(bytes, at);
    const length =
      size === 0 ? bytes.length - at : size === 1 ? big32(bytes, at + 8) * 2 ** 32 + big32(bytes, at + 12) : size;
    if (length < 8 || at + length > bytes.length) return null;
    at += length;
  }
  return at;
};

const BOX = /^[\w \xa9-]{4}$/;

/** MP3: a tag (id3.org, ID3v2.4, §3.1), frames of MPEG audio (ISO 11172-3, 2.4.2.3), a last tag. */
export const walkMp3: Walker = (bytes) => {
  let at = startsWith(bytes, ascii('ID3'))
    ? 10 + [6, 7, 8, 9].reduce((sum, i) => sum * 128 + ((bytes[i] ?? 0) & 127), 0)
    : 0;
  let frames = 0;
  for (let length = frameLength(bytes, at); length > 0; length = frameLength(bytes, at)) {
    at += length;
    frames += 1;
  }
  if (startsWith(bytes, ascii('TAG'), at)) at += 128;
  return frames === 0 || at > bytes.length ? null : at;
};

/** Kilobits a second by a header's index, of version 1 and of the others. */
const RATES = [
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const HERTZ = [44_100, 48_000, 32_000];

/** Of a frame of layer III; 0 where none begins. */
export function frameLength(bytes: Uint8Array, at: number): number {
  const [sync = 0, kind = 0, rates = 0] = bytes.subarray(at, at + 3);
  const version = (kind >> 3) & 3;
  const rate = RATES[version === 3 ? 0 : 1]?.[(rates >> 4) - 1];
  const hertz = HERTZ[(rates >> 2) & 3];
  if (sync !== 0xff || (kind & 0xe6) !== 0xe2 || version === 1 || rate === undefined || hertz === undefined) return 0;
  const divided = version === 3 ? 1 : version === 2 ? 2 : 4;
  return Math.floor(((version === 3 ? 144_000 : 72_000) * rate) / (hertz / divided)) + ((rates >> 1) & 1);
}

/** FLAC (RFC 9639, §8 and §9): blocks about the sound, then frames, which only decoding tells from each other. */
export const walkFlac: Walker = (bytes) => {
  let at = 4;
  for (let isLast = false; !isLast;) {
    if (at + 4 > bytes.length) return null;
    isLast = ((bytes[at] ?? 0) & 0x80) !== 0;
    at += 4 + (big32(bytes, at) & 0xffffff);
  }
  return bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xfe) === 0xf8 ? bytes.length : null;
};

/** ICO and CUR: a directory of pictures. */
export const walkIco: Walker = (bytes) => {
  let end = 6 + 16 * u16(bytes, 4);
  for (let i = 0; i < u16(bytes, 4); i += 1) end = Math.max(end, u32(bytes, 14 + 16 * i) + u32(bytes, 18 + 16 * i));
  return end <= bytes.length ? end : null;
};

/** TrueType and OpenType (ISO 14496-22, §4.5): a directory of tables; WOFF says how long it is. */
export const walkFont: Walker = (bytes) => {
  if (startsWith(bytes, ascii('wOF'))) return big32(bytes, 8) <= bytes.length ? big32(bytes, 8) : null;
  const count = big16(bytes, 4);
  let end = 12 + 16 * count;
  for (let at = 12; at < 12 + 16 * count; at += 16) end = Math.max(end, big32(bytes, at + 8) + big32(bytes, at + 12));
  return end <= bytes.length ? Math.min(bytes.length, end + ((4 - (end % 4)) % 4)) : null;
};
