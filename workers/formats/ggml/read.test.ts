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

/** whisper.cpp's layout: eleven numbers, a filter, words, tensors without gaps. */
function whisper(words: string): Uint8Array {
  const writer = new GgufWriter().raw(text('lmgg'));
  for (const number of [51864, 1500, 384, 6, 4, 448, 384, 6, 4, 80, 1]) writer.u32(number);
  const bytes = Uint8Array.from(words, (letter) => letter.charCodeAt(0));
  writer.u32(2).u32(3).raw(new Uint8Array(24).fill(0x3d)).u32(1).u32(bytes.length).raw(bytes);
  for (const name of ['decoder.positional_embedding', 'encoder.conv1.bias'])
    writer.u32(2).u32(name.length).u32(1).u32(4).u32(2).raw(text(name)).raw(new Uint8Array(16).fill(1));
  return writer.bytes();
}

test('tensors of a layout that nothing names are found, and what is in front of them is searched', async () => {
  const report = await inspectBytes(whisper(' the'), 'ggml-tiny.bin', engine);
  expect([report.verdict, report.status, report.tensors?.count, report.findings]).toEqual([
    'nothing-runs',
    'complete',
    2,
    [],
  ]);
  expect(report.coverage.accounted).toBe(report.coverage.size);
  const evil = await inspectBytes(whisper('\x80\x02cos\nsystem\nX\x02\0\0\0id\x85R.'), 'ggml-tiny.bin', engine);
  expect(evil.verdict).toBe('can-run-code');
  const cut = await inspectBytes(whisper(' the').slice(0, -3), 'ggml-tiny.bin', engine);
  expect([cut.verdict, cut.status]).toEqual(['not-known', 'partial']);
});

test('a long row that leads nowhere has an end', async () => {
  const writer = new GgufWriter().raw(text('lmgg')).u32(9);
  for (let i = 0; i < 3000; i++) writer.u32(1).u32(1).u32(0).u32(1).raw(text('w')).u32(0);
  const report = await inspectBytes(writer.raw(new Uint8Array(40).fill(0xff)).bytes(), 'x.bin', engine);
  expect([report.verdict, report.problems[0]?.kind]).toEqual(['not-known', 'limit']);
});
