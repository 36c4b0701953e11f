import { expect, test } from 'vitest';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { rehearse } from './rehearse.ts';

test('what is rehearsed is read to its end, and nothing of it stays open', async () => {
  const engine = instantiate(loadModule());
  expect(await rehearse(engine, 2)).toBe(true);
  const before = engine.memoryBytes;
  expect(await rehearse(engine, 2)).toBe(true);
  expect(engine.memoryBytes).toBe(before);
});

test('a file that comes waits for one sample at most', async () => {
  const engine = instantiate(loadModule());
  let asked = 0;
  await rehearse(engine, 100, () => (asked += 1) < 5);
  expect(asked).toBe(5);
});
