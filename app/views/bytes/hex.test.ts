import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  byteText,
  columnAt,
  gapAfter,
  hexWidth,
  rowBytes,
  rowCount,
  rowOf,
  runs,
  targetByte,
  type HexShape,
} from './hex.ts';
import type { Stroke } from '../../ui/rows/keys.ts';

const shape: fc.Arbitrary<HexShape> = fc
  .record({ size: fc.integer({ min: 1, max: 1e12 }), perRow: fc.constantFrom(8, 16, 32), lead: fc.nat(31) })
  .map((s) => ({ ...s, lead: s.lead % s.perRow }));

function press(key: string, more: Partial<Stroke> = {}): Stroke {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more };
}

describe('geometry', () => {
  it('puts every byte in exactly one row', () => {
    fc.assert(
      fc.property(shape, fc.double({ min: 0, max: 0.999999, noNaN: true }), (s, share) => {
        const offset = Math.floor(s.size * share);
        const row = rowOf(s, offset);
        const { first, last } = rowBytes(s, row);
        expect(first <= offset && offset < last).toBe(true);
        expect(row).toBeLessThan(rowCount(s));
        if (row > 0) expect(rowBytes(s, row - 1).last).toBe(first);
        expect(rowBytes(s, rowCount(s) - 1).last).toBe(s.size);
      }),
    );
  });

  it('has no rows for nothing', () => {
    expect(rowCount({ size: 0, perRow: 16, lead: 5 })).toBe(0);
  });

  it('finds the byte under a character, where the text has it', () => {
    for (const perRow of [8, 16, 32]) {
      let text = '';
      for (let column = 0; column < perRow; column++) {
        expect(columnAt(text.length, perRow)).toBe(column);
        expect(columnAt(text.length + 1.9, perRow)).toBe(column);
        text += `00${gapAfter(column, perRow)}`;
      }
      expect(text).toHaveLength(hexWidth(perRow));
      expect(columnAt(1_000, perRow)).toBe(perRow - 1);
      expect(columnAt(-3, perRow)).toBe(0);
    }
  });
});

describe('text', () => {
  it('is one printable character for each byte', () => {
    const all = Array.from({ length: 256 }, (_, byte) => byteText(byte));
    expect(all.every((c) => c.length === 1)).toBe(true);
    expect(all.filter((c) => c !== '·')).toHaveLength(95);
  });

  it('joins neighbours that look alike', () => {
    const paint = (offset: number) => (offset >= 4 && offset < 7 ? 'hl' : '');
    expect(runs(2, 9, paint)).toEqual([
      { first: 2, last: 4, className: '' },
      { first: 4, last: 7, className: 'hl' },
      { first: 7, last: 9, className: '' },
    ]);
    expect(runs(3, 3, paint)).toEqual([]);
  });
});

describe('targetByte', () => {
  const s: HexShape = { size: 100, perRow: 16, lead: 4 };

  it('moves by byte, row and page', () => {
    expect(targetByte(press('ArrowRight'), s, 99, 3)).toBe(99);
    expect(targetByte(press('ArrowLeft'), s, 12, 3)).toBe(11);
    expect(targetByte(press('ArrowDown'), s, 12, 3)).toBe(28);
    expect(targetByte(press('ArrowUp'), s, 5, 3)).toBe(5);
    expect(targetByte(press('ArrowDown'), s, 95, 3)).toBe(95);
    expect(targetByte(press('PageDown'), s, 12, 3)).toBe(60);
    expect(targetByte(press('PageDown'), s, 70, 30)).toBe(99);
  });

  it('goes to the ends of the row and of the source', () => {
    expect(targetByte(press('Home'), s, 5, 3)).toBe(0);
    expect(targetByte(press('Home'), s, 20, 3)).toBe(12);
    expect(targetByte(press('End'), s, 20, 3)).toBe(27);
    expect(targetByte(press('End', { ctrlKey: true }), s, 20, 3)).toBe(99);
    expect(targetByte(press('Home', { ctrlKey: true }), s, 20, 3)).toBe(0);
  });

  it('stays inside, whatever is pressed', () => {
    const key = fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End');
    fc.assert(
      fc.property(shape, fc.double({ min: 0, max: 0.999, noNaN: true }), key, fc.nat(99), (sh, share, name, page) => {
        const at = targetByte(press(name), sh, Math.floor(sh.size * share), page);
        expect(at !== null && at >= 0 && at < sh.size).toBe(true);
      }),
    );
  });

  it('leaves other keys alone', () => {
    expect(targetByte(press('x'), s, 5, 3)).toBeNull();
    expect(targetByte(press('ArrowLeft', { altKey: true }), s, 5, 3)).toBeNull();
    expect(targetByte(press('ArrowRight', { ctrlKey: true }), s, 5, 3)).toBeNull();
  });
});
