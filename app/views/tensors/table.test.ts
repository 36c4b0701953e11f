import { describe, expect, it } from 'vitest';
import type { TensorRow } from '../../../workers/protocol.ts';
import { arranged, nextSort, parameters, totals } from './table.ts';

function tensor(name: string, dtype: string, shape: number[], offset: number | null): TensorRow {
  const place = offset === null ? null : { offset, length: 4 };
  return { name, dtype, shape, bytes: shape.reduce((a, b) => a * b, 4), place, storage: '0', problem: null };
}
const rows = [
  tensor('blk.10.weight', 'F32', [4, 4], 50),
  tensor('blk.2.weight', 'Q4_K', [64], null),
  tensor('out.bias', 'F32', [], 10),
];
const names = (list: readonly TensorRow[]) => list.map((r) => r.name);

describe('arranged', () => {
  it('keeps file order until asked', () => {
    expect(arranged(rows, '  ', null)).toBe(rows);
  });

  it('sorts numbers in names as numbers', () => {
    expect(names(arranged(rows, '', { column: 'name', down: false }))).toEqual([
      'blk.2.weight',
      'blk.10.weight',
      'out.bias',
    ]);
  });

  it('sorts by size of the shape, by bytes and by place, unknown places last', () => {
    expect(names(arranged(rows, '', { column: 'shape', down: true }))[0]).toBe('blk.2.weight');
    expect(names(arranged(rows, '', { column: 'bytes', down: false }))[0]).toBe('out.bias');
    expect(names(arranged(rows, '', { column: 'place', down: false })).at(-1)).toBe('blk.2.weight');
  });

  it('filters by all words, in name, type and shape', () => {
    expect(names(arranged(rows, 'BLK f32', null))).toEqual(['blk.10.weight']);
    expect(names(arranged(rows, '4x4', null))).toEqual(['blk.10.weight']);
    expect(arranged(rows, 'nothing', null)).toEqual([]);
  });
});

describe('nextSort', () => {
  it('goes up, down, and back to file order', () => {
    const up = nextSort(null, 'bytes');
    expect(up).toEqual({ column: 'bytes', down: false });
    const down = nextSort(up, 'bytes');
    expect(down).toEqual({ column: 'bytes', down: true });
    expect(nextSort(down, 'bytes')).toBeNull();
    expect(nextSort(down, 'name')).toEqual({ column: 'name', down: false });
  });
});

describe('parameters', () => {
  it('has three digits and a unit', () => {
    expect([0, 12_288, 999_999, 1e6, 334_095_360, 3_212_749_888, 1.8e12].map(parameters)).toEqual([
      '0',
      '12,288',
      '999,999',
      '1.00 M',
      '334 M',
      '3.21 B',
      '1.80 T',
    ]);
  });
});

it('counts agree with their words', () => {
  const tensors = { count: 1, parameters: 1, bytes: 4, dtypes: [] };
  expect(totals(tensors)).toBe('1 tensor, 1 parameter, 4 B');
  expect(totals({ ...tensors, count: 255, parameters: 3.21e9, bytes: 2e9 })).toBe(
    '255 tensors, 3.21 B parameters, 2.00 GB',
  );
});
