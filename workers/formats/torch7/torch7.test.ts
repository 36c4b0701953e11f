import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: readonly number[]): Promise<Report> => inspectBytes(Uint8Array.from(bytes), 'm.t7', engine);
const told = async (bytes: readonly number[]): Promise<string[]> =>
  (await inspect(bytes)).findings.map(({ rule, severity }) => `${rule} ${severity}`);

const letters = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const int = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >> 24) & 255];
const long = (value: number): number[] => [...int(value), ...int(0)];
const word = (text: string): number[] => [...int(text.length), ...letters(text)];
const text = (value: string): number[] => [...int(2), ...word(value)];
const table = (index: number, ...items: readonly (readonly number[])[]): number[] => [
  ...int(3), ...int(index), ...int(items.length / 2), ...items.flat(),
]; // prettier-ignore
const object = (index: number, name: string, rest: readonly number[]): number[] => [
  ...int(4), ...int(index), ...word('V 1'), ...word(name), ...rest,
]; // prettier-ignore
const storage = (index: number, count: number): number[] =>
  object(index, 'torch.FloatStorage', [...long(count), ...Array<number>(count * 4).fill(1)]);
const tensor = (index: number, shape: readonly number[], rest: readonly number[]): number[] =>
  object(index, 'torch.FloatTensor', [
    ...int(2),
    ...shape.flatMap(long),
    ...long(shape[1] ?? 1),
    ...long(1),
    ...long(1),
    ...rest,
  ]);
const CODE = letters('\x1bLJ\x02\n');
const FUNCTION = [
  ...int(8),
  ...int(9),
  ...int(CODE.length),
  ...CODE,
  ...table(10, [...int(1), ...Array<number>(8).fill(0)], int(0)),
];

test('an ordinary module: its tensors, by name, and nothing else', async () => {
  const model = object(
    1,
    'nn.Linear',
    table(
      2,
      text('weight'),
      tensor(3, [2, 3], storage(4, 6)),
      text('bias'),
      tensor(5, [1, 6], [...int(4), ...int(4)]),
      text('train'),
      [...int(5), ...int(1)],
    ),
  );
  const report = await inspect(model);
  expect([report.verdict, report.status, report.findings]).toEqual(['nothing-runs', 'complete', []]);
  expect(report.tensors?.count).toBe(2);
  expect(report.coverage.segments.filter(({ kind }) => kind === 'weights').map(({ length }) => length)).toEqual([24]);
  expect(report.coverage.accounted).toBe(model.length);
});

test('bytecode, wherever it stands, with its place', async () => {
  const model = table(1, text('a'), [...int(5), ...int(0)], text('apply'), FUNCTION);
  const { findings, verdict } = await inspect(model);
  expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(['lua.function high']);
  const { offset, length } = findings[0]?.place ?? { offset: 0, length: 0 };
  expect([verdict, model.slice(offset, offset + length)]).toEqual(['can-run-code', CODE]);
  expect(await told(FUNCTION)).toEqual(['lua.function high']);
  expect(await told([...int(6), ...int(CODE.length), ...CODE, ...table(2, text('a'), int(0))])).toEqual([
    'lua.function high',
  ]);
  expect(await told(model.slice(0, -30))).toContain('lua.function high');
});

test('classes of one’s own are told once', async () => {
  const own = (index: number): number[] => object(index, 'my.Layer', table(index + 1, text('x'), int(0)));
  expect(await told(table(1, text('a'), own(2), text('b'), own(4)))).toEqual(['lua.class note']);
});

test('words say the same as bytes', async () => {
  const words =
    '4\n1\n3\nV 1\n9\nnn.Linear\n3\n2\n2\n2\n6\nweight\n4\n3\n3\nV 1\n17\ntorch.FloatTensor\n1\n2\n1\n1\n4\n4\n3\nV 1\n18\ntorch.FloatStorage\n2\n0.5 nan\n2\n1\nf\n8\n5\n4\n\x1bLJ\x02\n3\n6\n0\n';
  const report = await inspect(letters(words));
  expect([report.status, report.tensors?.count, report.coverage.accounted]).toEqual(['complete', 1, words.length]);
  expect(report.findings.map(({ rule }) => rule)).toEqual(['lua.function']);
});

test('damaged ones end', async () => {
  const whole = table(1, text('w'), tensor(3, [2, 3], storage(4, 6)), text('f'), FUNCTION);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), async (at, value, cut) => {
      const report = await inspect(whole.with(at, value).slice(0, cut));
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      expect(report.coverage.accounted).toBeLessThanOrEqual(cut);
      if (report.verdict === 'nothing-runs') expect(report.status).toBe('complete');
    }),
    { numRuns: 150 },
  );
});
