import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyse, type Analysis } from '../../analyse/analyse.ts';
import type { OddityFact, TensorFact } from '../../facts.ts';
import { CALLS_SYSTEM } from '../torch/build-checkpoint.ts';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { safetensors, vectors } from './build-safetensors.ts';

const engine = instantiate(loadModule());
const inspect = (file: Uint8Array): Promise<Report> => inspectBytes(file, 'model.safetensors', engine);
const read = (file: Uint8Array): Promise<Analysis> => analyse(bytesSource(file, 'model.safetensors'), engine);
const oddities = ({ facts }: Analysis): OddityFact[] => facts.filter((fact) => fact.kind === 'oddity');
const codes = async (file: Uint8Array): Promise<string[]> => oddities(await read(file)).map(({ code }) => code);
const tensors = ({ facts }: Analysis): TensorFact[] => facts.filter((fact) => fact.kind === 'tensor');
const noise = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 73 + 41) % 251);

describe('what the library writes', () => {
  test('says nothing but its tensors', async () => {
    const file = readFileSync(new URL('fixtures/ordinary.safetensors', import.meta.url));
    const report = await inspect(file);
    expect([report.verdict, report.status, report.findings]).toEqual(['nothing-runs', 'complete', []]);
    expect(report.tensors).toMatchObject({ count: 4 });
    const all = tensors(await read(file));
    expect(all.map(({ name, dtype, shape }) => [name, dtype, shape])).toEqual([
      ['scalar', 'int64', []],
      ['big', 'float64', [3]],
      ['embed.weight', 'float32', [4, 3]],
      ['half', 'bfloat16', [2, 2]],
    ]);
    expect(all.every(({ storage }) => storage.record !== null)).toBe(true);
  });

  test('only the header is read of large files', async () => {
    const file = safetensors({ a: { dtype: 'U8', shape: [1 << 22], data_offsets: [0, 1 << 22] } }, noise(1 << 22));
    expect((await read(file)).coverage).toMatchObject({ accounted: file.length });
    expect((await read(file)).coverage.read).toBeLessThan(200_000);
  });
});

describe('what it never writes is told with its bytes', () => {
  const two = vectors('a', 'b');
  const a = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
  test.each<[string, Uint8Array]>([
    [
      'header-length',
      safetensors({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }, noise(0)).fill(0xff, 0, 4),
    ],
    ['header-syntax', safetensors('{"a": [1,}', noise(0))],
    ['header-tail', safetensors('{}GIFGIF', noise(0))],
    ['leading-space', safetensors('  {}', noise(0))],
    ['duplicate-key', safetensors(`{"a": ${JSON.stringify(a)}, "\\u0061": ${JSON.stringify(a)}}`, noise(8))],
    ['entry-form', safetensors({ a: { dtype: 'F32', shape: [-1], data_offsets: [0, 8] } }, noise(8))],
    ['entry-form', safetensors({ a: { dtype: 'F32', shape: [2], data_offsets: [0] } }, noise(8))],
    ['entry-extra', safetensors({ a: { ...a, more: 1 } }, noise(8))],
    ['dtype-unknown', safetensors({ a: { ...a, dtype: 'F33' } }, noise(8))],
    ['shape-overflow', safetensors({ a: { ...a, shape: [2 ** 40, 2 ** 40] } }, noise(8))],
    ['size-differs', safetensors({ a: { ...a, shape: [3] } }, noise(8))],
    ['offsets-reversed', safetensors({ a: { ...a, data_offsets: [8, 0] } }, noise(8))],
    ['out-of-bounds', safetensors(two, noise(12))],
    ['overlap', safetensors({ ...two, c: { dtype: 'U8', shape: [4], data_offsets: [4, 8] } }, noise(16))],
    ['gap', safetensors({ a, b: { ...a, data_offsets: [40, 48] } }, noise(48))],
    ['trailing-bytes', safetensors({ a }, noise(40))],
    ['unsorted', safetensors({ b: two['b'], a: two['a'] }, noise(16))],
    ['metadata-form', safetensors({ __metadata__: { n: 1 } }, noise(0))],
    ['name-path', safetensors({ '../../etc/x': a }, noise(8))],
    ['name-invisible', safetensors({ 'a\u202eb': a }, noise(8))],
  ])('%s', async (code, file) => {
    expect(await codes(file)).toContain(code);
    const rule = `safetensors.${code}`;
    expect((await inspect(file)).findings.map((finding) => finding.rule)).toContain(rule);
  });

  test('both readings of a duplicate', async () => {
    const file = safetensors(
      `{"a": ${JSON.stringify(a)}, "a": {"dtype": "U8", "shape": [8], "data_offsets": [0, 8]}}`,
      noise(8),
    );
    const [fact] = oddities(await read(file));
    expect(fact?.readings.map(({ sees }) => plain(sees).includes('U8'))).toEqual([false, true]);
    expect(tensors(await read(file)).map(({ dtype }) => dtype)).toEqual(['float32', 'uint8']);
  });

  test('a program behind the object of the header is found', async () => {
    const file = safetensors('{}', CALLS_SYSTEM);
    file[0] = 2 + CALLS_SYSTEM.length;
    const report = await inspect(file);
    expect([report.verdict, report.status]).toEqual(['can-run-code', 'partial']);
    const hit = report.findings.find(({ rule }) => rule === 'pickle.call.process');
    expect(hit?.place.offset).toBeGreaterThanOrEqual(8 + 2);
  });

  test('a program in a gap is found, told with its offset and not called clean', async () => {
    const gap = new Uint8Array(64 + CALLS_SYSTEM.length);
    gap.set(noise(64));
    const header = { a, b: { ...a, data_offsets: [8 + CALLS_SYSTEM.length, 16 + CALLS_SYSTEM.length] } };
    const data = new Uint8Array(16 + CALLS_SYSTEM.length);
    data.set(CALLS_SYSTEM, 8);
    const file = safetensors(header, data);
    const report = await inspect(file);
    const base = file.length - data.length;
    expect(report.verdict).toBe('can-run-code');
    const hit = report.findings.find(({ rule }) => rule === 'pickle.call.process');
    expect(hit?.place.offset).toBeGreaterThanOrEqual(base + 8);
    expect(report.findings.find(({ rule }) => rule === 'safetensors.gap')?.place).toMatchObject({
      offset: base + 8,
      length: CALLS_SYSTEM.length,
    });
  });
});

test('hostile bytes: no exception, no reader that gave up, every byte in the map', async () => {
  const good = safetensors({ __metadata__: { k: 'v' }, ...vectors('a', 'b', 'c') }, noise(24));
  const broken = fc.oneof(
    fc
      .uint8Array({ maxLength: 200 })
      .map((tail) => safetensors('{"a":{"dtype":"F32","data_offsets":[0,1],"shape":[', tail)),
    fc.nat(good.length).map((cut) => good.slice(0, cut)),
    fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }).map((flips) => {
      const file = good.slice();
      for (const [at, byte] of flips) file[at] = byte;
      return file;
    }),
  );
  await fc.assert(
    fc.asyncProperty(broken, async (file) => {
      const { facts, coverage } = await read(file);
      expect(facts.filter((fact) => fact.kind === 'problem' && fact.problem === 'reader-failed')).toEqual([]);
      expect(coverage.segments.reduce((sum, { length }) => sum + length, 0)).toBe(file.length);
    }),
    { numRuns: 150 },
  );
});
