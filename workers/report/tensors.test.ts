import { expect, test } from 'vitest';
import type { TensorFact } from '../facts.ts';
import { tensorsOf } from './tensors.ts';

const fact = (name: string, shape: readonly number[], bytes = 4): TensorFact => ({
  kind: 'tensor',
  at: { path: ['f'], offset: 0, length: 1, file: null },
  name,
  dtype: 'float32',
  shape,
  strides: [],
  storage: { key: 'f', bytes, record: null },
  bytes,
  problem: null,
});

test('no tensors, no summary', () => {
  expect(tensorsOf([])).toBeNull();
});

test('the first tensors are listed by name; what no report could be read back with is counted only', () => {
  const summary = tensorsOf([fact('b', [2]), fact('a', [3, 1]), fact('c', [-1]), fact('d'.repeat(600), [1])]);
  expect(summary).toMatchObject({ count: 4, bytes: 16, dtypes: [{ dtype: 'float32', count: 4 }] });
  expect(summary?.listed).toEqual([
    { name: 'a', dtype: 'float32', shape: [3, 1] },
    { name: 'b', dtype: 'float32', shape: [2] },
  ]);
  const many = Array.from({ length: 2500 }, (_, i) => fact(i.toString().padStart(5, '0'), [1]));
  expect(tensorsOf(many)?.listed).toHaveLength(2000);
});
