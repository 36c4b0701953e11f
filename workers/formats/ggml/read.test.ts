import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { GgufWriter } from '../gguf/build-gguf.ts';

const engine = instantiate(loadModule());
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** llama.cpp's old layout: one word, one F32 vector. */
function legacy(magic: string): Uint8Array {
  const writer = new GgufWriter().raw(text(magic));
  if (magic !== 'lmgg') writer.u32(magic === 'tjgg' ? 3 : 1);
  if (magic === 'algg') writer.u32(8).u32(16);
  else {
    for (const number of [1, 4, 256, 1, 1, 4, 0]) writer.u32(number);
    writer.u32(2).raw(text('hi'));
    if (magic !== 'lmgg') writer.u32(0);
  }
  writer.u32(1).u32(3).u32(0).u32(4).raw(text('abc'));
  if (magic === 'tjgg' || magic === 'algg') writer.pad(32);
  return writer.raw(new Uint8Array(16).fill(1)).bytes();
}

test.each(['lmgg', 'fmgg', 'tjgg', 'algg'])('%s is read to its end', async (magic) => {
  const report = await inspectBytes(legacy(magic), 'ggml-model.bin', engine);
  expect([report.verdict, report.status, report.tensors?.count, report.findings]).toEqual([
    'nothing-runs',
    'complete',
    1,
    [],
  ]);
});

test('another layout is named and not called clean, and hostile bytes end', async () => {
  const other = await inspectBytes(
    Uint8Array.from([...text('lmgg'), ...new Array<number>(64).fill(0xfe)]),
    'x.bin',
    engine,
  );
  expect([other.verdict, other.status]).toEqual(['not-known', 'partial']);
  const good = legacy('tjgg');
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), async (at, byte, cut) => {
      const report = await inspectBytes(good.with(at, byte).slice(0, cut), 'x.bin', engine);
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
