import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zip } from '../containers/zip/build-zip.ts';
import { legacy, stateDict } from '../formats/torch/build-checkpoint.ts';
import { safetensors, vectors } from '../formats/safetensors/build-safetensors.ts';
import type { Progress } from '../protocol.ts';
import type { Digests } from '../report/compare/digests.ts';
import { bytesSource } from '../source/sources.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { analyse } from './analyse.ts';
import { digestOf } from './digest.ts';

const engine = instantiate(loadModule());
const sha = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');
const floats = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(Float32Array.from(values).buffer);

async function digest(file: Uint8Array, onProgress?: (p: Progress) => void): Promise<Digests & { names: string[] }> {
  const { session } = await analyse(bytesSource(file, 'f'), engine);
  const names = session.tensorFacts.map(({ name }) => name);
  return { ...(await digestOf(session, session.engine, onProgress)), names };
}

const WEIGHTS = floats(1, 2, 3, 4, 5, 6);
const archive = (program: Uint8Array, packed = false) =>
  zip([
    { name: 'm/data.pkl', data: program },
    { name: 'm/data/0', data: WEIGHTS, ...(packed ? { deflated: new Uint8Array(deflateRawSync(WEIGHTS)) } : {}) },
  ]);

test('a tensor is hashed over its own elements, wherever they stand and however the file is packed', async () => {
  const views = stateDict([
    { name: 'whole', key: '0', shape: [2, 3], numel: 6 },
    { name: 'part', key: '0', shape: [2], offset: 4, numel: 6 },
  ]);
  const expected = [
    { sha256: sha(WEIGHTS), strides: null, gapless: true },
    { sha256: sha(floats(5, 6)), strides: null, gapless: true },
  ];
  const stored = await digest(archive(views));
  expect(stored.names).toEqual(['whole', 'part']);
  expect(stored.tensors).toEqual(expected);
  expect(stored.programs).toEqual([sha(views)]);
  expect(stored.members.map(({ sha256 }) => sha256)).toEqual([sha(views), sha(WEIGHTS)]);
  expect(await digest(archive(views, true))).toEqual(stored);
  expect((await digest(legacy(views, { 0: WEIGHTS }))).tensors).toEqual(expected);
});

test('the same weights have the same hashes in another format', async () => {
  const torch = await digest(archive(stateDict([{ name: 'a', key: '0', shape: [2], numel: 6 }])));
  const other = await digest(safetensors(vectors('a'), floats(1, 2)));
  expect(other.tensors).toEqual(torch.tensors);
});

test('another order is told, with gaps or without', async () => {
  const strided = stateDict([
    { name: 'turned', key: '0', shape: [3, 2], strides: [1, 3], numel: 6 },
    { name: 'column', key: '0', shape: [2], strides: [3], numel: 6 },
  ]);
  const { tensors } = await digest(archive(strided));
  expect(tensors).toEqual([
    { sha256: sha(WEIGHTS), strides: [1, 3], gapless: true },
    { sha256: sha(floats(1, 2, 3, 4)), strides: [3], gapless: false },
  ]);
});

test('what cannot be hashed is not: a missing storage, a view that leaves it, a type nobody knows', async () => {
  const wrong = stateDict([
    { name: 'gone', key: '7', shape: [2], numel: 2 },
    { name: 'long', key: '0', shape: [9], numel: 6 },
    { name: 'what', key: '0', shape: [2], numel: 2, type: 'NoStorage' },
  ]);
  expect((await digest(archive(wrong))).tensors).toEqual([null, null, null]);
});

test('progress counts up to what is hashed; many views of the same bytes are read once', async () => {
  const views = stateDict(
    Array.from({ length: 50 }, (_, i) => ({ name: `t${i.toString()}`, key: '0', shape: [6], numel: 6 })),
  );
  const seen: Progress[] = [];
  const { left } = await digest(archive(views), (p) => seen.push(p));
  const total = views.length + WEIGHTS.length;
  expect(seen.at(-1)).toMatchObject({ phase: 'hash', done: total, total });
  expect(left).toBe(0);
});
