import { expect, test } from 'vitest';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { rehearse } from './rehearse.ts';

test('what is rehearsed is read to its end, and nothing of it stays open', async () => {
  const engine = instantiate(loadModule());
  expect(await rehearse(engine)).toBe(true);
  const before = engine.memoryBytes;
  expect(await rehearse(engine)).toBe(true);
  expect(engine.memoryBytes).toBe(before);
});
