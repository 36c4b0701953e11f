import { createCipheriv, createHash } from 'node:crypto';
import { brotliCompressSync, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ascii, bytes } from '../containers/zip/build-zip.ts';
import { plain } from '../report/prose.ts';
import type { Report } from '../report/schema.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());
const EVEN =
  /looks? encrypted or compressed: (?:its bytes are )?evenly distributed \(7\.9\d\d bits per byte over [\d,]+ bytes\)/;

const random = (length: number): Uint8Array =>
  new Uint8Array(createCipheriv('aes-256-ctr', new Uint8Array(32), new Uint8Array(16)).update(new Uint8Array(length)));
/** Of the normal distribution, as weights are. */
const normal = Array.from({ length: 60_000 }, (_, i) => {
  const [a = 0, b = 0] = new Uint32Array(createHash('sha256').update(`${i}`).digest().buffer.slice(0, 8));
  return Math.sqrt(-2 * Math.log((a + 1) / 2 ** 32)) * Math.cos((2 * Math.PI * b) / 2 ** 32);
});
const bytesOf = (array: Float32Array | Float64Array | Int8Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const nibbles = Uint8Array.from({ length: 30_000 }, (_, i) => {
  const level = (value = 0): number => Math.max(0, Math.min(15, Math.round(value * 3 + 8)));
  return level(normal[2 * i]) | (level(normal[2 * i + 1]) << 4);
});
const words = ascii(
  normal
    .map((value) => ['weight', 'bias', 'layer', 'norm', value.toFixed(3)][Math.abs(Math.round(value * 2)) % 5])
    .join(' '),
);

/** Past a start that no format has. */
const opaque = (data: Uint8Array): Uint8Array => bytes(Uint8Array.of(0xf7, 0, 0xf7, 0xf7), data);
const inspect = (data: Uint8Array): Promise<Report> => inspectBytes(opaque(data), 'model.dat', engine);
const told = (report: Report): string => report.problems.map(({ what }) => plain(what)).join('\n');

test.each<[string, Uint8Array]>([
  ['encrypted, little of it', random(4096)],
  ['encrypted, more of it', random(300_000)],
  ['packed with no header', deflateRawSync(words, { level: 9 })],
  ['packed with Brotli', brotliCompressSync(words)],
])('%s looks like it, and is not known', async (_name, data) => {
  const report = await inspect(data);
  expect([report.verdict, report.file.format]).toEqual(['not-known', null]);
  expect(told(report)).toMatch(EVEN);
});

test.each<[string, Uint8Array]>([
  ['32-bit weights', bytesOf(Float32Array.from(normal))],
  ['64-bit weights', bytesOf(Float64Array.from(normal))],
  ['8-bit weights', bytesOf(Int8Array.from(normal, (value) => value * 40))],
  ['4-bit weights', nibbles],
  ['text', words],
  ['too little to tell', random(2000)],
])('%s: nothing is said of encryption', async (_name, data) => {
  const report = await inspect(data);
  expect(report.verdict).toBe('not-known');
  expect(told(report)).not.toContain('encrypted');
});

describe('behind something else', () => {
  const pickle = Uint8Array.of(0x80, 4, 0x4e, 0x2e);
  test('bytes nobody explains are measured too', async () => {
    const report = await inspectBytes(
      bytes(pickle, Uint8Array.of(0xf7, 0xf7, 0xf7, 0xf7), random(9000)),
      'm.pkl',
      engine,
    );
    expect(told(report)).toMatch(EVEN);
  });
});
