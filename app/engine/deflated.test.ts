import { deflateRawSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { bytesOf, inflated } from './deflated.ts';

/** The smallest module of WebAssembly: magic and version. */
const CODE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const deflated = (bytes: Uint8Array) => new Uint8Array(deflateRawSync(bytes));

test('what lies in the page as text is what it was made of, in older browsers too', async () => {
  const packed = deflated(CODE);
  const text = Buffer.from(packed).toString('base64');
  expect(bytesOf(text)).toEqual(packed);
  vi.stubGlobal('Uint8Array', class extends Uint8Array {});
  Reflect.defineProperty(Uint8Array, 'fromBase64', { value: undefined });
  expect([...bytesOf(text)]).toEqual([...packed]);
  vi.unstubAllGlobals();
  expect(new Uint8Array(await inflated(packed))).toEqual(CODE);
});

test('what is no deflate, or breaks off, is refused', async () => {
  await expect(inflated(new Uint8Array([255, 255, 255]))).rejects.toThrow();
  await expect(inflated(deflated(new Uint8Array(1000).fill(7)).subarray(0, 4))).rejects.toThrow();
});
