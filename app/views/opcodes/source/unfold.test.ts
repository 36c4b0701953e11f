import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryAt, indexOfLine, length, parts } from './unfold.ts';

const opened = { row: 3, line: 8, hidden: 4 };

describe('unfold', () => {
  it('puts the hidden lines after their row', () => {
    expect(length(10, opened)).toBe(14);
    expect([2, 3, 4, 7, 8, 9].map((index) => entryAt(index, opened))).toEqual([
      { row: 2 },
      { line: 7 },
      { line: 8 },
      { line: 11 },
      { row: 4 },
      { row: 5 },
    ]);
  });

  it('finds a line in its fold, open or not', () => {
    expect(indexOfLine({ line: 10, row: 3 }, null)).toBe(3);
    expect(indexOfLine({ line: 10, row: 3 }, opened)).toBe(5);
    expect(indexOfLine({ line: 13, row: 4 }, opened)).toBe(8);
    expect(indexOfLine({ line: 2, row: 1 }, opened)).toBe(1);
  });

  it('asks for every row and line in view, and for no line without a fold', () => {
    expect(parts(0, 5, null)).toEqual({ rows: { first: 0, last: 5 }, lines: { first: 0, last: 0 } });
    fc.assert(
      fc.property(fc.nat(20), fc.nat(30), fc.nat(20), fc.nat(20), (first, count, row, hidden) => {
        const fold = { row, line: row + 5, hidden };
        const { rows, lines } = parts(first, first + count, fold);
        for (let index = first; index < first + count; index++) {
          const entry = entryAt(index, fold);
          if ('row' in entry) expect(entry.row >= rows.first && entry.row < rows.last).toBe(true);
          else expect(entry.line >= lines.first && entry.line < lines.last).toBe(true);
        }
      }),
    );
  });
});
