import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAllZero } from './zeros.ts';

test('agrees with looking at every byte, at every alignment', () => {
  const byte = fc.oneof({ weight: 30, arbitrary: fc.constant(0) }, fc.nat(255));
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 40 }), fc.nat(7), (values, skip) => {
      const bytes = Uint8Array.from([...new Array<number>(skip).fill(1), ...values]).subarray(skip);
      expect(isAllZero(bytes)).toBe(values.every((value) => value === 0));
    }),
  );
});
