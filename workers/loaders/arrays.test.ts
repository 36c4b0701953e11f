import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../report/schema.ts';
import { bytesOf, EVIL, P } from '../rules/conformance/build.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { pandasCompression } from './pandas.ts';

const engine = instantiate(loadModule());
const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../formats/joblib/fixtures', name)));
const rows = (report: Report): Record<string, string> =>
  Object.fromEntries(report.loaders.map(({ id, outcome }) => [id, outcome]));
const inspect = (bytes: Uint8Array, name: string): Promise<Report> => inspectBytes(bytes, name, engine);

test.each([
  ['m.joblib', '.none', 'fails'],
  ['m.pkl.gz', 'evil-packed-gzip', 'fails'],
  ['m.pkl.xz', 'evil-packed-xz', 'fails'],
])('%s: joblib unpacks by the first bytes, pandas by the name', async (name, file, pickleLoad) => {
  const report = await inspect(fixture(`${file === '.none' ? 'evil-packed-zlib' : file}.joblib`), name);
  expect(rows(report)).toMatchObject({ 'joblib.load': 'runs', 'pickle.load': pickleLoad, 'numpy.load': 'fails' });
  // pandas stops at the array when it unpacks, and at the first byte when it does not.
  expect(rows(report)['pandas.read_pickle']).toBe('fails');
});

test('a pickle under a name that pandas takes for a compressed file', async () => {
  const evil = bytesOf(`${P(2)}${EVIL}.`);
  expect(rows(await inspect(evil, 'a.pkl'))['pandas.read_pickle']).toBe('runs');
  expect(rows(await inspect(evil, 'a.gz'))['pandas.read_pickle']).toBe('fails');
  expect(rows(await inspect(evil, 'a.gz'))['pickle.load']).toBe('runs');
});

test('a bare pickle and numpy.load', async () => {
  const report = await inspect(bytesOf(`${P(2)}${EVIL}.`), 'a.npy');
  expect(rows(report)).toMatchObject({ 'numpy.load': 'runs', 'numpy.load-plain': 'refuses' });
});

test('names pandas takes for compressed', () => {
  expect(['a.pkl', 'A.GZ', 'a.tar.gz', 'a.pkl.zst', 'gz'].map((name) => pandasCompression(name))).toEqual([
    null,
    '.gz',
    '.tar.gz',
    '.zst',
    null,
  ]);
});
