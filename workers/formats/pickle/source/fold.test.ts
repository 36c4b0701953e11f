import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findFolds, LONGEST } from './fold.ts';

const folds = (text: string) =>
  findFolds(text.length, (i) => (text[i] === '-' ? 0 : text.charCodeAt(i))).map(
    ({ start, period, groups }) => `${start}:${text.slice(start, start + period)}×${groups}`,
  );

test('runs of one line and of several', () => {
  expect(folds('xaaaaaay')).toEqual(['1:a×6']);
  expect(folds('iipccpccpccpcc')).toEqual(['2:pcc×4']);
  expect(folds('aaabaaabaaab')).toEqual(['0:aaab×3']);
});

test('the odd one stands alone between two runs', () => {
  expect(folds('pccpccpccXpccpccpcc')).toEqual(['0:pcc×3', '10:pcc×3']);
});

test('little is not folded, and what is like nothing never is', () => {
  expect(folds('aabbcc')).toEqual([]);
  expect(folds('--------')).toEqual([]);
});

test('folds are in order, disjoint, and hold equal groups', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { maxLength: 200 }), (keys) => {
      let end = 0;
      for (const { start, period, groups } of findFolds(keys.length, (i) => keys[i] ?? 0)) {
        expect(start).toBeGreaterThanOrEqual(end);
        expect(period).toBeLessThanOrEqual(LONGEST);
        for (let i = start; i < start + period * (groups - 1); i++) expect(keys[i]).toBe(keys[i + period]);
        end = start + period * groups;
      }
      expect(end).toBeLessThanOrEqual(keys.length);
    }),
  );
});

test('a million lines take no time', () => {
  const begin = performance.now();
  expect(findFolds(1_000_000, () => 7)).toEqual([{ start: 0, period: 1, groups: 1_000_000 }]);
  expect(findFolds(300_000, (i) => (i % 97) + 1).length).toBe(0);
  expect(performance.now() - begin).toBeLessThan(1_000);
});
