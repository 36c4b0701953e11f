import { expect, test } from 'vitest';
import {
  decodeBase32,
  decodeBase64,
  decodeBase85,
  decodeHex,
  decodeUtf16,
  decodeUtf32,
  encodeAscii,
  encodeLatin1,
  rot13,
  unescape,
} from './text.ts';

const ascii = (bytes: Uint8Array | null): string | null => (bytes === null ? null : String.fromCharCode(...bytes));

// Expected values are CPython's: base64.b32encode(b'os.system') and so on.
test('encodings of Python', () => {
  expect(ascii(decodeBase64('b3Muc3lzdGVt'))).toBe('os.system');
  expect(ascii(decodeBase64('b3Mu\nc3lzdGVt'))).toBe('os.system');
  expect(ascii(decodeBase32('N5ZS443ZON2GK3I='))).toBe('os.system');
  expect(ascii(decodeBase85('Z*wkld2@7SZ2'))).toBe('os.system');
  expect(ascii(decodeHex('6f73'))).toBe('os');
  expect(decodeHex('6f7')).toBeNull();
  expect(rot13('bf.flfgrz')).toBe('os.system');
  expect(decodeUtf16(Uint8Array.from([0xff, 0xfe, 0x6f, 0, 0x73, 0]), 'mark')).toBe('os');
  expect(decodeUtf32(Uint8Array.from([0x6f, 0, 0, 0]), false)).toBe('o');
  expect(decodeUtf32(Uint8Array.from([0, 0x11, 0, 0]), true)).toBeNull();
});

test('escapes', () => {
  expect(unescape('\\x6f\\163\\u002e\\n', true)).toBe('os.\n');
  expect(unescape('\\x6f\\u002e', false)).toBe('\\x6f.');
  expect(unescape('\\U00110000', true)).toBeNull();
});

test('texts that an encoding cannot hold are refused', () => {
  expect(encodeLatin1('\u0100')).toBeNull();
  expect(encodeAscii('\u00e9')).toBeNull();
});
