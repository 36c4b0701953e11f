import { describe, expect, it } from 'vitest';
import { digits, hexRows, hexText, telling } from './hex-rows.ts';

const block = {
  offset: 0x5ffc,
  hex: '73688552' + '30582c00',
  marks: [
    { offset: 0x5ffc, length: 2 },
    { offset: 0x5ffe, length: 2 },
  ],
  hit: { offset: 0x5fff, length: 1 },
};

describe('hexRows', () => {
  it('aligns rows and leaves the start blank', () => {
    const rows = hexRows(block, 16);
    expect(rows.map((r) => [r.offset, r.blank])).toEqual([
      [0x5ff0, 12],
      [0x6000, 0],
    ]);
  });

  it('joins neighbours that look alike and keeps the deciding byte apart', () => {
    expect(hexRows(block, 16)[0]?.runs).toEqual([
      { look: 'hs', hex: '73 68 ', ascii: 'sh' },
      { look: 'hl', hex: '85 ', ascii: '·' },
      { look: 'hx', hex: '52', ascii: 'R' },
    ]);
  });

  it('puts a wider gap after eight bytes, none at the end of a row', () => {
    const sixteen = { ...block, offset: 0, hex: '41'.repeat(16), marks: [], hit: { offset: 99, length: 1 } };
    expect(hexRows(sixteen, 16)[0]?.runs[0]?.hex).toBe(`${'41 '.repeat(7)}41  ${'41 '.repeat(7)}41`);
    expect(hexRows(sixteen, 8).map((r) => r.runs[0]?.hex)).toEqual([`${'41 '.repeat(7)}41`, `${'41 '.repeat(7)}41`]);
  });

  it('never prints a character that could move others', () => {
    const hostile = { ...block, offset: 0, hex: 'e280ae0a1b7f00ff' };
    expect(
      hexRows(hostile, 8)[0]
        ?.runs.map((r) => r.ascii)
        .join(''),
    ).toBe('········');
  });

  it('shows the marked rows and one more on each side', () => {
    const long = { ...block, offset: 0, hex: '00'.repeat(160), marks: [], hit: { offset: 0x45, length: 1 } };
    expect(telling(hexRows(long, 16)).map((r) => r.offset)).toEqual([0x30, 0x40, 0x50]);
    expect(telling(hexRows({ ...long, hit: { offset: 999, length: 1 } }, 16))).toHaveLength(10);
  });

  it('does not paint a long stretch solid', () => {
    const long = { ...block, offset: 0, hex: '41'.repeat(16), marks: [], hit: { offset: 0, length: 16 } };
    expect(hexRows(long, 16)[0]?.runs.map((r) => r.look)).toEqual(['hs']);
  });

  it('survives odd and empty hex', () => {
    expect(hexRows({ ...block, hex: '' }, 16)).toEqual([]);
    expect(hexRows({ ...block, hex: '4' }, 16)).toEqual([]);
  });

  it('has as many digits as the offsets need', () => {
    expect(digits(hexRows(block, 16))).toBe(5);
    expect(digits(hexRows({ ...block, offset: 0x2c1f2010 }, 16))).toBe(8);
  });

  it('copies as lines of offset, bytes and text', () => {
    expect(hexText(block).split('\n')[1]).toBe(`06000  ${'30 58 2c 00 '.padEnd(48)}  0X,·`);
  });
});
