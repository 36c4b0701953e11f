import { expect, test } from 'vitest';
import { field } from '../../lang/protobuf/build.ts';
import type { Report } from '../../report/schema.ts';
import { endure } from '../../rules/conformance/endure.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: readonly number[]): Promise<Report> => inspectBytes(Uint8Array.from(bytes), 'm.dnn', engine);
const told = async (bytes: readonly number[]): Promise<string[]> =>
  (await inspect(bytes)).findings.map(({ rule, severity }) => `${rule} ${severity}`);

const value = (number: number, content: Parameters<typeof field>[1]): number[] => [
  ...field(1, 1),
  ...field(2, 6),
  ...field(number, content),
];
const entry = (key: string, of: readonly number[]): number[] => field(2, [...field(1, key), ...field(2, of)]);
const text = (key: string, content: string): number[] => entry(key, value(8, content));
const dictionary = (...entries: readonly (readonly number[])[]): number[] => [...field(1, 1), ...entries.flat()];
/** A model with one function, whose state is the given dictionary. */
const model = (...state: readonly (readonly number[])[]): number[] =>
  dictionary(
    text('type', 'CompositeFunction'),
    entry(
      'primitive_functions',
      value(11, field(1, value(12, dictionary(entry('state', value(12, dictionary(...state))))))),
    ),
    entry(
      'value',
      value(13, [...field(1, 1), ...field(3, field(1, [2])), ...field(4, field(1, Array<number>(8).fill(1)))]),
    ),
  );

test('an ordinary model says nothing, and is understood to the last byte', async () => {
  const bytes = model(text('name', 'f'));
  const report = await inspect(bytes);
  expect([report.verdict, report.status, report.findings]).toEqual(['nothing-runs', 'complete', []]);
  expect([report.tree.format, report.coverage.accounted]).toEqual(['cntk', bytes.length]);
  expect(report.coverage.segments.some(({ kind }) => kind === 'weights')).toBe(true);
});

test.each<[string, number[][], string[]]>([
  [
    'code for a class',
    [text('module', 'os'), text('class', 'path; import os; os.system("id")')],
    ['cntk.source critical'],
  ],
  ['code for a module', [text('class', 'A'), text('module', 'os import path\nprint(1)#')], ['cntk.source critical']],
  ['a long one', [text('module', `${'a'.repeat(5000)};x`), text('class', 'A')], ['cntk.source critical']],
  ['a class', [text('module', 'my.layers'), text('class', 'Clip')], ['cntk.python high']],
  [
    'a library',
    [text('module', 'Evil'), text('deserialize_method', 'make'), entry('native', value(3, 1))],
    ['cntk.native high'],
  ],
  ['the last of two', [text('module', 'os'), text('class', 'a'), text('class', 'b;c')], ['cntk.source critical']],
])('%s', async (_name, state, expected) => {
  const bytes = model(...state);
  const { findings } = await inspect(bytes);
  expect(findings.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual(expected);
  const { offset, length } = findings[0]?.place ?? { offset: 0, length: 0 };
  expect(String.fromCharCode(...bytes.slice(offset, offset + length))).toMatch(/^\n.(?:module|class)/s);
});

test('version 1 is named, and damage ends', async () => {
  const old = await inspect([0x42, 0, 0x43, 0, 0x4e, 0, 0, 0, 1, 2, 3]);
  expect([old.tree.format, old.verdict]).toEqual(['cntk-v1', 'not-known']);
  const whole = model(text('module', 'os'), text('class', 'a;b'));
  expect(await told(whole.slice(0, -20))).toContain('cntk.source critical');
  await endure(whole, inspect, 60);
});
