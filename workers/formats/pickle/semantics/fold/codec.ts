import { decodeLatin1 } from '../../text.ts';
import {
  decodeBase64,
  decodeHex,
  decodeUtf16,
  decodeUtf32,
  decodeUtf8,
  encodeAscii,
  encodeBase64,
  encodeHex,
  encodeLatin1,
  encodeUtf16,
  encodeUtf8,
  rot13,
  unescape,
} from '../text.ts';
import { type Bytes, bytes, str, type Sym } from '../sym.ts';

/** Python's codec names: case, blanks, dashes and underscores do not matter (encodings.normalize_encoding). */
function normal(codec: string): string {
  return codec.toLowerCase().replace(/[\s_-]+/g, '');
}

/** `codecs.encode(value, codec)`; null where Python raises or the codec is not known here. */
export function encode(value: Sym, codec: string): Sym | null {
  const name = normal(codec);
  if (value.kind === 'str' && value.whole) return encodeText(value.text, name);
  if (value.kind === 'str' && LATIN1.has(name)) return encodedLater(value);
  if (value.kind === 'bytes' && value.bytes.length === value.length) return encodeBytes(value.bytes, name);
  return null;
}

/** `codecs.decode(value, codec)`. */
export function decode(value: Sym, codec: string): Sym | null {
  const name = normal(codec);
  if (value.kind === 'str' && value.whole && ROT13.has(name)) return str(rot13(value.text));
  if (value.kind === 'str' && value.whole) return decodeBytes(encodeUtf8(value.text), name);
  if (value.kind === 'bytes' && value.bytes.length === value.length) return decodeBytes(value.bytes, name);
  return null;
}

/** A text too long to be held: what reads the bytes reads the text where it stands. */
export function encodedLater({ text, at }: Sym & { kind: 'str' }): Bytes | null {
  const head = encodeLatin1(text);
  if (head === null || at === undefined) return null;
  return { kind: 'bytes', bytes: head, length: at.length, offset: at.offset, isText: true };
}

function encodeText(text: string, name: string): Sym | null {
  if (ROT13.has(name)) return str(rot13(text));
  return orNull(TEXT_ENCODERS.get(name)?.(text) ?? null);
}

function encodeBytes(value: Uint8Array, name: string): Sym | null {
  if (HEX.has(name)) return orNull(encodeAscii(encodeHex(value)));
  if (BASE64.has(name)) return orNull(encodeAscii(`${encodeBase64(value)}\n`));
  return null;
}

function decodeBytes(value: Uint8Array, name: string): Sym | null {
  if (HEX.has(name)) return orNull(decodeHex(decodeLatin1(value)));
  if (BASE64.has(name)) return orNull(decodeBase64(decodeLatin1(value)));
  const text = TEXT_DECODERS.get(name)?.(value) ?? null;
  return text === null ? null : str(text);
}

function orNull(value: Uint8Array | null): Sym | null {
  return value === null ? null : bytes(value);
}

const ROT13 = new Set(['rot13']);
const LATIN1 = new Set(['latin1', 'iso88591', 'l1', '8859', 'cp819']);
const HEX = new Set(['hex', 'hexcodec']);
const BASE64 = new Set(['base64', 'base64codec']);

const TEXT_ENCODERS: ReadonlyMap<string, (text: string) => Uint8Array | null> = new Map([
  ...[...LATIN1].map((name): [string, typeof encodeLatin1] => [name, encodeLatin1]),
  ...named('ascii usascii 646', encodeAscii),
  ...named('utf8 u8 utf', encodeUtf8),
  ...named('utf16', (text: string) => encodeUtf16(text, false, true)),
  ...named('utf16le', (text: string) => encodeUtf16(text, false, false)),
  ...named('utf16be', (text: string) => encodeUtf16(text, true, false)),
  ...named('rawunicodeescape unicodeescape', encodeLatin1),
]);

const TEXT_DECODERS: ReadonlyMap<string, (value: Uint8Array) => string | null> = new Map([
  ...named('latin1 iso88591 l1 8859 cp819 charmap', decodeLatin1),
  ...named('ascii usascii 646', (value: Uint8Array) => (value.every((b) => b < 0x80) ? decodeLatin1(value) : null)),
  ...named('utf8 u8 utf utf8sig', decodeUtf8),
  ...named('utf16', (value: Uint8Array) => decodeUtf16(value, 'mark')),
  ...named('utf16le', (value: Uint8Array) => decodeUtf16(value, 'little')),
  ...named('utf16be', (value: Uint8Array) => decodeUtf16(value, 'big')),
  ...named('utf32 utf32le', (value: Uint8Array) => decodeUtf32(value, false)),
  ...named('utf32be', (value: Uint8Array) => decodeUtf32(value, true)),
  ...named('unicodeescape', (value: Uint8Array) => unescape(decodeLatin1(value), true)),
  ...named('rawunicodeescape', (value: Uint8Array) => unescape(decodeLatin1(value), false)),
]);

function named<F>(names: string, f: F): [string, F][] {
  return names.split(' ').map((name) => [name, f]);
}
