import { expect, test } from 'vitest';
import { bytesSource } from '../../source/sources.ts';
import { ascii, zip } from './build-zip.ts';
import { MinizIndex } from './miniz.ts';
import { readZip } from './reader.ts';

async function indexOf(...names: string[]): Promise<{ index: MinizIndex; position: (name: string) => number }> {
  const archive = await readZip(bytesSource(zip(names.map((name) => ({ name, data: ascii(name) })))));
  const entries = archive?.entries ?? [];
  const index = new MinizIndex(entries);
  return { index, position: (name) => entries.findIndex((entry) => entry === index.find(name)) };
}

test('finds every name, with ASCII case ignored', async () => {
  const names = Array.from({ length: 200 }, (_, i) => `a/data/${(i * 37) % 200}`);
  const { index, position } = await indexOf(...names, 'a/Data.PKL', 'a/version');
  expect(names.map(position)).toEqual(names.map((_, i) => i));
  expect(position('A/DATA.pkl')).toBe(200);
  expect(index.find('a/none')).toBeNull();
});

test('of equal names takes the one its heap sort puts where the search looks first', async () => {
  // Worked out by hand from mz_zip_reader_sort_central_dir_offsets_by_filename and the binary search.
  expect((await indexOf('p', 'p')).position('p')).toBe(1);
  expect((await indexOf('p', 'p', 'v')).position('p')).toBe(0);
  expect((await indexOf('p', 'p', 'p')).position('p')).toBe(2);
});
