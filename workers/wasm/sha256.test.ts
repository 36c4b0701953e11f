import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { INPUT_BYTES, instantiate } from './engine.ts';
import { loadModule } from './load.node.ts';
import { Sha256 } from './sha256.ts';

const engine = instantiate(loadModule());
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('SHA-256', () => {
  // FIPS 180-4 examples and NIST CAVP SHA256ShortMsg / SHA256LongMsg.
  it.each([
    [utf8(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [utf8('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      utf8('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'),
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    [
      utf8(
        'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
      ),
      'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
    ],
    [new Uint8Array([0xd3]), '28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1'],
    [utf8('a'.repeat(1_000_000)), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('vector %#', (message, digest) => {
    expect(new Sha256(engine).update(message).finish()).toBe(digest);
  });

  it('does not depend on how the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 }), (chunks) => {
        const expected = chunks.reduce((hash, chunk) => hash.update(chunk), createHash('sha256')).digest('hex');
        expect(chunks.reduce((hash, chunk) => hash.update(chunk), new Sha256(engine)).finish()).toBe(expected);
      }),
    );
  });

  it('takes chunks larger than the input buffer, and views into larger buffers', () => {
    const bytes = new Uint8Array(3 * INPUT_BYTES + 17).map((_, i) => i * 7);
    const view = bytes.subarray(5, bytes.length - 3);
    expect(new Sha256(engine).update(view).finish()).toBe(createHash('sha256').update(view).digest('hex'));
  });

  it('keeps streams apart', () => {
    const a = new Sha256(engine).update(utf8('a'));
    const b = new Sha256(engine).update(utf8('ab'));
    expect([a.update(utf8('bc')).finish(), b.update(utf8('c')).finish()]).toEqual([
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ]);
  });
});
