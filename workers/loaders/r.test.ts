import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { call, closure, list, numbers, promise, rds, symbol, text, workspace } from '../formats/r/build-r.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());
const SYSTEM = call('system', text('id'));

async function rows(bytes: Uint8Array, name = 'm.rds'): Promise<string[]> {
  const { loaders } = await inspectBytes(new Uint8Array(bytes), name, engine);
  return loaders.map(({ id, outcome }) => `${id} ${outcome}`);
}

test('a promise is given by old versions, refused by new ones', async () => {
  const both = ['r.readRDS>=4.4 refuses', 'r.readRDS<4.4 runs'];
  expect(await rows(rds(promise(SYSTEM)))).toEqual(both);
  expect(await rows(gzipSync(rds(promise(SYSTEM))))).toEqual(both);
});

test('one inside another object is given by all', async () => {
  expect(await rows(rds(list(promise(SYSTEM))))).toEqual(['r.readRDS>=4.4 runs', 'r.readRDS<4.4 runs']);
  expect(await rows(workspace(['x', promise(SYSTEM)]), 'm.rda')).toEqual(['r.load runs']);
});

test('functions that R calls by itself, numbers, and what is cut off', async () => {
  expect(await rows(workspace(['print.x', closure(SYSTEM)]), 'm.rda')).toEqual(['r.load runs']);
  expect(await rows(workspace(['x', numbers(1)]), 'm.rda')).toEqual(['r.load loads']);
  const whole = rds(list(symbol('a'), numbers(1)));
  expect(await rows(whole)).toEqual(['r.readRDS>=4.4 loads', 'r.readRDS<4.4 loads']);
  expect(await rows(whole.slice(0, -4))).toEqual(['r.readRDS>=4.4 fails', 'r.readRDS<4.4 fails']);
});
