import { expect, test } from 'vitest';
import { field } from '../../lang/protobuf/build.ts';
import type { Report } from '../../report/schema.ts';
import { endure } from '../../rules/conformance/endure.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Iterable<number>, name = 'm.caffemodel'): Promise<Report> =>
  inspectBytes(Uint8Array.from(bytes), name, engine);
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);
const shownBy = (bytes: readonly number[], { findings }: Report): string[] =>
  findings.map(({ place: { offset, length } }) => String.fromCharCode(...bytes.slice(offset, offset + length)));

const numbers = (count: number): number[] => Array.from({ length: count * 4 }, (_, i) => i % 251);
const blob = (...shape: readonly number[]): number[] =>
  field(7, [...field(7, field(1, shape)), ...field(5, numbers(shape.reduce((all, one) => all * one, 1)))]);
const layer = (name: string, type: string, ...rest: readonly (readonly number[])[]): number[] =>
  field(100, [...field(1, name), ...field(2, type), ...rest.flat()]);
const oldLayer = field(2, [
  ...field(2, 'data'),
  ...field(4, 'conv1'),
  ...field(5, 4),
  ...field(6, [...field(1, 1), ...field(2, 1), ...field(3, 2), ...field(4, 3), ...field(5, numbers(6))]),
]);
const net = (...layers: readonly (readonly number[])[]): number[] => [...field(1, 'net'), ...layers.flat()];
const PYTHON = field(130, [...field(1, 'my.layers'), ...field(2, 'Anchors'), ...field(3, "{'n': 9}")]);

test('ordinary weights: their arrays by name, every byte', async () => {
  const bytes = net(layer('data', 'Input'), layer('conv1', 'Convolution', blob(2, 3), blob(2), field(202, [8, 1])));
  const report = await inspect(bytes);
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [] });
  expect([report.file.format, report.coverage.accounted]).toEqual(['caffe', bytes.length]);
  expect(report.tensors?.listed?.map(({ name, shape }) => [name, shape])).toEqual([
    ['conv1.0', [2, 3]],
    ['conv1.1', [2]],
  ]);
  const old = await inspect(net(oldLayer));
  expect([old.file.format, old.status, old.tensors?.listed?.[0]?.shape]).toEqual(['caffe', 'complete', [1, 1, 2, 3]]);
});

test('a Python class beside weights imports nothing; in a network it does', async () => {
  const bytes = net(layer('a', 'Python', PYTHON, blob(2)), layer('d', 'Data', field(107, field(1, '/data/x'))));
  const report = await inspect(bytes);
  expect([rules(report), report.verdict]).toEqual([['caffe.weights low', 'caffe.outside note'], 'nothing-runs']);
  expect(shownBy(bytes, report)).toEqual([String.fromCharCode(...PYTHON.slice(3)), '/data/x']);
  const text = `name: "é"\nlayer {\n  name: "a"\n  type: "Python"\n  python_param {\n    module: 'os.path'\n    layer: "L"\n  }\n}\n`;
  const written = [...new TextEncoder().encode(text)];
  const padded = text
    .replace('module', `param_str: "}${' '.repeat(60)}" module`)
    .replace(/^/, `#${'x'.repeat(5000)}\n`);
  expect(rules(await inspect(new TextEncoder().encode(padded), 'deploy.prototxt'))).toEqual(['caffe.python high']);
  const network = await inspect(written, 'deploy.prototxt');
  expect(rules(network)).toEqual(['caffe.python high']);
  expect(shownBy(written, network)[0]).toMatch(/^python_param \{[^}]*\}$/);
  const commented = text.replaceAll('\n  ', '\n#  ').replace('#  name', 'name').replace('#  type', 'type');
  expect(rules(await inspect(new TextEncoder().encode(commented), 'deploy.prototxt'))).toEqual([]);
});

test('numbers that do not fit, fields nobody knows, and programs between them', async () => {
  const short = field(7, [...field(7, field(1, [100])), ...field(5, numbers(2))]);
  expect(rules(await inspect(net(layer('a', 'B', short))))).toEqual(['torch.tensor-size low']);
  expect((await inspect(net(layer('a', 'B', blob(2)), field(90, 'x'.repeat(40))))).status).toBe('partial');
  const pickle = 'cos\nsystem\n(S"id"\ntR.';
  expect(rules(await inspect(net(layer('a', 'B', field(150, pickle)))))[0]).toMatch(/^pickle\./);
});

test('damaged ones end', async () => {
  await endure(net(layer('a', 'Python', PYTHON, blob(2, 3))), inspect, 80);
  await endure(net(oldLayer), inspect, 40);
});
