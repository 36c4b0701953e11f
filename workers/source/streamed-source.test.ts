import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../limits.ts';
import { Shelf } from './held-source.ts';
import { bytesSource } from './sources.ts';
import { StreamedSource } from './streamed-source.ts';

const SIZE = LIMITS.streamWindow + 3_000_000;
const DATA = new Uint8Array(SIZE).map((_, i) => (i * 2654435761) >>> 13);
const CHUNK = 250_000;

function open(budget = Infinity): { source: StreamedSource; starts: () => number; shelf: Shelf } {
  let starts = 0;
  let left = budget;
  async function* start(): AsyncGenerator<Uint8Array, void> {
    starts += 1;
    for (let at = 0; at < SIZE; at += CHUNK) yield await Promise.resolve(DATA.subarray(at, at + CHUNK));
  }
  const afford = (bytes: number): boolean => (left -= bytes) >= 0;
  const shelf = new Shelf(0);
  const streaming = { size: SIZE, start, afford, head: DATA.subarray(0, 1000), tail: DATA.subarray(SIZE - 1000) };
  return {
    source: new StreamedSource(bytesSource(new Uint8Array(0)), 'x', streaming, shelf),
    starts: () => starts,
    shelf,
  };
}

test('any reads, also at the same time, give the bytes that stand there', async () => {
  const { source } = open();
  const reads = fc.array(fc.tuple(fc.nat(SIZE), fc.nat(400_000)), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(reads, async (ranges) => {
      const found = await Promise.all(ranges.map(([at, length]) => source.read(at, length)));
      ranges.forEach(([at, length], i) =>
        expect(Buffer.compare(found[i] ?? new Uint8Array(1), DATA.subarray(at, at + length))).toBe(0),
      );
    }),
    { numRuns: 15 },
  );
});

test('forwards once through; head, tail and what is near cost nothing; far back starts again', async () => {
  const { source, starts } = open();
  await source.read(0, 1000);
  await source.read(SIZE - 500, 500);
  expect(starts()).toBe(0);
  for (let at = 0; at < SIZE; at += 1_000_000) await source.read(at, 1_000_000);
  await source.read(SIZE - 2_000_000, 1_000_000);
  expect(starts()).toBe(1);
  await source.read(2000, 10);
  expect(starts()).toBe(2);
});

test('beyond what may be spent there are no bytes', async () => {
  const { source } = open(4 * LIMITS.streamStep);
  expect((await source.read(2000, 10)).length).toBe(10);
  expect((await source.read(20_000_000, 10)).length).toBe(0);
});

test('only so many are open at once, and the closed ones open again', async () => {
  const first = open();
  await first.source.read(2000, 10);
  for (let i = 0; i < LIMITS.streamsOpen; i += 1) first.shelf.opened({ close: () => undefined });
  expect(Array.from(await first.source.read(3000, 3))).toEqual(Array.from(DATA.subarray(3000, 3003)));
  expect(first.starts()).toBe(2);
});
