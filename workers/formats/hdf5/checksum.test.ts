import { expect, test } from 'vitest';
import { checksum } from './checksum.ts';

// The examples in lookup3.c.
test.each([
  ['', 0xdeadbeef],
  ['Four score and seven years ago', 0x17770551],
])('“%s”', (text, expected) => {
  expect(checksum(new TextEncoder().encode(text))).toBe(expected);
});
