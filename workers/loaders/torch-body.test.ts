import { expect, test } from 'vitest';
import { legacy, stateDict } from '../formats/torch/build-checkpoint.ts';
import { bytesOf, EVIL, P } from '../rules/conformance/build.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import type { Report } from '../report/schema.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());
const object = stateDict([{ name: 'w', key: '0', shape: [2], numel: 2 }]);
const whole = legacy(object, { '0': new Uint8Array(8) });
/** Ends of the second and the third pickle. */
const ends = [21, 45];
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

test('nor one of another protocol, or without its storage', async () => {
  const other = whole.slice();
  other[18] = 0xe8;
  expect(rows(await inspect(other))['torch.load-full']).toBe('fails');
  expect(rows(await inspect(legacy(object, {})))['torch.load-full']).toBe('fails');
});

test('what runs before it ends is what counts', async () => {
  const evil = legacy(bytesOf(`${P(2)}${EVIL}.`), {}).slice(0, -4);
  expect(rows(await inspect(evil))['torch.load-full']).toBe('runs');
});

test('a pickle that wants buffers', async () => {
  const report = await inspectBytes(bytesOf(`${P(5)}\x97.`), 'a.pkl', engine);
  expect(rows(report)['pickle.load']).toBe('fails');
});
