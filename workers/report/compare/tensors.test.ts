import { expect, test } from 'vitest';
import type { TensorData } from './digests.ts';
import { tensorsOf, type Side, type SideTensor } from './side.ts';
import { checkpoint, side, tensorsFile, told } from './sides-fixture.node.ts';
import { compareTensors, sameData } from './tensors.ts';

const hashed = { hashed: true };

test('names, types, shapes, and data where both are hashed', async () => {
  const left = await side(checkpoint({ a: [1, 2], b: [3], c: [4], d: [5] }), hashed);
  const right = await side(tensorsFile({ a: [1, 2], b: [3, 3], c: [9], e: [5] }), hashed);
  const lines = told(compareTensors(left, right)!).map((line) => line.replace(/, [0-9a-f]{8}/g, ''));
  expect(lines).toEqual([
    'changed b: float32 1 → float32 2 (Another shape.)',
    'changed c: float32 1 → float32 1 (The data differ.)',
    'removed d: float32 1 → –',
    'added e: – → float32 1',
  ]);
});

test('without hashes the data are not known', async () => {
  const left = await side(checkpoint({ a: [1, 2] }));
  const right = await side(tensorsFile({ a: [1, 2] }), hashed);
  expect(told(compareTensors(left, right)!)).toEqual([
    expect.stringMatching(/^unknown a: .+ \(The data are not hashed\.\)$/),
  ]);
});

test('data in another order, or with gaps, are never called different', async () => {
  const [like] = tensorsOf(await side(checkpoint({ a: [1, 2] }))).tensors;
  const tensor = (data: TensorData | null, origin: string | null = null): SideTensor => ({ ...like!, data, origin });
  const of = (sha256: string, strides: readonly number[] | null = null, gapless = true) =>
    tensor({ sha256, strides, gapless });
  expect(sameData(of('1'), of('1'))).toBe('same');
  expect(sameData(of('1'), of('2'))).toBe('changed');
  expect(sameData(of('1', [1, 2]), of('1'))).toBe('unknown');
  expect(sameData(of('1', [1, 2]), of('2', [1, 2]))).toBe('changed');
  expect(sameData(of('1', [2], false), of('1', [2], false))).toBe('same');
  expect(sameData(of('1', [2], false), of('2', [2], false))).toBe('unknown');
  expect(sameData(tensor(null, 'x 1'), tensor(null, 'x 1'))).toBe('same');
  expect(sameData(tensor(null), tensor(null))).toBe('unknown');
});

test('a report that lists none, or only the first: nothing is made up', async () => {
  const file = await side(checkpoint({ a: [1], b: [2], c: [3] }));
  const listing = (names: readonly string[] | null): Side => {
    const { report } = file.files[0]!;
    const { listed, ...totals } = report!.tensors!;
    const kept = names === null ? {} : { listed: listed!.filter(({ name }) => names.includes(name)) };
    return { kind: 'file', files: [{ path: '', report: { ...report!, tensors: { ...totals, ...kept } } }] };
  };
  const none = compareTensors(listing(null), file)!;
  expect([none.rows.length, none.partial.length]).toEqual([0, 1]);
  const some = compareTensors(listing(['a']), file)!;
  expect(some.rows.map(({ change }) => change)).toEqual(['unknown', 'unknown', 'unknown']);
  expect(some.partial).toHaveLength(1);
});
