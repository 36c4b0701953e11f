import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes as joined, ascii, zip } from '../../containers/zip/build-zip.ts';
import { type Table, walk } from '../../lang/flatbuffers/walk.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { BUFFER, modelSchema, OPERATOR, TENSOR } from './schema.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Uint8Array): Promise<Report> => inspectBytes(Uint8Array.from(bytes), 'm.tflite', engine);
const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}.tflite`, import.meta.url)));
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);

/** Tables of one kind in a model, in order. */
async function tables(bytes: Uint8Array, name: string): Promise<Table[]> {
  const walked = await walk(bytesSource(bytes), modelSchema(), 'Model');
  return [...walked.tables.values()].filter((table) => table.name === name).sort((a, b) => a.at - b.at);
}

function patched(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, value, true);
  return copy;
}

test.each([
  ['conv', 2],
  ['loop', 4],
  ['behind', 2],
])('%s is understood to the last byte', async (name, count) => {
  const report = await inspect(fixture(name));
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [], tensors: { count } });
  expect(report.coverage.accounted).toBe(report.coverage.size);
});

test('numbers of tensors and buffers that there are not', async () => {
  const bytes = fixture('conv');
  const [operator] = await tables(bytes, 'Operator');
  const inputs = operator?.ranges.get(OPERATOR.inputs);
  expect(rules(await inspect(patched(bytes, inputs!.offset, 99)))).toEqual(['tflite.index high']);
  expect(rules(await inspect(patched(bytes, inputs!.offset, 0xfffffffe)))).toEqual(['tflite.index high']);
  const outputs = operator?.ranges.get(OPERATOR.outputs);
  expect(rules(await inspect(patched(bytes, outputs!.offset, 0xffffffff)))).toEqual(['tflite.index high']);
  const left = await inspect(patched(bytes, inputs!.offset + 8, 0xffffffff));
  expect(rules(left)).toEqual([]);
});

test('a shape that needs other bytes', async () => {
  const bytes = fixture('conv');
  const reports = await Promise.all(
    (await tables(bytes, 'Tensor')).map((tensor) =>
      inspect(patched(bytes, tensor.ranges.get(TENSOR.shape)!.offset, 7)),
    ),
  );
  expect(reports.flatMap(rules)).toContain('tensorflow.size medium');
});

test('what leads out of the file, and what shares bytes', async () => {
  const bytes = fixture('conv');
  const data = (await tables(bytes, 'Buffer'))
    .map(({ ranges }) => ranges.get(BUFFER.data))
    .find((one) => one !== undefined);
  const outside = await inspect(patched(bytes, data!.offset - 4, 1_000_000));
  expect(rules(outside)).toContain('tflite.bounds high');
  expect(outside.verdict).toBe('can-run-code');
  const longer = await inspect(patched(bytes, data!.offset - 4, data!.length + 64));
  expect(rules(longer)).toContain('tflite.overlap medium');
  const behind = fixture('behind');
  const far = (await tables(behind, 'Buffer')).find(({ numbers }) => (numbers.get(BUFFER.offset) ?? 0) > 1);
  const cut = await inspect(behind.slice(0, far!.numbers.get(BUFFER.offset)! + far!.numbers.get(BUFFER.size)! - 1));
  expect(rules(cut)).toContain('tflite.bounds high');
});

test('operators of TensorFlow are told by the node in their options, whatever they are called', async () => {
  const bytes = fixture('flex');
  const report = await inspect(bytes);
  expect(rules(report)).toEqual(['tensorflow.read medium']);
  expect(report.status).toBe('complete');
  const text = Buffer.from(bytes).toString('latin1');
  const renamed = Buffer.from(text.replace('FlexReadFile', 'FlexIdentity'), 'latin1');
  expect(rules(await inspect(new Uint8Array(renamed)))).toEqual(['tensorflow.read medium']);
  const custom = Buffer.from(text.replace('FlexReadFile', 'MineReadFile'), 'latin1');
  expect(rules(await inspect(new Uint8Array(custom)))).toEqual(['tflite.custom low']);
});

test('an archive behind the model is read too', async () => {
  const files = zip([{ name: 'labels.txt', data: ascii('cat\ndog\n') }]);
  const report = await inspect(joined(fixture('conv'), files));
  expect(report).toMatchObject({ status: 'complete', file: { formatName: 'TensorFlow Lite model' } });
  expect(JSON.stringify(report.tree)).toContain('labels.txt');
  const evil = zip([{ name: 'x.pkl', data: ascii("cos\nsystem\n(S'id'\ntR.") }]);
  expect((await inspect(joined(fixture('conv'), evil))).verdict).toBe('runs-code');
});

test.each([['conv'], ['flex'], ['behind']])('a damaged %s is read without a fault', async (name) => {
  const whole = fixture(name);
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(damage, fc.integer({ min: 8, max: whole.length }), async (changes, end) => {
      const bytes = whole.slice(0, end);
      for (const [at, value] of changes) if (at < end) bytes[at] = value;
      const report = await inspect(bytes);
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      expect(report.coverage.accounted).toBeLessThanOrEqual(report.coverage.size);
      const isWhole = report.coverage.accounted === report.coverage.size;
      expect(report.status === 'complete').toBe(isWhole && report.problems.length === 0);
    }),
    { numRuns: 60 },
  );
});

const REAL = new URL(
  '../../../../shared/corpus/basic-pitch/basic_pitch/saved_models/icassp_2022/nmp.tflite',
  import.meta.url,
);

test.skipIf(!existsSync(REAL))('a real model is understood to the last byte', async () => {
  const report = await inspect(new Uint8Array(readFileSync(REAL)));
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', tensors: { count: 67 } });
});
