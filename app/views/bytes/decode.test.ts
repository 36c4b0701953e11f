import { describe, expect, it } from 'vitest';
import { parseOffset, readings } from './decode.ts';

function read(bytes: number[], little = true): Record<string, string> {
  return Object.fromEntries(readings(Uint8Array.from(bytes), little).map((r) => [r.name, r.value]));
}

describe('readings', () => {
  it('reads every type in both byte orders', () => {
    const bytes = [0x00, 0x00, 0x80, 0x3f, 0xff, 0xff, 0xff, 0xff];
    expect(read(bytes)).toMatchObject({ u8: '0', u32: '1,065,353,216', f32: '1', i64: '-3,229,614,080', f16: '0' });
    expect(read(bytes, false)).toMatchObject({ u32: '32,831', i32: '32,831', u16: '0' });
  });

  it('reads halves: one, the smallest, infinity, not a number', () => {
    expect(read([0x00, 0x3c])['f16']).toBe('1');
    expect(read([0x01, 0x00])['f16']).toBe('5.96e-8');
    expect(read([0x00, 0xfc])['f16']).toBe('-Infinity');
    expect(read([0x01, 0x7c])['f16']).toBe('NaN');
    expect(read([0x80, 0x3f])['bf16']).toBe('1');
  });

  it('keeps the digits a type has, and no more', () => {
    expect(read([0xcd, 0xcc, 0xcc, 0x3d])['f32']).toBe('0.1');
    expect(read([0x9a, 0x99, 0x99, 0x99, 0x99, 0x99, 0xb9, 0x3f])['f64']).toBe('0.1');
    expect(read([0, 0, 0, 0, 0, 0, 0, 0x80])['f64']).toBe('-0');
  });

  it('leaves out what does not fit', () => {
    expect(Object.keys(read([1, 2]))).toEqual(['u8', 'i8', 'u16', 'i16', 'f16', 'bf16']);
    expect(read([])).toEqual({});
  });

  it('reads a window of a larger buffer', () => {
    expect(readings(Uint8Array.from([9, 9, 7, 0]).subarray(2), true).find((r) => r.name === 'u16')?.value).toBe('7');
  });
});

describe('parseOffset', () => {
  it('takes decimal and 0x, with separators', () => {
    expect(parseOffset('24575')).toBe(24_575);
    expect(parseOffset(' 0x5FFF ')).toBe(0x5fff);
    expect(parseOffset('2,019,357,952')).toBe(2_019_357_952);
    expect(parseOffset('0xb8d2_f000')).toBe(0xb8d2f000);
  });

  it('refuses everything else', () => {
    for (const text of ['', '0x', '5fff', '-1', '1e5', '1.5', '99999999999999999', '0x123456789abcdef']) {
      expect(parseOffset(text)).toBeNull();
    }
  });
});
