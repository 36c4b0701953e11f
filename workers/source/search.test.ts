import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finder } from './search.ts';

test('finds what a plain search finds, from anywhere', () => {
  const few = fc.uint8Array({ max: 2, maxLength: 60 });
  fc.assert(
    fc.property(few, fc.uint8Array({ max: 2, minLength: 1, maxLength: 5 }), fc.nat(60), (bytes, wanted, from) => {
      const start = Math.min(from, bytes.length);
      const plain = (all: Uint8Array): string => String.fromCharCode(...all);
      expect(finder(wanted)(bytes, start)).toBe(plain(bytes).indexOf(plain(wanted), start));
    }),
    { numRuns: 1000 },
  );
});

test('high bytes and single ones', () => {
  expect(finder([254, 255])(Uint8Array.of(1, 255, 254, 255))).toBe(2);
  expect(finder([3])(Uint8Array.of(1, 2, 3))).toBe(2);
  expect(finder([3])(new Uint8Array(0))).toBe(-1);
});
