import { expect, test } from 'vitest';
import { countsOf, ends, pairUp } from './section.ts';

test('the same key twice is paired in order, and the rest is added or removed', () => {
  const left = ['a1', 'b1', 'a2', 'c1'];
  const right = ['a1', 'a3', 'd1', 'a4'];
  const rows = pairUp(
    left,
    right,
    (one) => one.charAt(0),
    (a, b) => (a === b ? 'same' : 'changed'),
  );
  expect(rows).toEqual([
    { change: 'same', left: 0, right: 0 },
    { change: 'removed', left: 1, right: null },
    { change: 'changed', left: 2, right: 1 },
    { change: 'removed', left: 3, right: null },
    { change: 'added', left: null, right: 2 },
    { change: 'added', left: null, right: 3 },
  ]);
  expect(countsOf({ rows })).toEqual({ same: 1, changed: 1, removed: 2, added: 2, unknown: 0 });
  expect(ends(rows[1]!, left, right)).toEqual({ left: 'b1', right: null, any: 'b1' });
});
