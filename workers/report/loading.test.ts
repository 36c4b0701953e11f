import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { analyse } from '../analyse/analyse.ts';
import { reportOf } from '../analyse/report.ts';
import { ascii, torchZip, zip } from '../containers/zip/build-zip.ts';
import { call, promise, rds, text } from '../formats/r/build-r.ts';
import { CALLS_SYSTEM } from '../formats/torch/build-checkpoint.ts';
import { bytesSource } from '../source/sources.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { plain } from './prose.ts';

const engine = instantiate(loadModule());
const checkpoint = torchZip('archive', { 'data.pkl': CALLS_SYSTEM, version: ascii('3\n') });

async function headline(bytes: Uint8Array, path: string): Promise<string> {
  const analysis = await analyse(bytesSource(bytes, path), engine);
  return plain((await reportOf(analysis, { path, size: bytes.length, sha256: null })).summary.headline);
}

test('a model is loaded by the loader of its kind', async () => {
  expect(await headline(CALLS_SYSTEM, 'a.pkl')).toBe('Loading this file with pickle.load would run a shell command.');
  expect(await headline(checkpoint, 'a.pt')).toBe('Loading this file with torch.load would run a shell command.');
});

test('of an archive, the part is named that would be loaded, with the loader of that part', async () => {
  const within = (name: string, data: Uint8Array): Promise<string> => headline(zip([{ name, data }]), 'all.zip');
  expect(await within('a.pkl', CALLS_SYSTEM)).toMatch(/^Loading a\.pkl from this archive with pickle\.load would /);
  expect(await within('a.pt', checkpoint)).toMatch(/^Loading a\.pt from this archive with torch\.load would /);
  const deep = zip([{ name: 'b.pt', data: checkpoint }]);
  expect(await within('more.zip', deep)).toMatch(/^Loading b\.pt from this archive with torch\.load would /);
  expect(await within('a.py', ascii('import os\nos.system("id")\n'))).toMatch(
    /^The Python file a\.py in this archive /,
  );
});

test('what is only compressed is loaded by who unpacks it, or unpacked', async () => {
  expect(await headline(gzipSync(CALLS_SYSTEM), 'a.pkl.gz')).toMatch(/^Loading this file with joblib\.load would /);
  expect(await headline(gzipSync(checkpoint), 'a.pt.gz')).toMatch(
    /^Loading this file, unpacked, with torch\.load would /,
  );
  expect(await headline(gzipSync(rds(promise(call('system', text('id'))))), 'a.rds')).toMatch(
    /^Loading this file with readRDS would /,
  );
});
