import { describe, expect, it } from 'vitest';
import { bytes, compact, count, hex, hexRange, percent, plural } from './format.ts';

describe('count', () => {
  it.each([0, 7, 999, 1000, 12_345, 999_999, 1_000_000, -1234, -123, Number.MAX_SAFE_INTEGER, 2 ** 64, 1e24, 1234.5])(
    'writes %d as the browser does',
    (n) => {
      expect(count(n)).toBe(n.toLocaleString('en-US'));
    },
  );
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1060, '1.06 KB'],
    [8192, '8.19 KB'],
    [9996, '10.0 KB'],
    [68_569, '68.6 KB'],
    [999_499, '999 KB'],
    [999_500, '1.00 MB'],
    [1_340_715_037, '1.34 GB'],
    [4.2e15, '4.20 PB'],
    [9e18, '9.00 EB'],
  ])('%d is %s', (n, text) => {
    expect(bytes(n)).toBe(text);
  });
});

describe('percent', () => {
  it('is 100% only when nothing is missing', () => {
    expect(percent(1_340_715_036, 1_340_715_037)).toBe('99.99%');
    expect(percent(10, 10)).toBe('100%');
    expect(percent(0, 0)).toBe('100%');
  });

  it('is 0% only when there is nothing', () => {
    expect(percent(0, 5)).toBe('0%');
    expect(percent(1, 1e9)).toBe('<0.01%');
    expect(percent(296_000, 1_340_715_037)).toBe('0.02%');
    expect(percent(62, 100)).toBe('62%');
  });
});

describe('offsets and counts', () => {
  it('print as the product says them', () => {
    expect(hex(0x5fff)).toBe('0x5fff');
    expect(hex(0x2c1f2010)).toBe('0x2c1f2010');
    expect(hex(7)).toBe('0x0007');
    expect(hexRange(0x5c0, 0x50)).toBe('0x05c0 – 0x060f');
    expect(hexRange(0x5fff, 1)).toBe('0x5fff');
    expect(plural(1, 'file')).toBe('1 file');
    expect(plural(12_000, 'entry', 'entries')).toBe('12,000 entries');
    expect([391, 68_569, 335_141_888, 3_212_749_888].map(compact)).toEqual(['391', '68.6 K', '335 M', '3.21 B']);
  });
});
