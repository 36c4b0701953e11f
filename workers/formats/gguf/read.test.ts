import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyse, type Analysis } from '../../analyse/analyse.ts';
import type { Fact } from '../../facts.ts';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { gguf, type GgufTensor, GgufWriter, textValue } from './build-gguf.ts';

const engine = instantiate(loadModule());
const inspect = (file: Uint8Array): Promise<Report> => inspectBytes(file, 'model.gguf', engine);
const read = (file: Uint8Array): Promise<Analysis> => analyse(bytesSource(file, 'model.gguf'), engine);
const of = <K extends Fact['kind']>({ facts }: Analysis, kind: K): Extract<Fact, { kind: K }>[] =>
  facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
const codes = async (file: Uint8Array): Promise<string[]> => of(await read(file), 'oddity').map(({ code }) => code);
const vector = (name: string, offset = 0n, more: Partial<GgufTensor> = {}): GgufTensor => ({
  name,
  shape: [8n],
  type: 0,
  offset,
  ...more,
});
const u32 = (value: number): Uint8Array => new GgufWriter().u32(value).bytes();
const found = ({ findings }: Report): string[] => findings.map(({ severity, rule }) => `${severity} ${rule}`);
const DATA = new Uint8Array(32).fill(7);

describe('what the library writes', () => {
  test.each(['ordinary.gguf', 'big-endian.gguf'])('%s says nothing but its tensors', async (name) => {
    const file = readFileSync(new URL(`fixtures/${name}`, import.meta.url));
    const report = await inspect(file);
    const told = name === 'big-endian.gguf' ? ['note gguf.byte-order'] : [];
    expect([report.verdict, report.status, found(report)]).toEqual(['nothing-runs', 'complete', told]);
    const analysis = await read(file);
    expect(of(analysis, 'tensor').map((fact) => [fact.name, fact.dtype, fact.shape, fact.bytes])).toEqual([
      ['token_embd.weight', 'float32', [3, 4], 48],
      ['half.weight', 'float16', [2, 32], 128],
      ['q.weight', 'Q8_0', [2, 32], 68],
    ]);
    const values = new Map(of(analysis, 'metadata').map(({ key, type, value }) => [key, [type, plain(value)]]));
    expect(values.get('general.architecture')).toEqual(['string', 'llama']);
    expect(values.get('test.wide')).toEqual(['u64', '9223372036854775808']);
    expect(values.get('test.float')).toEqual(['f32', '1.5']);
    expect(values.get('tokenizer.ggml.tokens')).toEqual(['array of 3 string', '<s>, </s>, hé']);
    expect(of(analysis, 'template')).toMatchObject([{ name: 'default', stop: null }]);
  });

  test.each([1, 2, 3])('version %d', async (version) => {
    const file = gguf({ version, values: [['k', 8, textValue('v', version)]], tensors: [vector('a')], data: DATA });
    const report = await inspect(file);
    const told = version === 1 ? ['note gguf.version-old'] : [];
    expect([report.verdict, found(report), report.tensors?.count]).toEqual(['nothing-runs', told, 1]);
  });
});

