import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { safetensors, vectors } from '../formats/safetensors/build-safetensors.ts';
import { CALLS_SYSTEM, stateDict } from '../formats/torch/build-checkpoint.ts';
import { zip } from '../containers/zip/build-zip.ts';
import { Inspector } from '../headless/inspect-path.ts';
import { field } from '../lang/protobuf/build.ts';
import { plain } from '../report/prose.ts';
import type { Report } from '../report/schema.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const inspector = new Inspector(instantiate(loadModule()));
const root = mkdtempSync(join(tmpdir(), 'folder-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

let count = 0;
async function inspect(
  files: Record<string, string | object | Uint8Array>,
  name = `m${(count += 1).toString()}`,
): Promise<Report> {
  for (const [path, content] of Object.entries(files)) {
    const full = join(root, name, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(
      full,
      content instanceof Uint8Array || typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  return inspector.inspect(join(root, name));
}
const told = (report: Report): string[] =>
  report.findings.filter(({ rule }) => rule.startsWith('folder.')).map(({ rule, severity }) => `${severity} ${rule}`);

const shard = (...names: string[]): Uint8Array => safetensors(vectors(...names), new Uint8Array(8 * names.length));
const checkpoint = (numel: number): Uint8Array =>
  zip([
    {
      name: 'm/data.pkl',
      data: stateDict([{ name: 'a', key: '0', shape: [numel], strides: [1], offset: 0, numel, type: 'FloatStorage' }]),
    },
    { name: 'm/data/0', data: new Uint8Array(4 * numel) },
    { name: 'm/version', data: new TextEncoder().encode('3\n') },
  ]);
const index = (map: Record<string, string>): object => ({ metadata: {}, weight_map: map });

const FIXTURES = join(import.meta.dirname, '../formats/tensorflow/fixtures');
const saved = (): Record<string, Uint8Array> => ({
  'saved_model.pb': readFileSync(join(FIXTURES, 'quiet.pb')),
  'variables/variables.index': readFileSync(join(FIXTURES, 'variables.index')),
  'variables/variables.data-00000-of-00001': readFileSync(join(FIXTURES, 'variables.data-00000-of-00001')),
});

/** A model of ONNX whose one tensor of bytes is in the file beside it. */
function external(length: number, offset = 0): Uint8Array {
  const entries = { location: 'model.onnx.data', offset: offset.toString(), length: length.toString() };
  const tensor = [
    ...field(1, length),
    ...field(2, 2),
    ...field(8, 'w'),
    ...Object.entries(entries).flatMap(([key, value]) => field(13, [...field(1, key), ...field(2, value)])),
    ...field(14, 1),
  ];
  return Uint8Array.from([
    ...field(1, 9),
    ...field(2, 'pytorch'),
    ...field(7, field(5, tensor)),
    ...field(8, field(2, 18)),
  ]);
}

/** Where its one dimension of 64 is written. */
const shapeAt = (bytes: Uint8Array): number => bytes.findIndex((byte, i) => byte === 64 && bytes[i - 1] === 8);

describe('files of bare numbers', () => {
  test('are known by the file that says where each of them is', async () => {
    const report = await inspect(saved());
    expect([report.verdict, report.status]).toEqual(['nothing-runs', 'complete']);
    const numbers = report.files?.find(({ file }) => file.path.includes('.data-'));
    expect(plain(numbers?.summary.detail ?? [])).toContain('the numbers of variables/variables.index and nothing else');
    expect(numbers?.coverage.accounted).toBe(numbers?.file.size);
  });

  test.each([
    ['more than them', (data: Uint8Array) => Uint8Array.from([...data, 1])],
    ['less than them', (data: Uint8Array) => data.subarray(1)],
  ])('are not known when they hold %s', async (_, change) => {
    const files = saved();
    const name = 'variables/variables.data-00000-of-00001';
    const report = await inspect({ ...files, [name]: change(files[name] ?? new Uint8Array()) });
    expect([report.verdict, report.status]).toEqual(['not-known', 'partial']);
  });

  test('of a graph of OpenVINO', async () => {
    const xml =
      '<net name="m" version="11"><layer name="w" type="Const"><data element_type="u8" shape="8" offset="0" size="8"/></layer></net>';
    const data = Uint8Array.from([9, 200, 31, 7, 150, 66, 240, 5]);
    expect((await inspect({ 'm.xml': xml, 'm.bin': data })).verdict).toBe('nothing-runs');
    expect((await inspect({ 'm.xml': xml, 'other.bin': data })).verdict).toBe('not-known');
  });

  test('are not known for lengths that do not fit their tensors', async () => {
    const data = Uint8Array.from({ length: 64 }, (_, i) => 77 + ((i * 91) % 150));
    const fits = external(64);
    const lies = external(64).map((byte, i) => (i === shapeAt(fits) ? 63 : byte));
    expect((await inspect({ 'model.onnx': fits, 'model.onnx.data': data })).verdict).toBe('nothing-runs');
    expect((await inspect({ 'model.onnx': lies, 'model.onnx.data': data })).verdict).toBe('not-known');
  });

  test('keep what is found in them', async () => {
    const data = new Uint8Array(64);
    data.set(CALLS_SYSTEM, 0);
    const report = await inspect({ 'model.onnx': external(data.length), 'model.onnx.data': data });
    expect(report.verdict).toBe('runs-code');
  });

  test('of a model of ONNX, aligned with zeros', async () => {
    const data = Uint8Array.from({ length: 64 }, (_, i) => 77 + ((i * 91) % 150));
    const aligned = new Uint8Array(4096 + 64);
    aligned.set(data, 4096);
    const report = await inspect({ 'model.onnx': external(64, 4096), 'model.onnx.data': aligned });
    expect(report.files?.map(({ verdict }) => verdict)).toEqual(['nothing-runs', 'nothing-runs']);
    aligned[7] = 1;
    expect((await inspect({ 'model.onnx': external(64, 4096), 'model.onnx.data': aligned })).verdict).toBe('not-known');
  });
});

test('an ordinary folder says nothing', async () => {
  const report = await inspect({
    'config.json': { model_type: 'llama', auto_map: undefined },
    'model-00001-of-00002.safetensors': shard('a'),
    'model-00002-of-00002.safetensors': shard('b'),
    'model.safetensors.index.json': index({
      a: 'model-00001-of-00002.safetensors',
      b: 'model-00002-of-00002.safetensors',
    }),
    'tokenizer_config.json': { chat_template: '{{ messages }}' },
    'chat_template.jinja': '{{ messages }}\n',
  });
  expect([report.verdict, report.status, report.findings]).toEqual(['nothing-runs', 'complete', []]);
});

describe('files that disagree', () => {
  test.each<[string, Record<string, string | object | Uint8Array>]>([
    ['low folder.shard-missing', { 'model.safetensors.index.json': index({ a: 'gone.safetensors' }) }],
    [
      'medium folder.shard-tensor',
      { 's.safetensors': shard('b'), 'model.safetensors.index.json': index({ a: 's.safetensors' }) },
    ],
    [
      'medium folder.shard-twice',
      {
        's.safetensors': shard('a'),
        't.safetensors': shard('a', 'b'),
        'model.safetensors.index.json': index({ a: 's.safetensors', b: 't.safetensors' }),
      },
    ],
    [
      'high folder.shard-format',
      { 's.safetensors': CALLS_SYSTEM, 'model.safetensors.index.json': index({ a: 's.safetensors' }) },
    ],
    ['medium folder.weights-differ', { 'pytorch_model.bin': checkpoint(3), 'model.safetensors': shard('a') }],
    [
      'low folder.template-differs',
      { 'tokenizer_config.json': { chat_template: '{{ a }}' }, 'chat_template.jinja': '{{ b }}' },
    ],
    ['low folder.code-missing', { 'config.json': { auto_map: { AutoModel: 'modeling_x.X' } } }],
    [
      'high folder.code-acts',
      {
        'config.json': { auto_map: { AutoModel: 'modeling_x.X' } },
        'modeling_x.py': 'import os\nclass X:\n    def __init__(self):\n        os.system("id")\n',
      },
    ],
    ['high folder.look-alike', { 'config.json': { auto_map: { AutoModel: 'meta-1lama/x--m.X' } } }],
  ])('%s', async (expected, files) => {
    const report = await inspect(files);
    expect(told(report)).toContain(expected);
    const [finding] = report.findings.filter(({ rule }) => rule.startsWith('folder.'));
    expect(finding?.place.length).toBeGreaterThan(0);
    expect(finding?.evidence.kind === 'program' ? '' : finding?.evidence.bytes?.hex).not.toBe('');
  });

  test('the same weights twice say nothing', async () => {
    expect(told(await inspect({ 'pytorch_model.bin': checkpoint(2), 'model.safetensors': shard('a') }))).toEqual([]);
  });

  test('code of another owner than the folder claims', async () => {
    const files = { 'config.json': { auto_map: { AutoModel: 'evil/x--m.X' } } };
    expect(told(await inspect(files, 'models--good--model'))).toContain('medium folder.other-owner');
    expect(
      told(await inspect({ 'config.json': { auto_map: { AutoModel: 'good/x--m.X' } } }, 'models--good--other')),
    ).toEqual([]);
  });

  test('the verdict of the folder counts what its files say about each other', async () => {
    const report = await inspect({
      's.safetensors': shard('b'),
      'model.safetensors.index.json': index({ a: 's.safetensors' }),
    });
    expect(report.verdict).toBe('review');
    expect(report.files?.map(({ verdict }) => verdict)).toEqual(['nothing-runs', 'nothing-runs']);
  });
});
