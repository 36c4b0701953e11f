import { expect, test } from 'vitest';
import { needOf, readFilters } from './filters.ts';

const PACKED = Uint8Array.of(
  2,
  2,
  2,
  0,
  1,
  0,
  1,
  0,
  4,
  0,
  0,
  0,
  9,
  3,
  4,
  0,
  1,
  0,
  1,
  0,
  0x61,
  0x62,
  0x63,
  0,
  7,
  0,
  0,
  0,
);

test('a pipeline of version 2: only filters of others have a name', () => {
  expect(readFilters(PACKED)).toEqual([
    { id: 2, name: '' },
    { id: 777, name: 'abc' },
  ]);
  expect(readFilters(PACKED.subarray(0, -1))).toBeNull();
  expect(readFilters(Uint8Array.of(3, 0))).toBeNull();
});

test('what has to be loaded for a filter', () => {
  const needs = [1, 6, 305, 32000, 32001, 32008, 32026, 777, 40_000].map((id) => needOf({ id, name: '' }));
  expect(needs).toEqual([...Array<string>(5).fill('nothing'), 'plugin', 'nothing', 'filter', 'filter']);
});
