import { expect, test } from 'vitest';
import { Results } from './results.ts';
import { int, unknownFrom } from './sym.ts';

test('gives what was set last, by event', () => {
  const results = new Results();
  results.set(7, int(1));
  results.set(70_000, int(2));
  results.set(7, unknownFrom('os.system'));
  expect(results.get(7)).toEqual(unknownFrom('os.system'));
  expect(results.get(70_000)).toEqual(int(2));
  expect([results.get(8), results.get(9_000_000)]).toEqual([undefined, undefined]);
});

test('unknown results of one name are one symbol, and what does not fit is not taken for nothing', () => {
  const results = new Results(3);
  for (let event = 0; event < 100_000; event++) results.set(event, unknownFrom('os.system'));
  expect(results.size).toBe(1);
  for (let event = 0; event < 5; event++) results.set(event, int(event));
  expect(results.size).toBe(3);
  expect([0, 1, 2, 4, 5].map((event) => results.get(event))).toEqual([
    int(0),
    int(1),
    'lost',
    'lost',
    unknownFrom('os.system'),
  ]);
});
