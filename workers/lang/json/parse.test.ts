import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../limits.ts';
import type { JsonDocument } from './document.ts';
import { parseJson } from './parse.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string): JsonDocument => parseJson(bytes(text));

/** The document as JavaScript values: for comparing in tests, where depth is small. */
function plainOf(document: JsonDocument, node: number): unknown {
  switch (document.kind(node)) {
    case 'object':
      return Object.fromEntries([...document.entries(node)].map(([key, value]) => [key, plainOf(document, value)]));
    case 'array':
      return [...document.items(node)].map((item) => plainOf(document, item));
    case 'string':
      return document.text(node);
    case 'number':
      return document.number(node);
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
  }
}

const isStrict = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('agrees with JSON.parse', () => {
  test('on what is JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const document = parse(text);
        expect(document.stop).toBeNull();
        expect(plainOf(document, document.root ?? -1)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('on what is not', () => {
    const piece = fc.constantFrom(
      ...Array.from('{}[],:"\\0123456789.eE+-tfn \n'),
      'true',
      'null',
      '"a"',
      '\\u00e9',
      '"b":',
      '\u0001',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const document = parse(text);
        const isWhole = document.stop === null && text.slice(document.end).trim() === '';
        expect(isWhole, text).toBe(isStrict(text));
      }),
      { numRuns: 2000 },
    );
  });
});

test('random bytes, cut and flipped texts end with a place, never with an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (random) => {
      const { stop, end } = parseJson(random);
      expect(end).toBeLessThanOrEqual(random.length);
      if (stop !== null) expect(stop.offset).toBeLessThanOrEqual(random.length);
    }),
  );
  const text = bytes('{"a": [1, {"b": "\\u00e9é"}], "c": null}');
  for (let cut = 0; cut < text.length; cut += 1) expect(parseJson(text.subarray(0, cut)).stop).not.toBeNull();
});

describe('places', () => {
  test('every value knows its bytes, every character of a string its byte', () => {
    const text = '{"é": "x\\u0041\\né😀_z"}';
    const document = parse(text);
    const value = document.get(document.root, 'é') ?? -1;
    expect(document.text(value)).toBe('xA\né😀_z');
    const byteOf = (part: string): number => bytes(text.slice(0, text.indexOf(part))).length;
    expect(document.range(value).offset + 1 + document.offsets(value).at(1)).toBe(byteOf('\\u0041'));
    expect(document.range(value).offset + 1 + document.offsets(value).at(2)).toBe(byteOf('\\n'));
    expect(document.range(value).offset + 1 + document.offsets(value).at(4)).toBe(byteOf('😀'));
    expect(document.range(value).offset + 1 + document.offsets(value).at(6)).toBe(byteOf('_z'));
  });

  test('space before and a byte order mark', () => {
    expect(parse('  {}').start).toBe(2);
    expect([parse('\ufeff[]').hasBom, parse('\ufeff[]').stop]).toEqual([true, null]);
    expect(parse('{} tail').end).toBe(2);
  });
});

describe('what strict readers refuse', () => {
  test.each([
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '01',
    '1.',
    '.5',
    '+1',
    '"\t"',
    '"\\x"',
    '"\\u12"',
    '[1 2]',
    '{"a" 1}',
  ])('%j', (text) => {
    expect(parse(text).stop?.code).toBe('syntax');
  });

  test('NaN and infinities are read and said', () => {
    const document = parse('[1, NaN, -Infinity]');
    expect([document.stop, document.nonFinite]).toEqual([null, 4]);
    expect([...document.items(0)].map((node) => document.number(node))).toEqual([1, NaN, -Infinity]);
  });

  test('half a surrogate pair, and bytes that are no UTF-8', () => {
    expect(parse('"\\ud800"').decoded(0)).toMatchObject({ loneSurrogate: true, badUtf8: false });
    expect(parseJson(Uint8Array.of(0x22, 0xff, 0x22)).decoded(0)).toMatchObject({ badUtf8: true });
  });
});

test('keys are compared as text: an escaped twin is a duplicate, and the last one counts', () => {
  const document = parse('{"a": 1, "b": {"x": 1, "x": 2}, "\\u0061": 3}');
  expect(document.duplicates(10).map(({ key }) => key)).toEqual(['a', 'x']);
  expect(document.duplicates(1)).toHaveLength(1);
  expect(document.number(document.get(0, 'a'))).toBe(3);
  const [twin] = document.duplicates(1);
  expect(document.range(twin?.again ?? 0).offset).toBe(32);
});

test('integers are exact, and absurd ones are none', () => {
  const document = parse(`[18446744073709551616, -5, 1.0, 1e3, ${'9'.repeat(1000)}]`);
  expect([...document.items(0)].map((node) => document.integer(node))).toEqual([2n ** 64n, -5n, null, null, null]);
});

test('depth and number of values are capped and said', () => {
  const deep = parse('['.repeat(100_000));
  expect(deep.stop).toMatchObject({ code: 'limit', offset: LIMITS.jsonDepth });
  expect(parse(`${'['.repeat(LIMITS.jsonDepth)}${']'.repeat(LIMITS.jsonDepth)}`).stop).toBeNull();
});
