import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { safetensors, vectors } from '../formats/safetensors/build-safetensors.ts';
import { CALLS_SYSTEM, stateDict } from '../formats/torch/build-checkpoint.ts';
import { zip } from '../containers/zip/build-zip.ts';
import { Inspector } from '../headless/inspect-path.ts';
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
    ['high folder.shard-path', { 'model.safetensors.index.json': index({ a: '../../x.safetensors' }) }],
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
    const report = await inspect({ 'model.safetensors.index.json': index({ a: '../../x.safetensors' }) });
    expect(report.verdict).toBe('can-run-code');
    expect(report.files?.[0]?.verdict).toBe('nothing-runs');
  });
});
