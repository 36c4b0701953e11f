/** Python's text codecs, as far as names and payloads in pickles use them. All give null where Python would raise. */

import { decodeLatin1 } from '../text.ts';
import type { Digits } from './sym.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

export function encodeLatin1(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0xff) return null;
    bytes[i] = unit;
  }
  return bytes;
}

/** The same for a text in UTF-8, without making it a string. */
export function latin1OfUtf8(text: Uint8Array): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const byte = text[i] ?? 0;
    const next = byte === 0xc2 || byte === 0xc3 ? text[++i] : 0x80;
    if ((byte >= 0x80 && byte !== 0xc2 && byte !== 0xc3) || next === undefined || (next & 0xc0) !== 0x80) return null;
    bytes[count++] = byte < 0x80 ? byte : ((byte & 3) << 6) | (next & 0x3f);
  }
  return bytes.slice(0, count);
}

/** The same for the argument of UNICODE: a line in raw-unicode-escape, to its end. */
export function latin1OfEscaped(line: Uint8Array): Uint8Array | null {
  const end = line.indexOf(0x0a);
  const bytes = new Uint8Array(end < 0 ? line.length : end);
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    const digits = line[i] === BACKSLASH ? (ESCAPES.get(line[i + 1] ?? 0) ?? 0) : 0;
    const unit = digits === 0 ? (line[i] ?? 0) : hexAt(line, i + 2, digits);
    if (unit === null || unit > 0xff) return null;
    bytes[count++] = unit;
    if (digits > 0) i += digits + 1;
  }
  return bytes.slice(0, count);
}

const BACKSLASH = 0x5c;
/** `\uXXXX` and `\UXXXXXXXX`: how many digits follow. */
const ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x75, 4],
  [0x55, 8],
]);

function hexAt(bytes: Uint8Array, at: number, digits: number): number | null {
  const text = String.fromCharCode(...bytes.subarray(at, at + digits));
  return /^[0-9a-f]+$/i.test(text) && text.length === digits ? Number.parseInt(text, 16) : null;
}

export function encodeAscii(text: string): Uint8Array | null {
  return /^[\u0000-\u007f]*$/.test(text) ? encodeLatin1(text) : null;
}

export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function encodeUtf16(text: string, big: boolean, mark: boolean): Uint8Array {
  const units = (mark ? '\ufeff' : '') + text;
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), !big);
  return bytes;
}

export function decodeUtf16(bytes: Uint8Array, order: 'little' | 'big' | 'mark'): string | null {
  if (bytes.length % 2 !== 0) return null;
  const marked = order === 'mark' && bytes.length >= 2;
  const isBig = order === 'big' || (marked && bytes[0] === 0xfe && bytes[1] === 0xff);
  const skip = marked && (isBig || (bytes[0] === 0xff && bytes[1] === 0xfe)) ? 2 : 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = '';
  for (let i = skip; i < bytes.length; i += 2) text += String.fromCharCode(view.getUint16(i, !isBig));
  return text;
}

export function decodeUtf32(bytes: Uint8Array, big: boolean): string | null {
  if (bytes.length % 4 !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = '';
  for (let i = 0; i < bytes.length; i += 4) {
    const point = view.getUint32(i, !big);
    if (point > 0x10ffff) return null;
    if (!(i === 0 && point === 0xfeff)) text += String.fromCodePoint(point);
  }
  return text;
}

export function rot13(text: string): string {
  return text.replace(/[A-Za-z]/g, (c) => {
    const base = c <= 'Z' ? 65 : 97;
    return String.fromCharCode(((c.charCodeAt(0) - base + 13) % 26) + base);
  });
}

export function decodeHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || /[^0-9a-fA-F]/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(i * 2, i * 2 + 2), 16));
}

export function encodeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** As binascii does by default: characters outside the alphabet are skipped. */
export function decodeBase64(text: string): Uint8Array | null {
  const clean = text.replace(/[^A-Za-z0-9+/]/g, '');
  if (clean.length % 4 === 1) return null;
  try {
    return encodeLatin1(atob(clean));
  } catch {
    return null;
  }
}

/** All of it, strictly; Base64 of either alphabet. Null when something else stands between the digits. */
export function fromDigits(text: Uint8Array, digits: Digits): Uint8Array | null {
  const characters = decodeLatin1(text).replaceAll('\n', '');
  if (digits === 'hexadecimal digits') return decodeHex(characters);
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(characters)
    ? decodeBase64(characters.replaceAll('-', '+').replaceAll('_', '/'))
    : null;
}

export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function decodeBase32(text: string): Uint8Array | null {
  const out: number[] = [];
  let [bits, held] = [0, 0];
  for (const c of text.replace(/=+$/, '')) {
    const value = BASE32.indexOf(c);
    if (value < 0) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.push((held >> bits) & 0xff);
      held &= (1 << bits) - 1;
    }
  }
  return Uint8Array.from(out);
}

const BASE85 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';

/** base64.b85decode. */
export function decodeBase85(text: string): Uint8Array | null {
  const padding = (5 - (text.length % 5)) % 5;
  const padded = text + '~'.repeat(padding);
  const out = new Uint8Array((padded.length / 5) * 4);
  const view = new DataView(out.buffer);
  for (let i = 0; i < padded.length; i += 5) {
    let value = 0;
    for (const c of padded.slice(i, i + 5)) {
      const digit = BASE85.indexOf(c);
      if (digit < 0) return null;
      value = value * 85 + digit;
    }
    if (value > 0xffffffff) return null;
    view.setUint32((i / 5) * 4, value);
  }
  return out.subarray(0, out.length - padding);
}

/** unicode_escape (`all`) and raw_unicode_escape. Bytes outside escapes are latin1. */
export function unescape(text: string, all: boolean): string | null {
  const pattern = all
    ? /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\n)|([\\'"abfnrtv]))/g
    : /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g;
  const found = { invalid: false };
  const result = text.replace(pattern, (_match, ...groups: (string | undefined)[]) => {
    const [a, b, c, octal, newline, simple] = all ? groups : [undefined, groups[0], groups[1]];
    const hex = a ?? b ?? c;
    if (hex !== undefined) {
      const point = Number.parseInt(hex, 16);
      if (point > 0x10ffff) found.invalid = true;
      return point > 0x10ffff ? '' : String.fromCodePoint(point);
    }
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    if (newline !== undefined) return '';
    return SIMPLE.get(simple ?? '') ?? '';
  });
  return found.invalid ? null : result;
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);
