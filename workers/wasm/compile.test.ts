import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { compile } from './compile.ts';

/** The smallest module: magic and version. */
const CODE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

test('deflated code is inflated and compiled, a module is left as it is', async () => {
  const module = await compile(new Uint8Array(deflateRawSync(CODE)));
  expect(module).toBeInstanceOf(WebAssembly.Module);
  expect(await compile(module)).toBe(module);
});

test('what is no code is refused', async () => {
  await expect(compile(CODE)).rejects.toThrow();
  await expect(compile(new Uint8Array(deflateRawSync(CODE.subarray(0, 5))))).rejects.toThrow();
});
