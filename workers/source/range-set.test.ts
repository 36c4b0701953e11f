import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RangeSet } from './range-set.ts';

const ranges = fc.array(fc.tuple(fc.nat(300), fc.nat(40)), { maxLength: 60 });

test('agrees with one flag per byte', () => {
  fc.assert(
    fc.property(ranges, (claims) => {
      const set = new RangeSet();
      const flags = new Uint8Array(400);
      for (const [offset, length] of claims) {
        const taken = new Uint8Array(length);
        for (const range of set.add(offset, length))
          taken.fill(1, range.offset - offset, range.offset - offset + range.length);
        expect(taken).toEqual(flags.slice(offset, offset + length));
        flags.fill(1, offset, offset + length);
      }
      expect(set.total).toBe(flags.reduce((sum, flag) => sum + flag, 0));
      const rebuilt = new Uint8Array(400);
      for (const range of set.ranges()) rebuilt.fill(1, range.offset, range.offset + range.length);
      expect(rebuilt).toEqual(flags);
      for (const gap of set.gaps(400)) rebuilt.fill(1, gap.offset, gap.offset + gap.length);
      expect(rebuilt.every((flag) => flag === 1)).toBe(true);
    }),
  );
});

test('merges neighbours that touch', () => {
  const set = new RangeSet();
  set.add(0, 4);
  set.add(8, 4);
  set.add(4, 4);
  expect(set.ranges()).toEqual([{ offset: 0, length: 12 }]);
});

test('takes 200,000 scattered ranges in any order without slowing down', () => {
  const set = new RangeSet();
  const started = performance.now();
  for (let i = 0; i < 200_000; i += 1) set.add(((i * 7919) % 200_000) * 10, 5);
  expect(set.total).toBe(1_000_000);
  expect(set.gaps(2_000_000)).toHaveLength(200_000);
  expect(performance.now() - started).toBeLessThan(15_000);
});
