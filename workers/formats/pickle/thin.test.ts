import { expect, test } from 'vitest';
import { thin } from './thin.ts';

const samples = [3, 1, 4, 1, 5].map((depth, step) => ({ step, depth }));

test('the deepest of each run stays', () => {
  expect(thin(samples, 2)).toEqual([
    { step: 0, depth: 3 },
    { step: 2, depth: 5 },
  ]);
  expect(thin(samples, 1)).toEqual([{ step: 0, depth: 5 }]);
});

test('few samples stay as they are', () => {
  expect(thin(samples, 5)).toEqual(samples);
  expect(thin([], 3)).toEqual([]);
});