describe('what converters never write is told', () => {
  const word = (key: string): readonly [string, number, Uint8Array] => [key, 4, u32(1)];
  const nested = new GgufWriter().u32(9).length(1n).u32(4).length(1n).u32(5).bytes();
  test.each<[string, Uint8Array]>([
    ['version', gguf({ version: 9 })],
    ['count', gguf({ counts: [2n ** 62n, 0n] })],
    [
      'count',
      gguf({
        values: [
          [
            'k',
            9,
            new GgufWriter()
              .u32(4)
              .length(2n ** 61n)
              .bytes(),
          ],
        ],
      }),
    ],
    ['cut', gguf({ values: [word('k'.repeat(10))] }).slice(0, 44)],
    ['string-length', gguf({ values: [['k', 8, new GgufWriter().length(2n ** 63n).bytes()]] })],
    ['key-duplicate', gguf({ values: [word('a'), word('a')] })],
    ['key-form', gguf({ values: [word('')] })],
    ['value-type', gguf({ values: [['k', 77, u32(0)]] })],
    ['bool-value', gguf({ values: [['k', 7, Uint8Array.of(2)]] })],
    ['array-nested', gguf({ values: [['k', 9, nested]] })],
    ['alignment', gguf({ values: [['general.alignment', 4, u32(24)]] })],
    ['alignment', gguf({ values: [['general.alignment', 4, u32(0)]] })],
    ['tensor-name', gguf({ tensors: [vector('n'.repeat(64))], data: DATA })],
    ['tensor-duplicate', gguf({ tensors: [vector('a'), vector('a', 32n)], data: new Uint8Array(64) })],
    ['dimensions', gguf({ tensors: [vector('a', 0n, { shape: [1n, 1n, 1n, 1n, 8n] })], data: DATA })],
    ['shape-overflow', gguf({ tensors: [vector('a', 0n, { shape: [2n ** 40n, 2n ** 40n] })], data: DATA })],
    ['tensor-type', gguf({ tensors: [vector('a', 0n, { type: 4 })], data: DATA })],
    ['block-size', gguf({ tensors: [vector('a', 0n, { type: 8 })], data: DATA })],
    ['tensor-offset', gguf({ tensors: [vector('a', 64n)], data: new Uint8Array(96) })],
    ['out-of-bounds', gguf({ tensors: [vector('a', 0n, { shape: [80n] })], data: DATA })],
    ['overlap', gguf({ tensors: [vector('a'), vector('b', 16n)], data: new Uint8Array(64) })],
    ['trailing-bytes', gguf({ tensors: [vector('a')], data: new Uint8Array(96).fill(3) })],
    ['name-path', gguf({ tensors: [vector('../../x')], data: DATA })],
  ])('%s', async (code, file) => {
    expect(await codes(file)).toContain(code);
    expect((await inspect(file)).findings.map(({ rule }) => rule)).toContain(`gguf.${code}`);
  });
});

test('a template that reaches the interpreter is told with the bytes of the attribute', async () => {
  const template = "é{{ cycler.__init__.__globals__.os.popen('id').read() }}";
  const file = gguf({ values: [['tokenizer.chat_template', 8, textValue(template)]] });
  const report = await inspect(file);
  expect(report.verdict).toBe('runs-code');
  const [finding] = report.findings;
  expect(finding?.rule).toBe('template.internal');
  const at = finding?.place.offset ?? 0;
  expect(new TextDecoder().decode(file.subarray(at, at + 9))).toBe('.__init__');
});

test('a long token list is hopped over, not kept', async () => {
  const tokens = new GgufWriter().u32(8).length(20_000n);
  for (let i = 0; i < 20_000; i += 1) tokens.text(`t${i.toString()}`);
  const file = gguf({ values: [['tokenizer.ggml.tokens', 9, tokens.bytes()]], tensors: [vector('a')], data: DATA });
  expect(of(await read(file), 'metadata').find(({ key }) => key.endsWith('tokens'))?.type).toBe(
    'array of 20000 string',
  );
  expect((await inspect(file)).verdict).toBe('nothing-runs');
});

test('hostile bytes: no exception, no reader that gave up, every byte in the map', async () => {
  const good = gguf({
    values: [
      ['a', 8, textValue('b')],
      ['c', 9, new GgufWriter().u32(4).length(2n).u32(1).u32(2).bytes()],
    ],
    tensors: [vector('t')],
    data: DATA,
  });
  const broken = fc.oneof(
    fc.nat(good.length).map((cut) => good.slice(0, cut)),
    fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }).map((flips) => {
      const file = good.slice();
      for (const [at, byte] of flips) file[at] = byte;
      return file;
    }),
    fc.uint8Array({ maxLength: 120 }).map((tail) => Uint8Array.from([...good.subarray(0, 24), ...tail])),
  );
  await fc.assert(
    fc.asyncProperty(broken, async (file) => {
      const { facts, coverage } = await read(file);
      expect(facts.filter((fact) => fact.kind === 'problem' && fact.problem === 'reader-failed')).toEqual([]);
      expect(coverage.segments.reduce((sum, { length }) => sum + length, 0)).toBe(file.length);
    }),
    { numRuns: 200 },
  );
});
