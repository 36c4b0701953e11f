import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { field } from '../../lang/protobuf/build.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: readonly number[]): Promise<Report> => inspectBytes(Uint8Array.from(bytes), 'm.onnx', engine);

/** A model with one graph. */
const model = (...graph: readonly (readonly number[])[]): number[] => [
  ...field(1, 9),
  ...field(2, 'pytorch'),
  ...field(7, graph.flat()),
  ...field(8, field(2, 18)),
];
const external = (key: string, value: string): number[] => field(13, [...field(1, key), ...field(2, value)]);
const tensor = (...entries: readonly (readonly number[])[]): number[] => [
  ...field(8, 'w'),
  ...entries.flat(),
  ...field(14, 1),
];
const told = async (...graph: readonly (readonly number[])[]): Promise<string[]> =>
  (await inspect(model(...graph))).findings
    .map(({ rule, severity }) => `${rule} ${severity}`)
    .filter((line) => line.startsWith('onnx.'));

test('data beside the model says nothing', async () => {
  expect(
    await told(
      field(
        5,
        tensor(external('location', 'weights/model.bin'), external('offset', '0'), external('prepacked_0', 'x')),
      ),
    ),
  ).toEqual([]);
  expect(await told(field(1, [...field(4, 'Add'), ...field(7, '')]))).toEqual([]);
});

test.each(['../../etc/passwd', '/etc/passwd', 'C:\\x', '\\\\host\\x', 'a/../../b', 'http://host/x'])(
  'data at %s is outside',
  async (location) => {
    expect(await told(field(5, tensor(external('location', location))))).toEqual(['onnx.outside high']);
  },
);

test('wherever a tensor can stand: attributes, subgraphs, sparse ones, functions', async () => {
  const bad = tensor(external('location', '../x'));
  const node = (attribute: readonly number[]): number[] => field(1, [...field(4, 'If'), ...field(5, attribute)]);
  expect(await told(node(field(5, bad)))).toEqual(['onnx.outside high']);
  expect(await told(node(field(6, node(field(10, bad)))))).toEqual(['onnx.outside high']);
  expect(await told(field(15, field(1, bad)))).toEqual(['onnx.outside high']);
  const { findings } = await inspect([...model(), ...field(25, field(7, field(5, field(5, bad))))]);
  expect(findings.map(({ rule }) => rule)).toContain('onnx.outside');
});

test('a field written twice counts as parsers take it, a path without end as none', async () => {
  const twice = field(13, [...field(1, 'location'), ...field(2, 'model.bin'), ...field(2, '../x')]);
  const many = field(1, [...Array.from({ length: 100 }, () => field(4, 'Add')).flat(), ...field(4, 'PyOp')]);
  expect(await told(field(5, tensor(twice)))).toEqual(['onnx.outside high']);
  expect(await told(many)).toEqual(['onnx.python medium']);
  expect(await told(field(5, tensor(external('location', `${'a/'.repeat(3000)}b`))))).toEqual(['onnx.outside high']);
});

test('keys of its own and operators that call Python', async () => {
  expect(await told(field(5, tensor(external('__class__', 'x'))))).toEqual(['onnx.attribute medium']);
  expect(await told(field(1, [...field(4, 'PyOp'), ...field(7, 'ai.onnx.contrib')]))).toEqual(['onnx.python medium']);
});

test('numbers in two places, and files that accelerators made, outside the folder', async () => {
  const both = tensor(external('location', 'w.bin'), field(2, 1), field(1, 2), field(9, '12345678'));
  expect(await told(field(5, both))).toEqual(['onnx.both medium']);
  const node = (path: string): number[] =>
    field(1, [...field(4, 'EPContext'), ...field(5, [...field(1, 'ep_cache_context'), ...field(4, path)])]);
  expect(await told(node('m_qnn.bin'))).toEqual([]);
  expect(await told(node('../../m_qnn.bin'))).toEqual(['onnx.context high']);
});

test('a place is where the entry stands', async () => {
  const bytes = model(field(5, tensor(external('location', '/etc/passwd'))));
  const { findings } = await inspect(bytes);
  const { offset, length } = findings.find(({ rule }) => rule === 'onnx.outside')?.place ?? { offset: 0, length: 0 };
  expect(String.fromCharCode(...bytes.slice(offset, offset + length))).toBe('\n\blocation\x12\v/etc/passwd');
});

test('damaged ones are read without a fault', async () => {
  const whole = model(field(5, tensor(external('location', '../x'))), field(1, [...field(4, 'Add')]));
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
      const report = await inspect(whole.with(at, value));
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      const isWhole = report.coverage.accounted === report.coverage.size;
      expect(report.status === 'complete').toBe(isWhole && report.problems.length === 0);
    }),
    { numRuns: 150 },
  );
});

const REAL = new URL(
  '../../../../shared/corpus/basic-pitch/basic_pitch/saved_models/icassp_2022/nmp.onnx',
  import.meta.url,
);

test('operators of other domains are told once, those the model defines are its own', async () => {
  const foreign = field(1, [...field(4, 'Conv'), ...field(7, 'org.example')]);
  expect(await told(foreign, foreign)).toEqual(['onnx.foreign low']);
  expect(await told(field(1, [...field(4, 'Gelu'), ...field(7, 'com.microsoft')]))).toEqual([]);
  const other = field(1, [...field(4, 'Pool'), ...field(7, 'org.example')]);
  expect(await told(foreign, other)).toEqual(['onnx.foreign low', 'onnx.foreign low']);
  const { findings } = await inspect([
    ...model(foreign),
    ...field(25, [...field(1, 'Conv'), ...field(10, 'org.example')]),
  ]);
  expect(findings).toEqual([]);
});

test('a function stands for its own name only, and more dimensions than are read are told', async () => {
  const foreign = field(1, [...field(4, 'Conv'), ...field(7, 'org.example')]);
  const pool = field(25, [...field(1, 'Pool'), ...field(10, 'org.example')]);
  const { findings } = await inspect([...model(foreign), ...pool]);
  expect(findings.map(({ rule }) => rule)).toEqual(['onnx.foreign']);
  const deep = field(5, [...field(1, Array<number>(65).fill(1)), ...field(2, 1), ...field(8, 'w')]);
  expect((await inspect(model(deep))).problems.map(({ kind }) => kind)).toEqual(['limit']);
});

test('tensors are listed, and a type and shape that need other bytes are told', async () => {
  const raw = (bytes: number): number[] =>
    field(5, [...field(1, [2, 3]), ...field(2, 1), ...field(8, 'layer.w'), ...field(9, Array<number>(bytes).fill(1))]);
  const report = await inspect(model(raw(24), raw(20)));
  expect(report).toMatchObject({ verdict: 'review', status: 'complete', tensors: { count: 2 } });
  expect(report.findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['onnx.size medium']);
  expect(report.coverage.segments.filter(({ kind }) => kind === 'weights').map(({ length }) => length)).toEqual([
    24, 20,
  ]);
});

test('a field the format does not have is not understood', async () => {
  const report = await inspect(model(field(1, field(4, 'Add')), field(99, 'more')));
  expect(report).toMatchObject({ verdict: 'not-known', status: 'partial' });
  expect(report.coverage.size - report.coverage.accounted).toBe(7);
});

test.skipIf(!existsSync(REAL))('a real model is understood to the last byte', async () => {
  const report = await inspectBytes(new Uint8Array(readFileSync(REAL)), 'nmp.onnx', engine);
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', tensors: { count: 102 } });
  expect(report.coverage.accounted).toBe(report.coverage.size);
});
