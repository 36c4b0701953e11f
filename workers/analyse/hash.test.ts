import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSource } from '../source/sources.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { hashBytes, hashOf } from './hash.ts';

const engine = instantiate(loadModule());

test('the platform, the engine and the stream hash alike', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
      // Web Crypto takes no shared memory: this is the engine's own.
      const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
      shared.set(bytes);
      const hash = await hashBytes(bytes, engine);
      expect(await hashBytes(shared, engine)).toBe(hash);
      expect(await hashOf(bytesSource(bytes), engine)).toBe(hash);
    }),
    { numRuns: 50 },
  );
  expect(await hashBytes(new TextEncoder().encode('abc'), engine)).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
