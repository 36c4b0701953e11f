import { expect, test } from 'vitest';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
async function told(text: string, name: string): Promise<unknown[]> {
  const bytes = new TextEncoder().encode(text);
  const { findings } = await inspectBytes(bytes, name, engine);
  return findings.map(({ severity, rule, place }) => [
    `${severity} ${rule}`,
    new TextDecoder().decode(bytes.subarray(place.offset, place.offset + place.length)),
  ]);
}

test('settings of a Triton repository: what runs, and files from elsewhere', async () => {
  const head =
    '# Größe\nname: "m"\nbackend: "python"\nplatform: "onnxruntime_onnx"\ndefault_model_filename: "m.onnx"\n';
  expect(await told(head, 'config.pbtxt')).toEqual([]);
  const env = 'parameters: { key: "EXECUTION_ENV_PATH", value: { string_value: "$$TRITON_MODEL_DIRECTORY/env.tgz" } }';
  expect(await told(head + env, 'config.pbtxt')).toEqual([
    ['medium huggingface.execution-env', '$$TRITON_MODEL_DIRECTORY/env.tgz'],
  ]);
  expect(await told(`${head}backend: '../../lib'\n`, 'config.pbtxt')).toEqual([
    ['high huggingface.outside-file', '../../lib'],
  ]);
});

test('files that descriptions of models name, from elsewhere', async () => {
  const flavour = (path: string): string =>
    `flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n    model_path: ${path}\n`;
  expect(await told(flavour('model.pkl'), 'MLmodel')).toEqual([]);
  expect(await told(flavour('../../tmp/x.pkl'), 'MLmodel')).toEqual([
    ['high huggingface.outside-file', '../../tmp/x.pkl'],
  ]);
  expect(await told('model:\n  name: m\n  path: /etc/passwd\n', 'Kitfile')).toEqual([
    ['high huggingface.outside-file', '/etc/passwd'],
  ]);
  expect(await told('model:\n  path: /data/model\n', 'train.yaml')).toEqual([]);
});

test('environments of conda: lines for pip, and channels', async () => {
  const env = (channel: string, line: string): string =>
    `name: e\nchannels:\n  - conda-forge\n  - ${channel}\ndependencies:\n- python=3.11\n- pip:\n  - torch==2.0\n  - ${line}\n- numpy\nprefix: /x\n`;
  expect(await told(env('https://conda.anaconda.org/pytorch', 'scipy'), 'conda.yaml')).toEqual([]);
  expect(await told(env('defaults', '--index-url http://x.example/simple'), 'conda.yaml')).toEqual([
    ['high text.requirement-host', '  - --index-url http://x.example/simple'],
  ]);
  expect(await told(env('http://x.example/c', '"scipy"'), 'environment.yml')).toEqual([
    ['high text.requirement-host', '  - http://x.example/c'],
  ]);
});
