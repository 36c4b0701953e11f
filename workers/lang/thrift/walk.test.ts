import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Schema, type Visited, walk } from './walk.ts';

const SCHEMA: Schema = { A: { 1: 'i', 2: 's', 3: 'B', 4: '[B]', 5: '[s]', 6: 'known', 20: 'i' }, B: { 1: 'i' } };

function visits(bytes: readonly number[]): { visited: Visited[]; strange: number[][]; end: string; at: number } {
  const visited: Visited[] = [];
  const strange: number[][] = [];
  const walked = walk(
    Uint8Array.from(bytes),
    SCHEMA,
    'A',
    (one) => visited.push(one),
    (...one) => strange.push(one),
  );
  return { visited, strange, ...walked };
}

test('numbers, texts, structs and lists', () => {
  // 1: -3, 2: "ab", 3: B{1: 150}, 4: [B{}, B{1: 1}], 5: ["x"], 6: a map, 20: true
  const bytes = [
    0x15, 0x05, 0x18, 2, 97, 98, 0x1c, 0x15, 0xac, 0x02, 0, 0x19, 0x2c, 0, 0x15, 2, 0, 0x19, 0x18, 1, 120, 0x1b, 1, 0x58, 2, 1,
    97, 0x01, 40, 0,
  ]; // prettier-ignore
  const { visited, strange, end, at } = visits(bytes);
  expect([end, at, strange]).toEqual(['done', bytes.length, []]);
  expect(visited.map(({ struct, numbers }) => [struct, [...numbers]])).toEqual([
    ['B', [[1, 150]]],
    ['B', []],
    ['B', [[1, 1]]],
    ['A', [[1, -3], [20, 1]]],
  ]); // prettier-ignore
  expect(visited.at(-1)?.ranges.get(2)).toEqual({ offset: 4, length: 2 });
  expect(visited.at(-1)?.lists.get(5)).toEqual([{ offset: 20, length: 1 }]);
});

test('what the schema does not have is passed over and told', () => {
  const { visited, strange, end } = visits([0x7c, 0x18, 1, 65, 0, 0x2c, 0x15, 2, 0, 0]);
  expect([end, visited.map(({ struct }) => struct)]).toEqual(['done', ['A']]);
  expect(strange).toEqual([
    [0, 5],
    [5, 4],
  ]);
});

test('counts and lengths are not believed', () => {
  expect(visits([0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x0f]).end).toBe('broken');
  expect(visits([0x18, 200, 1, 65]).end).toBe('broken');
  expect(visits(Array<number>(500).fill(0x6c)).end).toBe('limit');
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 64 }), (bytes) => {
      const { at } = visits(bytes);
      expect(at).toBeLessThanOrEqual(bytes.length);
    }),
  );
});
