import { expect, test } from 'vitest';
import { RootSource } from '../source/sources.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { analyse } from './analyse.ts';
import { reportOf } from './report.ts';

const ELEMENTS = 62_500_000;
const utf8 = new TextEncoder();
const text = (s: string): number[] => [0x8c, s.length, ...utf8.encode(s), 0x94];
const u32 = (n: number): number[] => [n & 0xff, (n >> 8) & 0xff, (n >> 16) & 0xff, n >>> 24];

/** What protocol 5 writes for an array, up to its elements and after them. */
const before = (i: number): number[] => [
  ...text(`layer.${i.toString()}`),
  ...text('numpy._core.numeric'),
  ...text('_frombuffer'),
  ...[0x93, 0x94, 0x28, 0x96, ...u32(ELEMENTS * 4), 0, 0, 0, 0],
];
const after = [
  ...[0x94, ...text('numpy'), ...text('dtype'), 0x93, 0x94, ...text('f4'), 0x89, 0x88, 0x87, 0x94, 0x52, 0x94],
  ...[0x28, 0x4b, 3, ...text('<'), 0x4e, 0x4e, 0x4e, 0x4a, ...u32(-1), 0x4a, ...u32(-1), 0x4b, 0, 0x74, 0x94, 0x62],
  ...[0x4a, ...u32(ELEMENTS), 0x85, 0x94, ...text('C'), 0x74, 0x94, 0x52, 0x94],
];

/** A file of pieces with zeros between them. */
function sparse(pieces: readonly (readonly number[] | { readonly zeros: number })[]): RootSource {
  const at: { offset: number; bytes: Uint8Array }[] = [];
  let size = 0;
  for (const piece of pieces) {
    if ('zeros' in piece) size += piece.zeros;
    else {
      at.push({ offset: size, bytes: Uint8Array.from(piece) });
      size += piece.length;
    }
  }
  const read = (offset: number, length: number): Promise<Uint8Array> => {
    const found = new Uint8Array(length);
    for (const { offset: start, bytes } of at) {
      const [from, to] = [Math.max(start, offset), Math.min(start + bytes.length, offset + length)];
      if (from < to) found.set(bytes.subarray(from - start, to - start), from - offset);
    }
    return Promise.resolve(found);
  };
  return new RootSource('arrays.pkl', { size, read });
}

test('a pickle of a gigabyte of arrays is judged by reading less than a twentieth of it', async () => {
  const arrays = [0, 1, 2, 3].flatMap((i) => [before(i), { zeros: ELEMENTS * 4 }, after]);
  const source = sparse([[0x80, 5, 0x7d, 0x94, 0x28], ...arrays, [0x75, 0x2e]]);
  const analysis = await analyse(source, instantiate(loadModule()));
  const report = await reportOf(analysis, { path: 'arrays.pkl', size: source.size, sha256: null });
  expect(report).toMatchObject({ status: 'complete', verdict: 'nothing-runs' });
  expect(source.size).toBeGreaterThan(1e9);
  expect(report.coverage.read).toBeLessThan(source.size / 20);
  analysis.session.close();
});
