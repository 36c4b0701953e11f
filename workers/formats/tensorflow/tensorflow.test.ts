import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { field } from '../../lang/protobuf/build.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: readonly number[] | Uint8Array, name = 'saved_model.pb'): Promise<Report> =>
  inspectBytes(Uint8Array.from(bytes), name, engine);

const attr = (key: string, value: readonly number[]): number[] => field(5, [...field(1, key), ...field(2, value)]);
const node = (name: string, op: string, inputs: readonly string[] = [], ...attrs: readonly number[][]): number[] => [
  ...field(1, name),
  ...field(2, op),
  ...inputs.flatMap((input) => field(3, input)),
  ...attrs.flat(),
];
const text = (name: string, value: string): number[] =>
  node(name, 'Const', [], attr('value', field(8, [...field(1, 7), ...field(8, value)])));
const call = (name: string, inputs: readonly string[], to: string): number[] =>
  node(name, 'StatefulPartitionedCall', inputs, attr('f', field(10, field(1, to))));
const fn = (name: string, args: readonly string[], ...nodes: readonly number[][]): number[] =>
  field(1, [
    ...field(1, [...field(1, name), ...args.flatMap((arg) => field(2, field(1, arg)))]),
    ...nodes.flatMap((one) => field(3, one)),
  ]);

/** A SavedModel of nodes, functions and what else is in its graph's description. */
function model(
  nodes: readonly number[][],
  functions: readonly number[][] = [],
  more: readonly number[] = [],
): number[] {
  const graph = [...nodes.flatMap((one) => field(1, one)), ...field(2, functions.flat())];
  return [...field(1, 1), ...field(2, [...field(1, field(1, 'AddV2')), ...field(2, graph), ...more])];
}

async function told(...parts: Parameters<typeof model>): Promise<string[]> {
  const report = await inspect(model(...parts));
  expect(report).toMatchObject({ status: 'complete', file: { formatName: 'TensorFlow SavedModel' } });
  return report.findings.map(({ rule, severity }) => `${rule} ${severity}`);
}

test('operators that compute, and those that keep the model’s own variables', async () => {
  expect(await told([node('n', 'MatMul')])).toEqual([]);
  expect(await told([node('p', 'Placeholder'), node('s', 'SaveV2', ['p']), node('r', 'RestoreV2', ['p'])])).toEqual([]);
  // What TensorFlow 1 writes: the name of a checkpoint, and one beside it.
  const own = [text('c', 'model'), node('d', 'PlaceholderWithDefault', ['c']), node('s', 'SaveV2', ['d'])];
  expect(await told(own)).toEqual([]);
});

test('files, other machines and Python, in the graph and in its functions', async () => {
  expect(await told([node('n', 'WriteFile')])).toEqual(['tensorflow.write high']);
  expect(await told([], [fn('f', [], node('n', 'ReadFile'))])).toEqual(['tensorflow.read medium']);
  expect(await told([node('n', 'EagerPyFunc')])).toEqual(['tensorflow.python medium']);
  expect(await told([node('n', 'DataServiceDatasetV4')])).toEqual(['tensorflow.network medium']);
});

test('also in a model that leaves its version and its description out', async () => {
  const graph = field(1, node('bad', 'PyFunc'));
  for (const bare of [field(2, field(2, graph)), field(2, graph), graph]) {
    const report = await inspect(bare);
    expect([report.status, report.findings.map(({ rule }) => rule)]).toEqual(['complete', ['tensorflow.python']]);
  }
});

test('saving where the file says, however the path gets there', async () => {
  const path = text('c', '/etc/cron.d/x');
  expect(await told([path, node('s', 'SaveV2', ['c:output:0'])])).toEqual(['tensorflow.write high']);
  expect(await told([path, call('k', ['c'], 'f')], [fn('f', ['a'], node('s', 'SaveV2', ['a']))])).toEqual([
    'tensorflow.write high',
  ]);
  const parts = [text('e', ''), text('a', '/etc'), text('b', 'x'), node('j', 'StringJoin', ['e', 'a', 'b'])];
  expect(await told([...parts, node('s', 'SaveV2', ['j'])])).toEqual(['tensorflow.write high']);
  const packed = [text('c', 'L2V0Yw'), node('d', 'DecodeBase64', ['c']), node('s', 'RestoreV2', ['d'])];
  expect(await told(packed)).toEqual(['tensorflow.read medium']);
  const around = [node('a', 'Identity', ['b']), node('b', 'Identity', ['a']), node('s', 'SaveV2', ['a'])];
  expect(await told(around)).toEqual([]);
});

test('printing is ordinary, printing into a file is not', async () => {
  const print = (to: string): number[] => node('n', 'PrintV2', [], attr('output_stream', field(2, to)));
  expect(await told([print('stderr')])).toEqual([]);
  expect(await told([print('file:///tmp/x')])).toEqual(['tensorflow.write high']);
});

test('operators of other libraries are told once, functions of the model are its own', async () => {
  expect(await told([node('a', 'SentencepieceOp'), node('b', 'SentencepieceOp')])).toEqual(['tensorflow.foreign low']);
  expect(await told([node('a', 'twice')], [fn('twice', [])])).toEqual([]);
});

test('a vocabulary is the model’s own when it is one of its assets', async () => {
  const nodes = [text('v', '/home/me/vocab.txt'), node('t', 'InitializeTableFromTextFileV2', ['h', 'v'])];
  const asset = (name: string): number[] => field(6, [...field(1, field(1, 'v:0')), ...field(2, name)]);
  expect(await told(nodes, [], asset('vocab.txt'))).toEqual([]);
  expect(await told(nodes)).toEqual(['tensorflow.read medium']);
  expect(await told([], [], asset('../../x'))).toEqual(['tensorflow.outside high']);
});

