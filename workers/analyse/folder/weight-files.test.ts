import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CALLS_SYSTEM } from '../../formats/torch/build-checkpoint.ts';
import { Inspector } from '../../headless/inspect-path.ts';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const inspector = new Inspector(instantiate(loadModule()));
const root = mkdtempSync(join(tmpdir(), 'weights-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

let count = 0;
function inspect(files: Record<string, string | Uint8Array>): Promise<Report> {
  const folder = join(root, (count += 1).toString());
  mkdirSync(folder);
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content);
  return inspector.inspect(folder);
}
const told = ({ findings }: Report): string[] =>
  findings.filter(({ rule }) => rule.startsWith('folder.')).map(({ severity, rule }) => `${severity} ${rule}`);

/** A model whose weights are so many bytes, in two tensors and as many files as are named. */
const model = (bytes: number, ...paths: string[]): string =>
  JSON.stringify({
    format: 'graph-model',
    modelTopology: { node: [] },
    weightsManifest: [
      {
        paths,
        weights: [bytes - 8, 8].map((size, i) => ({ name: `w${i.toString()}`, shape: [size], dtype: 'uint8' })),
      },
    ],
  });
/** Bytes of no form. */
const numbers = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => 128 + ((i * 91) % 127));

test('files of weights are known by the manifest, also where a tensor goes on in the next', async () => {
  const report = await inspect({
    'model.json': model(100, './a.bin', 'b.bin'),
    'a.bin': numbers(64),
    'b.bin': numbers(36),
  });
  expect([report.verdict, report.status, report.findings]).toEqual(['nothing-runs', 'complete', []]);
  const detail = report.files?.map(({ summary }) => plain(summary.detail)) ?? [];
  expect(detail.filter((text) => text.includes('the numbers of model.json and nothing else'))).toHaveLength(2);
});

test('also those that begin as letters do', async () => {
  const letters = new TextEncoder().encode('a b '.repeat(1100));
  const data = Uint8Array.from([...letters, ...numbers(64)]);
  const report = await inspect({ 'model.json': model(data.length, 'a.bin'), 'a.bin': data });
  expect([report.verdict, report.status]).toEqual(['nothing-runs', 'complete']);
});

test.each([
  ['more', 65],
  ['fewer', 63],
])('%s bytes than the manifest says are told', async (_, length) => {
  const report = await inspect({ 'model.json': model(64, 'a.bin'), 'a.bin': numbers(length) });
  expect([report.verdict, report.status, ...told(report)]).toEqual(['not-known', 'partial', 'note folder.shard-size']);
  const finding = report.findings.find(({ rule }) => rule === 'folder.shard-size');
  expect(plain(finding?.what ?? [])).toContain(`take 64 bytes; the files it names hold ${length.toString()}`);
});

test('a file that is not there is told, and the next ones are not known', async () => {
  const report = await inspect({ 'model.json': model(100, 'a.bin', 'b.bin'), 'b.bin': numbers(36) });
  expect([report.verdict, ...told(report)]).toEqual(['not-known', 'low folder.shard-missing']);
});

test('what is elsewhere is told once', async () => {
  const report = await inspect({ 'model.json': model(64, '../1/a.bin'), 'a.bin': numbers(64) });
  expect([report.verdict, report.status, ...told(report)]).toEqual(['review', 'partial']);
  expect(report.files?.flatMap(({ findings }) => findings.map(({ rule }) => rule))).toContain('tfjs.outside');
});

test('weights of no known size make nothing known', async () => {
  const words = [{ paths: ['a.bin'], weights: [{ name: 'w', shape: [2], dtype: 'string' }] }];
  const report = await inspect({ 'model.json': JSON.stringify(words), 'a.bin': numbers(64) });
  expect([report.verdict, ...told(report)]).toEqual(['not-known']);
});

test('what is found in them stays', async () => {
  const data = Uint8Array.from([...CALLS_SYSTEM, ...numbers(64)]);
  const report = await inspect({ 'model.json': model(data.length, 'a.bin'), 'a.bin': data });
  expect(report.verdict).toBe('runs-code');
});
