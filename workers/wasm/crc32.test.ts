import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Crc32 } from './crc32.ts';
import { INPUT_BYTES, instantiate } from './engine.ts';
import { loadModule } from './load.node.ts';

const engine = instantiate(loadModule());

/** From the definition, a bit at a time. */
function byBits(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

describe('CRC-32', () => {
  it('gives the check value of the catalogue, unsigned', () => {
    expect(new Crc32(engine).update(new TextEncoder().encode('123456789')).value).toBe(0xcbf43926);
    expect(new Crc32(engine).value).toBe(0);
  });

  it('equals the definition however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (chunks) => {
        const crc = chunks.reduce((sum, chunk) => sum.update(chunk), new Crc32(engine));
        expect(crc.value).toBe(byBits(Uint8Array.from(chunks.flatMap((chunk) => [...chunk]))));
        crc.close();
      }),
    );
  });

  it('takes more than the input buffer at once', () => {
    const bytes = new Uint8Array(2 * INPUT_BYTES + 5).map((_, i) => (i * i) >> 3);
    expect(new Crc32(engine).update(bytes).value).toBe(byBits(bytes));
  });
});
