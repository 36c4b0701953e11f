import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyse, type Analysis } from '../../analyse/analyse.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const read = (file: Uint8Array, name = 'flax_model.msgpack'): Promise<Analysis> =>
  analyse(bytesSource(file, name), engine);
const codes = ({ facts }: Analysis): string[] => facts.flatMap((fact) => (fact.kind === 'oddity' ? [fact.code] : []));
const ordinary = Uint8Array.from(readFileSync(new URL('fixtures/ordinary.msgpack', import.meta.url)));
const raw = (...parts: (string | number)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : Array.from(part, (letter) => letter.charCodeAt(0)))),
  );
/** {"a": ext(code, content)} */
const ext = (code: number, content: Uint8Array): Uint8Array =>
  Uint8Array.from([...raw(0x81, 0xa1, 'a', 0xc7, content.length, code), ...content]);
const array = (shape: number, bytes: number): Uint8Array =>
  raw(0x93, 0x91, shape, 0xa7, 'float32', 0xc4, bytes, ...new Array<number>(bytes).fill(0));

test('what flax writes: a tensor table and nothing to say, whatever it is called', async () => {
  for (const name of ['flax_model.msgpack', 'checkpoint']) {
    const report = await inspectBytes(ordinary, name, engine);
    expect([report.verdict, report.status, report.findings, report.file.format]).toEqual([
      'nothing-runs',
      'complete',
      [],
      'flax',
    ]);
  }
  const tensors = (await read(ordinary)).facts.filter((fact) => fact.kind === 'tensor');
  expect(tensors.map(({ name, dtype, shape, bytes }) => [name, dtype, shape, bytes])).toEqual([
    ['params.dense.kernel', 'float32', [3, 4], 48],
    ['params.dense.bias', 'float32', [4], 16],
    ['params.scale', 'float64', [], 8],
  ]);
});

test.each<[string, Uint8Array]>([
  ['ext-unknown', ext(42, raw('whatever'))],
  ['array-form', ext(1, raw(0x93, 1, 2, 3))],
  ['size-differs', ext(1, array(3, 4))],
  ['trailing-bytes', Uint8Array.from([...ext(1, array(1, 4)), ...raw('more bytes that nobody expects')])],
])('%s is told', async (code, file) => {
  expect(codes(await read(file))).toContain(code);
  expect((await inspectBytes(file, 'm.msgpack', engine)).findings.map(({ rule }) => rule)).toContain(`flax.${code}`);
});

test('MessagePack of other writers is known by its end, and what its bytes hide is found', async () => {
  const plain = raw(0x82, 0xa6, 'params', 0x81, 0xa5, 'layer', 0xc4, 3, 1, 2, 3, 0xa4, 'step', 7);
  const report = await inspectBytes(plain, 'state', engine);
  expect([report.verdict, report.status, report.file.format]).toEqual(['nothing-runs', 'complete', 'msgpack']);
  expect((await inspectBytes(plain.slice(0, -1), 'state', engine)).verdict).toBe('not-known');
  const program = raw("cos\nsystem\n(S'x'\ntR.");
  const hiding = Uint8Array.from([...raw(0x81, 0xa1, 'a', 0xc4, program.length), ...program]);
  expect((await inspectBytes(hiding, 'state', engine)).programs).toHaveLength(1);
});

test('a file that was cut is no clean one', async () => {
  const report = await inspectBytes(ordinary.slice(0, -3), 'flax_model.msgpack', engine);
  expect([report.status, report.verdict]).toEqual(['partial', 'not-known']);
});

test('depth is limited, not the stack', async () => {
  const file = Uint8Array.from([
    ...ext(1, array(1, 4)).with(0, 0x82),
    ...raw(0xa1, 'b'),
    ...new Array<number>(100_000).fill(0x91),
    0,
  ]);
  const { facts } = await read(file);
  expect(facts.some((fact) => fact.kind === 'problem' && fact.problem === 'limit')).toBe(true);
});

test('hostile bytes: no exception, no reader that gave up, every byte in the map', async () => {
  const broken = fc.oneof(
    fc.nat(ordinary.length).map((cut) => ordinary.slice(0, cut)),
    fc.array(fc.tuple(fc.nat(ordinary.length - 1), fc.nat(255)), { maxLength: 6 }).map((flips) => {
      const file = ordinary.slice();
      for (const [at, byte] of flips) file[at] = byte;
      return file;
    }),
    fc.uint8Array({ maxLength: 100 }).map((tail) => Uint8Array.from([...raw(0x82, 0xa1, 'a'), ...tail])),
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
