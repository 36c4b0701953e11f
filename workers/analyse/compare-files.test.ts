import { expect, test } from 'vitest';
import type { TensorFact } from '../facts.ts';
import { compareFiles } from './compare-files.ts';

/** Says that the first eight bytes of a file are its numbers. */
const index = (name: string, file: string): TensorFact => ({
  kind: 'tensor',
  at: { path: [name], offset: 0, length: 8, file: null },
  name: 'w',
  dtype: 'uint8',
  shape: [8],
  strides: [1],
  storage: { key: file, bytes: 8, record: null },
  beside: { file, offset: 0, length: 8 },
  bytes: 8,
  problem: null,
});
const part = (name: string, facts: readonly TensorFact[] = []) => ({
  name,
  size: 8,
  file: { path: name.slice(name.indexOf('/') + 1), format: facts.length > 0 ? 'onnx' : null, size: 8, facts },
});
const read = () => Promise.resolve(new ArrayBuffer(8));

test('a file is explained by one of its own folder, not by one of another that has the same names', async () => {
  const parts = [part('a/m.onnx', [index('a/m.onnx', 'm.bin')]), part('a/m.bin'), part('b/m.bin')];
  expect((await compareFiles({ path: '', parts }, read)).numbers).toEqual([{ name: 'a/m.bin', of: 'm.onnx' }]);
  expect(
    (await compareFiles({ path: '', parts: [...parts].slice(0, 1).concat(part('b/m.bin')) }, read)).numbers,
  ).toEqual([]);
});
