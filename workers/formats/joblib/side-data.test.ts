import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bytes } from '../../containers/zip/build-zip.ts';
import { bytesOf, EVIL, P } from '../../rules/conformance/build.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const zfile = (content: Uint8Array): Uint8Array =>
  bytes(bytesOf(`ZF0x${content.length.toString(16)}`.padEnd(21)), deflateSync(content));

test('a side file of joblib 0.9 is numbers, unless it is something', async () => {
  const numbers = await inspectBytes(zfile(new Uint8Array(40).fill(0x9c)), 'model.pkl_01.npy.z', engine);
  expect([numbers.verdict, numbers.status]).toEqual(['nothing-runs', 'complete']);
  const other = await inspectBytes(zfile(new Uint8Array(40).fill(0x9c)), 'model.z', engine);
  expect([other.verdict, other.status]).toEqual(['not-known', 'partial']);
  const evil = await inspectBytes(zfile(bytesOf(`${P(2)}${EVIL}.`)), 'model.pkl_01.npy.z', engine);
  expect(evil.verdict).toBe('runs-code');
});
