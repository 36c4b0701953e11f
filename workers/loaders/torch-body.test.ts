import { expect, test } from 'vitest';
import { ascii, zip } from '../containers/zip/build-zip.ts';
import { legacy, stateDict } from '../formats/torch/build-checkpoint.ts';
import { bytesOf, c, EVIL, P, R } from '../rules/conformance/build.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import type { Report } from '../report/schema.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());
const object = stateDict([{ name: 'w', key: '0', shape: [2], numel: 2, view: true }]);
const whole = legacy(object, { '0': new Uint8Array(8) });
/** Ends of the second and the third pickle. */
const ends = [21, 45];
const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const rows = (report: Report): Record<string, string> =>
  Object.fromEntries(report.loaders.map(({ id, outcome }) => [id, outcome]));
const inspect = (bytes: Uint8Array): Promise<Report> => inspectBytes(bytes, 'a.pt', engine);

test('a whole checkpoint loads', async () => {
  const report = await inspect(whole);
  expect(rows(report)).toMatchObject({ 'torch.load>=2.6': 'loads', 'torch.load-full': 'loads' });
  expect([report.status, report.verdict]).toEqual(['complete', 'nothing-runs']);
});

test.each(ends)('one that ends after some of its pickles, at byte %s, does not', async (end) => {
  const report = await inspect(whole.slice(0, end));
  expect(rows(report)).toMatchObject({ 'torch.load>=2.6': 'fails', 'torch.load-full': 'fails' });
  expect(report.verdict).toBe('not-known');
});

test('nor one of another protocol', async () => {
  const other = whole.slice();
  other[18] = 0xe8;
  expect(rows(await inspect(other))['torch.load-full']).toBe('fails');
});

test('nor one whose first number is another: nothing behind it is carried out', async () => {
  const evil = legacy(bytesOf(`${P(2)}${EVIL}.`), {});
  expect(rows(await inspect(evil))['torch.load-full']).toBe('runs');
  evil[4] = 0x6d;
  expect(rows(await inspect(evil))).toMatchObject({ 'torch.load-full': 'fails', 'torch.load>=2.6': 'fails' });
});

test('a list of storages that the program does not ask for, or too long ones', async () => {
  const floats = new Uint8Array(8);
  expect(rows(await inspect(legacy(object, { '0': floats, '7': floats })))['torch.load-full']).toBe('fails');
  expect(rows(await inspect(legacy(object, { '0': new Uint8Array(12) })))['torch.load-full']).toBe('fails');
  // What no storage is given for stays as it is in memory.
  expect(rows(await inspect(legacy(object, {})))['torch.load-full']).toBe('loads');
});

test('a tensor beyond its storage: that one grows, and has another size than the file then', async () => {
  const beyond = stateDict([{ ...TENSOR, shape: [3], view: true }]);
  expect(rows(await inspect(legacy(beyond, { '0': new Uint8Array(8) })))).toMatchObject({
    'torch.load-full': 'fails',
    'torch.load>=2.6': 'fails',
  });
});

test('the old format in other protocols', async () => {
  const rest = whole.subarray(15);
  const framed = bytesOf(`${P(4)}\x95\x0d\0\0\0\0\0\0\0`);
  for (const start of [bytesOf('L119547037146038801333356L\n.'), joined(framed, whole.subarray(2, 15))]) {
    const report = await inspect(joined(start, rest));
    expect([report.file.format, rows(report)['torch.load-full']]).toEqual(['torch-legacy', 'loads']);
  }
});

const TENSOR = { name: 'w', key: '0', shape: [2], numel: 2 };
const archive = (records: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> =>
  zip(
    Object.entries({
      'a/data.pkl': stateDict([{ name: 'w', key: '0', shape: [2], numel: 2 }]),
      'a/data/0': new Uint8Array(8),
      'a/version': ascii('3\n'),
      ...records,
    }).map(([name, data]) => ({ name, data })),
  );

test.each<[string, Readonly<Record<string, Uint8Array>>, string, string]>([
  ['as torch.save writes it', {}, 'loads', 'loads'],
  ['a short record', { 'a/data/0': new Uint8Array(4) }, 'loads', 'fails'],
  ['a long record', { 'a/data/0': new Uint8Array(12) }, 'loads', 'fails'],
  ['a tensor beyond its storage', { 'a/data.pkl': stateDict([{ ...TENSOR, shape: [3] }]) }, 'fails', 'fails'],
  ['a tensor before it', { 'a/data.pkl': stateDict([{ ...TENSOR, strides: [-1] }]) }, 'fails', 'fails'],
  ['one without memory', { 'a/data.pkl': stateDict([{ ...TENSOR, shape: [3], device: 'meta' }]) }, 'loads', 'loads'],
  ['no version', { 'a/version': ascii('') }, 'fails', 'fails'],
  ['a version of the future', { 'a/version': ascii('11') }, 'fails', 'fails'],
  ['a version with more behind it', { 'a/version': ascii(' 3x') }, 'loads', 'loads'],
  ['another byte order', { 'a/byteorder': ascii('LITTLE') }, 'fails', 'fails'],
  ['an id of text', { 'a/data.pkl': bytesOf(`${P(2)}X\x01\0\0\0aQ.`) }, 'fails', 'refuses'],
  ['an id with too few items', { 'a/data.pkl': bytesOf(`${P(2)}(X\x07\0\0\0storageNtQ.`) }, 'fails', 'fails'],
  ['what runs before an id of text', { 'a/data.pkl': bytesOf(`${P(2)}${EVIL}X\x01\0\0\0aQ.`) }, 'runs', 'refuses'],
  ['what would run after it', { 'a/data.pkl': bytesOf(`${P(2)}X\x01\0\0\0aQ0${EVIL}.`) }, 'fails', 'refuses'],
])('an archive: %s', async (_what, records, old, today) => {
  const report = await inspect(archive(records));
  expect(rows(report)).toMatchObject({ 'torch.load<2.6': old, 'torch.load>=2.6': today });
});

test('an archive whose program is text is no pickle itself', async () => {
  const report = await inspect(archive({ 'a/data.pkl': bytesOf('(dp0\nVa\np1\nI1\ns.') }));
  expect(report.findings.map(({ rule }) => rule)).toEqual([]);
});

test('what runs before it ends is what counts', async () => {
  const evil = legacy(bytesOf(`${P(2)}${EVIL}.`), {}).slice(0, -4);
  expect(rows(await inspect(evil))['torch.load-full']).toBe('runs');
});

test('a pickle that wants buffers', async () => {
  const report = await inspectBytes(bytesOf(`${P(5)}\x97.`), 'a.pkl', engine);
  expect(rows(report)['pickle.load']).toBe('fails');
});

test('a nested tensor of the old format is made of sizes that are read afterwards', async () => {
  const nested = bytesOf(`${P(2)}${R(c('torch._utils', '_rebuild_nested_tensor'), 'N', 'N', 'N', 'N')}.`);
  const report = await inspect(legacy(nested, {}));
  expect(rows(report)).toMatchObject({ 'torch.load-full': 'unknown', 'torch.load>=2.6': 'refuses' });
  expect(report.loaders.find(({ id }) => id === 'torch.load-weights-2.10')?.outcome).toBe('unknown');
  expect(report.verdict).toBe('nothing-runs');
});