test('a place is where the node stands', async () => {
  const bytes = model([node('first', 'Add'), node('second', 'WriteFile')]);
  const { offset, length } = (await inspect(bytes)).findings[0]?.place ?? { offset: 0, length: 0 };
  expect(String.fromCharCode(...bytes.slice(offset, offset + length))).toBe('\n\x06second\x12\tWriteFile');
});

test('constants are listed under their node, and held against their shape', async () => {
  const constant = (bytes: number): number[] => {
    const shape = field(2, [...field(2, field(1, 2)), ...field(2, field(1, 40))]);
    const tensor = [...field(1, 1), ...shape, ...field(4, Array<number>(bytes).fill(1))];
    return node('layer/w', 'Const', [], attr('value', field(8, tensor)));
  };
  const report = await inspect(model([constant(320), constant(316)]));
  expect(report).toMatchObject({ verdict: 'review', status: 'complete', tensors: { count: 2 } });
  expect(report.findings.map(({ rule }) => rule)).toEqual(['tensorflow.size']);
  const weights = report.coverage.segments.filter(({ kind }) => kind === 'weights');
  expect(weights.map(({ length }) => length)).toEqual([320, 316]);
});

test('Keras layers that carry code, in the object graph and in keras_metadata.pb', async () => {
  const layer =
    '{"class_name":"Lambda","config":{"function":{"class_name":"__tuple__","items":["4wEA",null,null]},"function_type":"lambda"}}';
  const object = field(4, [...field(1, '_tf_keras_layer'), ...field(3, layer)]);
  const rules = (report: Report): string[] => report.findings.map(({ rule }) => rule);
  expect(rules(await inspect(model([], [], field(7, field(1, object)))))).toEqual(['keras.bytecode']);
  const saved = field(1, [...field(2, 0), ...field(3, 'root'), ...field(4, '_tf_keras_layer'), ...field(5, layer)]);
  const report = await inspect(saved, 'keras_metadata.pb');
  expect(report.file.formatName).toBe('Keras metadata of a SavedModel');
  expect(rules(report)).toEqual(['keras.bytecode']);
  const found = report.findings[0]?.place;
  expect(String.fromCharCode(...saved.slice(found?.offset, (found?.offset ?? 0) + 6))).toBe('"4wEA"');
});

test('programs of another language are not read, and fields the format does not have are not understood', async () => {
  const xla = await inspect(model([node('n', 'XlaCallModule')]));
  expect(xla).toMatchObject({ verdict: 'not-known', problems: [{ kind: 'unsupported' }] });
  const more = await inspect([...model([node('n', 'Add')]), ...field(99, 'more')]);
  expect(more).toMatchObject({ verdict: 'not-known', status: 'partial' });
  expect(more.coverage.size - more.coverage.accounted).toBe(7);
});

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));

test.each([
  ['quiet.pb', 'saved_model.pb', 'TensorFlow SavedModel', 17],
  ['frozen.pb', 'frozen.pb', 'TensorFlow graph (GraphDef)', 1],
  ['model.meta', 'model.meta', 'TensorFlow graph of a checkpoint', 6],
  ['variables.index', 'variables.index', 'Index of a TensorFlow checkpoint', 2],
  ['fingerprint.pb', 'fingerprint.pb', 'Fingerprint of a SavedModel', 0],
])('%s of TensorFlow is understood to the last byte', async (name, as, formatName, tensors) => {
  const report = await inspect(fixture(name), as);
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [], file: { formatName } });
  expect(report.tensors?.count ?? 0).toBe(tensors);
  expect(report.coverage.accounted).toBe(report.coverage.size);
});

test('a model that reads a file says which', async () => {
  const report = await inspect(fixture('reads.pb'));
  expect(report).toMatchObject({ verdict: 'review', status: 'complete' });
  expect(report.findings.map(({ rule }) => rule)).toEqual(['tensorflow.read']);
  expect(JSON.stringify(report.findings[0]?.what)).toContain('/etc/hostname');
});

test.each([['quiet.pb'], ['frozen.pb'], ['model.meta'], ['variables.index'], ['fingerprint.pb']])(
  'a damaged %s is read without a fault',
  async (name) => {
    const whole = fixture(name);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(damage, fc.integer({ min: 1, max: whole.length }), async (changes, end) => {
        const bytes = whole.slice(0, end);
        for (const [at, value] of changes) if (at < end) bytes[at] = value;
        const report = await inspect(bytes, name);
        expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
        expect(report.coverage.accounted).toBeLessThanOrEqual(report.coverage.size);
        const isWhole = report.coverage.accounted === report.coverage.size;
        expect(report.status === 'complete').toBe(isWhole && report.problems.length === 0);
      }),
      { numRuns: 40 },
    );
  },
);

const REAL = new URL(
  '../../../../shared/corpus/basic-pitch/basic_pitch/saved_models/icassp_2022/nmp/saved_model.pb',
  import.meta.url,
);

test.skipIf(!existsSync(REAL))('a real model is understood to the last byte', async () => {
  const report = await inspect(new Uint8Array(readFileSync(REAL)));
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', tensors: { count: 1521 } });
});

test('the numbers beside an index are known by their name only, and no name makes bytes known', async () => {
  const name = 'variables.data-00000-of-00001';
  expect(await inspect(fixture(name), name)).toMatchObject({
    verdict: 'not-known',
    file: { formatName: 'Shard of a TensorFlow checkpoint, by its name' },
    findings: [{ rule: 'problem.unsupported' }],
  });
});
