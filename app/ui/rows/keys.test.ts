import { describe, expect, it } from 'vitest';
import { targetRow, type Stroke } from './keys.ts';

function press(key: string, more: Partial<Stroke> = {}): Stroke {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more };
}

describe('targetRow', () => {
  it('moves by one row and by one page, and stops at the ends', () => {
    expect(targetRow(press('ArrowDown'), 4, 100, 20)).toBe(5);
    expect(targetRow(press('ArrowUp'), 0, 100, 20)).toBe(0);
    expect(targetRow(press('PageDown'), 90, 100, 20)).toBe(99);
    expect(targetRow(press('PageUp'), 30, 100, 20)).toBe(10);
    expect(targetRow(press('j'), 98, 100, 20)).toBe(99);
    expect(targetRow(press('k'), 98, 100, 20)).toBe(97);
  });

  it('goes to both ends, with and without Ctrl', () => {
    for (const more of [{}, { ctrlKey: true }]) {
      expect(targetRow(press('Home', more), 50, 5_000_000, 20)).toBe(0);
      expect(targetRow(press('End', more), 50, 5_000_000, 20)).toBe(4_999_999);
    }
    expect(targetRow(press('ArrowDown', { metaKey: true }), 0, 10, 5)).toBe(9);
  });

  it('starts at the first row when none is active', () => {
    expect(targetRow(press('ArrowDown'), null, 10, 5)).toBe(0);
    expect(targetRow(press('PageDown'), null, 10, 5)).toBe(0);
    expect(targetRow(press('End'), null, 10, 5)).toBe(9);
  });

  it('leaves other keys and combinations alone', () => {
    expect(targetRow(press('a'), 1, 10, 5)).toBeNull();
    expect(targetRow(press('ArrowDown', { shiftKey: true }), 1, 10, 5)).toBeNull();
    expect(targetRow(press('ArrowDown', { altKey: true }), 1, 10, 5)).toBeNull();
    expect(targetRow(press('j', { ctrlKey: true }), 1, 10, 5)).toBeNull();
    expect(targetRow(press('toString'), 1, 10, 5)).toBeNull();
    expect(targetRow(press('ArrowDown'), null, 0, 5)).toBeNull();
  });

  it('comes back when the list got shorter', () => {
    expect(targetRow(press('ArrowUp'), 500, 10, 5)).toBe(8);
  });
});
