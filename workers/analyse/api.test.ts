import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ascii, torchZip } from '../containers/zip/build-zip.ts';
import { CALLS_SYSTEM, stateDict } from '../formats/torch/build-checkpoint.ts';
import { type EngineApi, type OpenFile, type Progress, PROTOCOL, type ReadAt, type Result } from '../protocol.ts';
import { ENGINE_VERSION } from '../report/version.ts';
import { loadModule } from '../wasm/load.node.ts';
import { createApi } from './api.ts';

const supplies = { module: loadModule(), classes: null };
const OBJECT = stateDict([{ name: 'w', key: '0', shape: [2, 2], numel: 4 }]);
const CHECKPOINT = torchZip('a', { 'data.pkl': OBJECT, 'data/0': new Uint8Array(16).fill(1), version: ascii('3\n') });
const silent = (): void => undefined;
const noPage: ReadAt = () => Promise.reject(new Error('the page was asked'));

async function started(): Promise<EngineApi> {
  const api = createApi();
  valueOf(await api.init(supplies, PROTOCOL));
  return api;
}

function opened(bytes: Uint8Array<ArrayBuffer>, name = 'm.pt'): OpenFile {
  const file = new File([bytes], name, { lastModified: 1 });
  return { name, size: file.size, lastModified: 1, file };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

test('the handshake says what runs here, and refuses another protocol', async () => {
  const info = valueOf(await createApi().init(supplies, PROTOCOL));
  expect(info).toEqual({ version: ENGINE_VERSION });
  expect(await createApi().init(supplies, PROTOCOL + 1)).toMatchObject({ ok: false, error: { code: 'protocol' } });
});

test('a file is inspected, hashed and looked into', async () => {
  const api = await started();
  const phases: Progress[] = [];
  const report = valueOf(await api.inspect(opened(CHECKPOINT), noPage, (progress) => phases.push(progress)));
  expect(report).toMatchObject({
    status: 'complete',
    // Small files come with their hash.
    file: { format: 'torch-zip', sha256: createHash('sha256').update(CHECKPOINT).digest('hex') },
    coverage: { accounted: CHECKPOINT.length },
  });
  expect(phases[0]).toMatchObject({ phase: 'identify', done: 0, total: CHECKPOINT.length });
  expect(phases.at(-1)?.phase).toBe('judge');

  const tensors = valueOf(await api.tensors(0, 10));
  expect(tensors).toMatchObject({
    total: 1,
    rows: [{ name: 'w', dtype: 'float32', shape: [2, 2], bytes: 16, storage: '0' }],
  });
  const member = report.tree.children.find(({ name }) => name === 'a/data.pkl');
  expect(valueOf(await api.bytes(member?.id ?? -1, 0, 10_000))).toEqual(OBJECT);
  expect(valueOf(await api.bytes(0, 0, 4))).toEqual(ascii('PK\x03\x04'));

  const page = valueOf(await api.opcodes(0, 0, 3));
  expect(page.rows.map(({ name }) => name)).toEqual(['PROTO', 'EMPTY_DICT', 'MARK']);
  expect(page.rows[0]?.fileOffset).toBe(report.programs[0]?.place.file?.[0]?.offset);
  expect(valueOf(await api.step(0, 0)).row.name).toBe('PROTO');
  expect(valueOf(await api.stepAt(0, 2))).toBe(1);
  expect(valueOf(await api.findStep(0, { from: 0, direction: 1, class: 'call' }))).toBeGreaterThan(0);
  expect(valueOf(await api.profile(0, 10)).maxDepth).toBeGreaterThan(1);

  const hashes: Progress[] = [];
  const sha256 = valueOf(await api.hash((progress) => hashes.push(progress)));
  expect(sha256).toBe(createHash('sha256').update(CHECKPOINT).digest('hex'));
  expect(hashes.at(-1)).toMatchObject({ phase: 'hash', done: CHECKPOINT.length });
});

test('the page serves the bytes when the worker cannot read the file', async () => {
  const api = await started();
  const file = opened(CHECKPOINT);
  const refused = () => Promise.reject(new DOMException('', 'NotReadableError'));
  file.file.arrayBuffer = refused;
  file.file.slice = () => Object.assign(new Blob(), { arrayBuffer: refused });
  const read: ReadAt = (offset, length) => Promise.resolve(CHECKPOINT.slice(offset, offset + length).buffer);
  const direct = valueOf(await (await started()).inspect(opened(CHECKPOINT), noPage, silent));
  expect(valueOf(await api.inspect(file, read, silent))).toEqual(direct);
  const gone: ReadAt = () => Promise.reject(new DOMException('', 'NotReadableError'));
  expect(await api.inspect(file, gone, silent)).toMatchObject({ ok: false, error: { code: 'changed' } });
});

test('a second file takes the place of the first', async () => {
  const api = await started();
  await api.inspect(opened(CHECKPOINT), noPage, silent);
  const report = valueOf(await api.inspect(opened(CALLS_SYSTEM, 'x.pkl'), noPage, silent));
  expect([report.verdict, valueOf(await api.tensors(0, 10)).total]).toEqual(['runs-code', 0]);
});

test('failures are values', async () => {
  const bare = createApi();
  expect(await bare.hash(silent)).toMatchObject({ ok: false, error: { code: 'protocol' } });
  expect(await bare.inspect(opened(CHECKPOINT), noPage, silent)).toMatchObject({
    ok: false,
    error: { code: 'protocol' },
  });
  const api = await started();
  await api.inspect(opened(CHECKPOINT), noPage, silent);
  for (const result of [await api.opcodes(9, 0, 1), await api.bytes(99, 0, 1), await api.step(0, 1e9)]) {
    expect(result).toMatchObject({ ok: false, error: { code: 'protocol' } });
  }
  const shrunk = { ...opened(CHECKPOINT), size: CHECKPOINT.length + 5 };
  expect(await api.inspect(shrunk, noPage, silent)).toMatchObject({ ok: false, error: { code: 'changed' } });
});
