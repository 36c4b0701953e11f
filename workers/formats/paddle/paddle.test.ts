import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { field } from '../../lang/protobuf/build.ts';
import type { Report } from '../../report/schema.ts';
import { endure } from '../../rules/conformance/endure.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Iterable<number>, name = 'm.pdmodel'): Promise<Report> =>
  inspectBytes(Uint8Array.from(bytes), name, engine);
const fixture = (name: string): number[] => [...readFileSync(new URL(`./fixtures/${name}`, import.meta.url))];
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);

test('an ordinary program and its numbers are understood to the last byte', async () => {
  for (const name of ['plain.pdmodel', 'plain.pdiparams']) {
    const report = await inspect(fixture(name), name);
    expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [] });
    expect(report.coverage.accounted, name).toBe(report.coverage.size);
  }
  const { tensors } = await inspect(fixture('plain.pdiparams'), 'm.pdiparams');
  expect(tensors?.listed?.map(({ dtype, shape }) => [dtype, shape])).toEqual([
    ['float32', [2]],
    ['float32', [3, 2]],
  ]);
});

test('operators that do more than compute, with the place of their text', async () => {
  const bytes = fixture('reaches.pdmodel');
  const report = await inspect(bytes);
  expect(rules(report)).toEqual(['paddle.read high', 'paddle.write high', 'paddle.python medium']);
  const shown = report.findings.map(({ place: { offset, length } }) =>
    String.fromCharCode(...bytes.slice(offset, offset + length)),
  );
  expect(shown.slice(0, 2)).toEqual(['/etc/hostname', '../out']);
  expect([report.verdict, report.coverage.accounted]).toEqual(['can-run-code', bytes.length]);
});

const attribute = (name: string, text: string): number[] =>
  field(4, [...field(1, name), ...field(2, 2), ...field(5, text)]);
const program = (...operators: readonly (readonly number[])[]): number[] => [
  ...field(1, [...field(1, 0), ...field(2, 0), ...operators.flatMap((one) => field(4, one))]),
  ...field(4, field(1, 0)),
];

test('texts belong to the operator they are in', async () => {
  const scale = field(3, 'scale');
  const ordinary = program([...attribute('file_path', '/etc/passwd'), ...scale], field(3, 'load'));
  expect(rules(await inspect(ordinary))).toEqual([]);
  const connects = program([...field(3, 'send'), ...field(4, [...field(1, 'endpoints'), ...field(8, '10.0.0.1:80')])]);
  expect(rules(await inspect(connects))).toEqual(['paddle.connect high']);
});

test('the same as JSON', async () => {
  const op = (name: string, ...texts: readonly [string, string][]): object => ({
    '#': `1.${name}`,
    A: texts.map(([key, text]) => ({ AT: { '#': '0.a_str', D: text }, N: key })),
    I: [],
    O: [],
  });
  const json = (...ops: readonly object[]): string =>
    JSON.stringify({
      base_code: { magic: 'pir', trainable: false, version: 4 },
      program: { regions: [{ blocks: [{ ops }] }] },
    });
  const told = async (text: string): Promise<string[]> =>
    rules(await inspect(new TextEncoder().encode(text), 'm.json'));
  expect(await told(json(op('matmul', ['struct_name', '/Linear/']), op('data', ['name', 'x'])))).toEqual([]);
  expect(await told(json(op('save_combine', ['file_path', '/tmp/x']), op('py_func')))).toEqual([
    'paddle.write high',
    'paddle.python medium',
  ]);
});

test('damaged ones end', async () => {
  await endure(fixture('reaches.pdmodel'), inspect, 60);
  await endure(fixture('plain.pdiparams'), inspect, 80);
  const whole = fixture('plain.pdiparams');
  for (let cut = 17; cut < whole.length; cut += 1)
    if (cut !== 32) expect((await inspect(whole.slice(0, cut))).verdict, cut.toString()).not.toBe('nothing-runs');
});
