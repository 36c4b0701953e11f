import { expect, test } from 'vitest';
import { PiecedSource } from './pieced-source.ts';
import { bytesSource } from './sources.ts';

test('pieces stand where they belong, and zeros between them', async () => {
  const parent = bytesSource(Uint8Array.of(1, 2, 3, 4, 5, 6), 'm');
  const source = new PiecedSource(parent, 'whole', 9, [
    { at: 2, offset: 4, length: 2 },
    { at: 6, offset: 0, length: 3 },
  ]);
  expect([...(await source.read(0, 100))]).toEqual([0, 0, 5, 6, 0, 0, 1, 2, 3]);
  expect([...(await source.slice(3, 4).read(0, 4))]).toEqual([6, 0, 0, 1]);
  expect(source.locate(3, 4)).toEqual([
    { offset: 5, length: 1 },
    { offset: 0, length: 1 },
  ]);
  expect([source.size, source.path]).toEqual([9, ['m', 'whole']]);
});
