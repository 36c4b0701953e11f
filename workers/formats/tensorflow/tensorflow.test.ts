import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { field } from '../../lang/protobuf/build.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const node = (type: string): number[] => [...field(1, 'n'), ...field(2, type)];

/** A SavedModel whose graph has one node, and whose library a function with another. */
async function told(type: string, inFunction = 'AddV2'): Promise<string[]> {
  const library = field(2, field(1, [...field(1, field(1, 'f')), ...field(3, node(inFunction))]));
  const meta = [...field(1, field(1, field(1, 'AddV2'))), ...field(2, [...field(1, node(type)), ...library])];
  const report = await inspectBytes(Uint8Array.from([...field(1, 1), ...field(2, meta)]), 'saved_model.pb', engine);
  expect(report.file.formatName).toBe('TensorFlow SavedModel');
  return report.findings
    .map(({ rule, severity }) => `${rule} ${severity}`)
    .filter((line) => line.startsWith('tensorflow.'));
}

test('operators that compute, and those that keep the model’s own variables', async () => {
  expect(await told('MatMul')).toEqual([]);
  expect(await told('SaveV2', 'RestoreV2')).toEqual([]);
});

test('files and Python, in the graph and in its functions', async () => {
  expect(await told('WriteFile')).toEqual(['tensorflow.write high']);
  expect(await told('MatMul', 'ReadFile')).toEqual(['tensorflow.read medium']);
  expect(await told('EagerPyFunc')).toEqual(['tensorflow.python medium']);
});

const REAL = new URL(
  '../../../../shared/corpus/basic-pitch/basic_pitch/saved_models/icassp_2022/nmp/saved_model.pb',
  import.meta.url,
);

test.skipIf(!existsSync(REAL))('a real model says nothing', async () => {
  const report = await inspectBytes(new Uint8Array(readFileSync(REAL)), 'saved_model.pb', engine);
  expect(report.file.formatName).toBe('TensorFlow SavedModel');
  expect(report.findings.map(({ rule }) => rule)).toEqual(['problem.unsupported']);
});
