import fc from 'fast-check';
import encodeQR from 'qr';
import { describe, expect, it } from 'vitest';
import { toBase64Url } from '../link/base64url.ts';
import { LINKS } from '../link/links.data.ts';
import { decodeLink } from '../link/report-link.ts';
import { fromBase45, toBase45 } from './base45.ts';
import { add, type Collection, NOTHING } from './collection.ts';
import { SEQUENCES } from './codes.data.ts';
import { codesOf, framesOf, MOST_FRAMES, MOST_IN_ONE, readCode } from './frames.ts';

const fragments = fc.uint8Array({ minLength: 1, maxLength: 6000 }).map((bytes) => `#r=1.${toBase64Url(bytes)}`);
const long = `#r=1.${toBase64Url(Uint8Array.from({ length: 6000 }, (_, i) => (i * 37) & 255))}`;

async function all(texts: readonly string[], before: Collection = NOTHING): Promise<Collection> {
  let now = before;
  for (const text of texts) now = await add(now, [text]);
  return now;
}

describe('a sequence of codes', () => {
  it('makes the link again, in any order and with repetitions', async () => {
    await fc.assert(
      fc.asyncProperty(fragments, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), async (fragment, seeds) => {
        const texts = await framesOf(fragment);
        const shuffled = [...texts, ...texts.slice(0, 2)].map((text, i) => ({ text, by: seeds[i] ?? 0 }));
        shuffled.sort((a, b) => a.by - b.by);
        const read = await all(shuffled.map(({ text }) => text));
        expect(read).toMatchObject({ fragment, trouble: null });
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for the same link, of codes as large as each other that a phone reads', async () => {
    const texts = await framesOf(long);
    expect(texts).toEqual(await framesOf(long));
    expect(texts).toHaveLength(10);
    const sides = texts.map((text) => encodeQR(text, 'raw', { ecc: 'low', border: 4 }).length);
    expect(new Set(sides)).toEqual(new Set([93]));
    expect(encodeQR('x'.repeat(MOST_IN_ONE), 'raw', { ecc: 'low', border: 4 })).toHaveLength(125);
  });

  it('with one missing makes nothing, and says how far it is', async () => {
    const texts = await framesOf(long);
    await fc.assert(
      fc.asyncProperty(fc.nat(texts.length - 1), async (gone) => {
        const read = await all(texts.filter((_, i) => i !== gone));
        expect(read).toMatchObject({ fragment: null, total: 10, trouble: null });
        expect(read.frames.size).toBe(9);
      }),
    );
  });

  it('with any character changed never makes another link', async () => {
    const texts = await framesOf(`#r=1.${toBase64Url(Uint8Array.from({ length: 1300 }, (_, i) => (i * 7) & 255))}`);
    const whole = await all(texts);
    const character = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'));
    await fc.assert(
      fc.asyncProperty(fc.nat(texts.length - 1), fc.nat(899), character, async (which, at, by) => {
        const changed = texts.map((text, i) =>
          i === which ? text.slice(0, at) + by + text.slice(Math.min(at + 1, text.length)) : text,
        );
        const { fragment } = await all(changed);
        expect(fragment === null || fragment === whole.fragment).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('is not mixed with another, and two codes that contradict each other are told', async () => {
    const [a = '', b = ''] = await framesOf(long);
    const [other = ''] = await framesOf(`${long.slice(0, -2)}AA`);
    expect(await all([a, other])).toMatchObject({ trouble: 'mixed', total: 10 });
    expect((await all([a, other, b])).frames.size).toBe(2);
    const forged = a.slice(0, -3) + '000';
    expect(await all([a, forged])).toMatchObject({ trouble: 'conflict' });
    const short = await framesOf('#r=1.AAAA');
    const changed = (short[0] ?? '').replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect(await all([changed])).toMatchObject({ trouble: 'changed', fragment: null });
  });

  it('of any text gives an answer, and holds little', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc
        .tuple(fc.nat(99), fc.nat(99), fc.string({ unit: fc.constantFrom('0', 'A', ':', 'Z'), maxLength: 40 }))
        .map(([i, n, rest]) => `VITRINE:1:1:${i.toString()}:${n.toString()}:0123456789ABCDEF:${rest}`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(texts, { maxLength: 30 }), async (some) => {
        const read = await add(NOTHING, some);
        expect(read.frames.size).toBeLessThanOrEqual(MOST_FRAMES);
      }),
    );
    expect(readCode(`VITRINE:1:1:1:1:0123456789ABCDEF:${'A'.repeat(9000)}`).kind).toBe('other');
    expect(readCode('VITRINE:1:1:3:2:0123456789ABCDEF:00').kind).toBe('broken');
    expect(readCode('VITRINE:1:1:1:65:0123456789ABCDEF:00').kind).toBe('broken');
    expect(readCode('VITRINE:2:anything').kind).toBe('newer');
    expect(readCode('https://example.org/').kind).toBe('other');
  });
});

describe('one code', () => {
  it('is the link itself while it fits, and of an address only the fragment counts', async () => {
    const link = 'https://vitrine.example/#r=1.AAAA';
    expect(await codesOf(link, '#r=1.AAAA')).toEqual([link]);
    expect(await all(['https://evil.example/?x#r=1.AAAA'])).toMatchObject({ fragment: '#r=1.AAAA' });
    expect((await codesOf(`https://vitrine.example/${long}`, long)).length).toBe(10);
  });
});

describe('codes that were given out', () => {
  it('are all read', async () => {
    for (const { made, texts, link } of SEQUENCES) {
      const { fragment } = await all(texts);
      expect(fragment, made).toBe(LINKS.find(({ made: name }) => name === link)?.fragment);
      expect((await decodeLink(fragment ?? '')).kind, made).toBe('report');
    }
  });
});

describe('base45', () => {
  it('round trips, has the examples of RFC 9285, and one text for the same bytes', () => {
    expect(toBase45(new TextEncoder().encode('Hello!!'))).toBe('%69 VD92EX0');
    expect(toBase45(new TextEncoder().encode('base-45'))).toBe('UJCLQE7W581');
    expect([fromBase45('GGW'), fromBase45(':::'), fromBase45('A'), fromBase45('a0')]).toEqual([null, null, null, null]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual(bytes);
      }),
    );
  });
});
