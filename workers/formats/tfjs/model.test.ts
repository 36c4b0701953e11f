import { expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (value: unknown, name = 'model.json'): Promise<Report> =>
  inspectBytes(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)), name, engine);
const told = async (value: unknown): Promise<string[]> =>
  (await inspect(value)).findings.map(({ rule, severity }) => `${severity} ${rule}`);

const KERNEL = { name: 'dense/kernel', shape: [4, 2], dtype: 'float32' };
const manifest = (paths: unknown = ['group1-shard1of1.bin'], ...weights: unknown[]): unknown[] => [
  { paths, weights: weights.length === 0 ? [KERNEL] : weights },
];
const layer = (class_name: string, config: object = {}): object => ({ class_name, config });
const layers = (...list: object[]): object => ({
  format: 'layers-model',
  generatedBy: 'keras v2.4.0',
  convertedBy: 'TensorFlow.js Converter v3.7.0',
  modelTopology: { keras_version: '2.4.0', model_config: layer('Sequential', { layers: list }) },
  weightsManifest: manifest(),
});
const graph = (...ops: string[]): object => ({
  format: 'graph-model',
  modelTopology: { node: ops.map((op, i) => ({ name: `n${i.toString()}`, op, input: [], attr: {} })), library: {} },
  weightsManifest: manifest(),
});

test.each<[string, unknown]>([
  ['of layers', layers(layer('Dense', { units: 2 }))],
  ['of a graph', graph('Placeholder', 'Const', '_FusedConv2D', 'Identity')],
  ['that names no format', { modelTopology: {}, weightsManifest: manifest() }],
  ['without layers', { weightsManifest: manifest() }],
  ['that is a manifest alone', manifest()],
  ['whose manifest is long', manifest(['a.bin'], ...Array.from({ length: 500 }, () => KERNEL))],
])('a model %s is one of TensorFlow.js, whatever it is called', async (_, model) => {
  const report = await inspect(model, 'a.json');
  expect([report.file.format, report.verdict, report.status]).toEqual(['tfjs', 'nothing-runs', 'complete']);
  expect(report.tensors?.listed?.[0]).toEqual({ name: 'dense/kernel', dtype: 'float32', shape: [4, 2] });
  expect(report.findings).toEqual([]);
});

test('its beginning tells, or what it is read as does', async () => {
  const late = { userDefinedMetadata: 'x'.repeat(5000), ...graph('ReadFile') };
  expect((await inspect(late)).file.format).toBe('json');
  expect(await told(late)).toEqual(['medium tensorflow.read']);
});

test.each<unknown>([
  { format: 'pt', weights: [] },
  { modelTopology: 'x', weightsManifest: {} },
  { weightsManifest: [{ paths: ['../x'] }] },
  [{ weights: [{ name: 'w' }] }],
  [[{ weights: [KERNEL] }]],
  { weights: [KERNEL] },
])('other JSON is none: %j', async (value) => {
  const report = await inspect(value);
  expect([report.file.format, report.tensors]).toEqual(['json', null]);
});

test('weights have the type they are stored with', async () => {
  const quantization = { dtype: 'uint8', scale: 0.1, min: -1 };
  const words = { name: 'words', shape: [3], dtype: 'string' };
  const report = await inspect({
    weightsManifest: manifest(['a', 'b'], { ...KERNEL, quantization }, words, { ...KERNEL, shape: [] }),
  });
  expect(report.tensors?.dtypes).toEqual([
    { dtype: 'uint8', count: 1, bytes: 8 },
    { dtype: 'float32', count: 1, bytes: 4 },
    { dtype: 'string', count: 1, bytes: 0 },
  ]);
});

test.each([
  '../../x.bin',
  '/etc/passwd',
  'https://example.org/x.bin',
  '\\\\host\\x.bin',
  'a/../../x',
  'C:\\x',
  '%2e%2E/x.bin',
  '.\t./x.bin',
  ' https:example.org/x',
])('a file of weights elsewhere is told: %j', async (path) => {
  const report = await inspect({ weightsManifest: manifest(['a.bin', path]) });
  expect(report.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['medium tfjs.outside']);
  expect(report.verdict).toBe('review');
});

test.each(['./weights.bin', 'shards/a.bin', 'a..bin', '..bin', 'a.bin?x=1', 'https.bin'])(
  '%s is in the folder',
  async (path) => {
    expect(await told({ weightsManifest: manifest([path]) })).toEqual([]);
  },
);

test.each<[string, unknown]>([
  ['overflows', [2 ** 40, 2 ** 40]],
  ['overflows by far', Array.from({ length: 64 }, () => 1e300)],
  ['is less than nothing', [-1]],
  ['is a part', [1.5]],
  ['is no number', ['4', null]],
  ['is no list', 4],
  ['has too many dimensions', Array.from({ length: 65 }, () => 1)],
  ['is missing', undefined],
])('a shape that %s is told', async (_, shape) => {
  const report = await inspect({ weightsManifest: manifest(['a'], KERNEL, { ...KERNEL, name: 'odd', shape }) });
  expect(report.findings.map(({ rule, title }) => [rule, plain(title)])).toEqual([
    ['tfjs.shape', 'A weight has a shape that cannot be: odd'],
  ]);
  expect(report.tensors?.count).toBe(1);
});

test('layers are judged as those of Keras', async () => {
  const lambda = layer('Lambda', { function: ['4wEAAAA=', null, null], function_type: 'lambda' });
  const foreign = { ...layer('Thing'), module: 'other.place' };
  const rules = await told(layers(lambda, foreign, { ...layer('system'), module: 'os' }));
  expect(rules).toEqual(['critical keras.call', 'high keras.bytecode', 'medium keras.foreign']);
});

test.each([
  ['WriteFile', 'high tensorflow.write'],
  ['ReadFile', 'medium tensorflow.read'],
  ['DataServiceDatasetV2', 'medium tensorflow.network'],
  ['PyFunc', 'medium tensorflow.python'],
])('the operator %s is told', async (op, rule) => {
  expect(await told(graph('Placeholder', op, 'RestoreV2'))).toEqual([rule]);
});

test('what is cut off, or of another type, is read as far as it goes', async () => {
  const text = JSON.stringify({ ...layers(layer('Lambda')), signature: { inputs: {} } });
  for (let end = 0; end < text.length; end += 7) {
    const { problems } = await inspect(text.slice(0, end));
    expect(problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
  }
  const odd = [null, 1, 'x', [], {}, [[]], [null], true, [{}], { paths: 1, weights: 2 }];
  for (const value of odd) {
    const models = [
      { format: value, weightsManifest: value },
      { format: 'graph-model', modelTopology: value, weightsManifest: [value] },
      { format: 'graph-model', modelTopology: { node: [value, { op: value, name: value }] } },
      { weightsManifest: [{ paths: value, weights: value }] },
      { weightsManifest: manifest([value], { name: value, shape: value, dtype: value, quantization: value }) },
      [{ paths: value, weights: [{ ...KERNEL, dtype: value, quantization: { dtype: value } }] }],
    ];
    for (const model of models) {
      const { problems } = await inspect(model);
      expect(problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
    }
  }
});
