import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  CANVAS,
  canvasHeight,
  contentHeight,
  initialScroll,
  maxNative,
  maxTop,
  pageRows,
  reduceScroll,
  rowWindow,
  type Scroll,
  type ScrollAction,
} from './scroll.ts';

/** A browser's part: it clamps what the wheel asks for and takes over what we write. */
function settle(s: Scroll): Scroll {
  return s.moved ? reduceScroll(s, { type: 'settled', native: Math.min(Math.max(0, s.native), maxNative(s)) }) : s;
}
function act(s: Scroll, action: ScrollAction): Scroll {
  return settle(reduceScroll(s, action));
}
function wheel(s: Scroll, delta: number): Scroll {
  return act(s, { type: 'scrolled', native: Math.min(Math.max(0, s.native + delta), maxNative(s)) });
}
function open(rows: number, viewport = 600, rowHeight = 22): Scroll {
  return act(initialScroll(rows, rowHeight), { type: 'resized', rows, rowHeight, viewport });
}
function drag(s: Scroll, share: number): Scroll {
  return act(s, { type: 'scrolled', native: Math.round(maxNative(s) * share) });
}

const FIVE_MILLION = 5_000_000;
const BILLION = 1_000_000_000;

describe('short lists', () => {
  it('are plain scrolling', () => {
    const s = wheel(open(1_000), 137.5);
    expect(s).toMatchObject({ top: 137.5, native: 137.5, base: 0 });
  });

  it('that fit do not scroll', () => {
    const s = open(5);
    expect(maxTop(s)).toBe(0);
    expect(wheel(s, 100).top).toBe(0);
    expect(rowWindow(s, 10)).toEqual({ first: 0, last: 5 });
  });

  it('of no rows have an empty window', () => {
    expect(rowWindow(open(0), 10, 8)).toEqual({ first: 0, last: 0 });
  });
});

describe('tall lists', () => {
  it('never lay out more than the canvas', () => {
    expect(canvasHeight(open(BILLION))).toBe(CANVAS);
    expect(contentHeight(open(BILLION))).toBe(22 * BILLION);
  });

  it('reach the first and the last row exactly by dragging', () => {
    for (const rows of [400_000, FIVE_MILLION, BILLION]) {
      const end = drag(open(rows), 1);
      expect(end.top).toBe(maxTop(end));
      expect(rowWindow(end, 0).last).toBe(rows);
      const start = drag(drag(end, 0.4), 0);
      expect(start.top).toBe(0);
      expect(start.base).toBe(0);
    }
  });

  it('put the middle of the track at the middle of the list', () => {
    const s = drag(open(FIVE_MILLION), 0.5);
    expect(Math.abs(s.top / maxTop(s) - 0.5)).toBeLessThan(1e-6);
  });

  it('are monotonic: further down the track is further down the list', () => {
    const s = open(BILLION);
    let before = -1;
    for (let i = 0; i <= 2_000; i++) {
      const top = drag(drag(s, i < 1_000 ? 1 : 0), i / 2_000).top;
      expect(top).toBeGreaterThan(before);
      before = top;
    }
  });

  it('scroll 1:1 by wheel wherever they stand, and stay there when scrolling rests', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: BILLION - 1_000 }),
        fc.integer({ min: -900, max: 900 }),
        (row, delta) => {
          const s = act(open(BILLION), { type: 'reveal', row, align: 'centre' });
          const after = wheel(s, delta);
          expect(after.top).toBe(s.top + delta);
          expect(act(after, { type: 'rested' }).top).toBe(after.top);
        },
      ),
    );
  });

  it('reach every row by steps of one pixel, resting or not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: BILLION - 1 }),
        fc.constantFrom(-1, 1),
        fc.integer({ min: 0, max: 40 }),
        (row, step, rest) => {
          let s = act(open(BILLION), { type: 'reveal', row, align: 'centre' });
          for (let i = 1; i <= 60; i++) {
            const wanted = Math.min(Math.max(0, s.top + step), maxTop(s));
            s = wheel(s, step);
            expect(s.top).toBe(wanted);
            if (i % (rest + 1) === 0) s = act(s, { type: 'rested' });
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('show every row on the way down and up without resting once', () => {
    const rows = 600_000;
    for (const step of [590, -590]) {
      let s = drag(open(rows), step > 0 ? 0 : 1);
      let seen = rowWindow(s, 0);
      for (let i = 0; i < 30_000 && s.top !== (step > 0 ? maxTop(s) : 0); i++) {
        s = wheel(s, step);
        const now = rowWindow(s, 0);
        if (step > 0) expect(now.first).toBeLessThanOrEqual(seen.last);
        else expect(now.last).toBeGreaterThanOrEqual(seen.first);
        seen = now;
      }
      expect(step > 0 ? seen.last : seen.first).toBe(step > 0 ? rows : 0);
    }
  });

  it('do not stop when the track ends before the list', () => {
    let s = drag(open(BILLION), 0.1);
    s = { ...s, native: 3, base: 3 - s.top };
    const up = wheel(s, -50);
    expect(up.top).toBe(s.top - 3);
    expect(up.native).toBeGreaterThan(100_000);
    expect(wheel(up, -50).top).toBe(up.top - 50);
  });
});

describe('revealing a row', () => {
  it('centres it, or stops at the ends', () => {
    const s = act(open(FIVE_MILLION), { type: 'reveal', row: 2_500_000, align: 'centre' });
    expect(Math.abs(2_500_000 * 22 + 11 - (s.top + 300))).toBeLessThanOrEqual(1);
    expect(act(s, { type: 'reveal', row: 3, align: 'centre' }).top).toBe(0);
    expect(act(s, { type: 'reveal', row: FIVE_MILLION - 1, align: 'centre' }).top).toBe(maxTop(s));
  });

  it('moves as little as needed', () => {
    const s = act(open(FIVE_MILLION), { type: 'reveal', row: 70_000, align: 'centre' });
    expect(act(s, { type: 'reveal', row: 70_002, align: 'nearest' })).toBe(s);
    const below = act(s, { type: 'reveal', row: 70_100, align: 'nearest' });
    expect(below.top).toBe(70_101 * 22 - 600);
    const above = act(s, { type: 'reveal', row: 69_000, align: 'nearest' });
    expect(above.top).toBe(69_000 * 22);
  });

  it('follows: a row close by as little as needed, one far away to the middle', () => {
    const s = act(open(FIVE_MILLION), { type: 'reveal', row: 70_000, align: 'centre' });
    expect(act(s, { type: 'reveal', row: 70_030, align: 'follow' }).top).toBe(70_031 * 22 - 600);
    expect(act(s, { type: 'reveal', row: 900_000, align: 'follow' })).toEqual(
      act(s, { type: 'reveal', row: 900_000, align: 'centre' }),
    );
  });

  it('shows the whole row, always', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: BILLION }),
        fc.integer({ min: 40, max: 2_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.999999999, noNaN: true }),
        fc.constantFrom('nearest' as const, 'centre' as const, 'follow' as const),
        (rows, viewport, from, share, align) => {
          const row = Math.floor(rows * share);
          const s = act(drag(open(rows, viewport), from), { type: 'reveal', row, align });
          expect(s.top).toBeLessThanOrEqual(row * 22 + 0.5);
          expect(s.top + viewport).toBeGreaterThanOrEqual((row + 1) * 22 - 0.5);
        },
      ),
    );
  });
});

describe('resizing', () => {
  it('keeps the first row when the viewport or the row height changes', () => {
    const s = act(open(FIVE_MILLION), { type: 'reveal', row: 1_234_567, align: 'centre' });
    const first = Math.floor(s.top / 22);
    const taller = act(s, { type: 'resized', rows: FIVE_MILLION, rowHeight: 30, viewport: 400 });
    expect(Math.floor(taller.top / 30)).toBe(first);
    expect(taller.native - taller.base).toBe(taller.top);
  });

  it('stays inside when the list gets shorter', () => {
    const s = act(drag(open(FIVE_MILLION), 1), { type: 'resized', rows: 100, rowHeight: 22, viewport: 600 });
    expect(s.top).toBe(100 * 22 - 600);
  });
});

describe('any sequence of actions', () => {
  it('keeps the positions inside and in step', () => {
    const action: fc.Arbitrary<(s: Scroll) => Scroll> = fc.oneof(
      fc.integer({ min: -3_000, max: 3_000 }).map((d) => (s: Scroll) => wheel(s, d)),
      fc.double({ min: -40, max: 40, noNaN: true }).map((d) => (s: Scroll) => wheel(s, d)),
      fc.double({ min: 0, max: 1, noNaN: true }).map((share) => (s: Scroll) => drag(s, share)),
      fc.constant((s: Scroll) => act(s, { type: 'rested' })),
      fc.double({ min: 0, max: 0.99, noNaN: true }).map((share) => (s: Scroll) => {
        return act(s, { type: 'reveal', row: Math.floor(s.rows * share), align: 'nearest' });
      }),
      fc.integer({ min: 10, max: 2_000 }).map((viewport) => (s: Scroll) => {
        return act(s, { type: 'resized', rows: s.rows, rowHeight: s.rowHeight, viewport });
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: BILLION }), fc.array(action, { maxLength: 40 }), (rows, actions) => {
        let s = open(rows);
        for (const step of actions) {
          s = step(s);
          expect(s.top).toBeGreaterThanOrEqual(0);
          expect(s.top).toBeLessThanOrEqual(maxTop(s));
          expect(s.native).toBeGreaterThanOrEqual(0);
          expect(s.native).toBeLessThanOrEqual(maxNative(s));
          expect(Number.isInteger(s.base)).toBe(true);
          expect(s.moved).toBe(false);
          // Rows are drawn where the reducer believes they are: half a pixel of rounding, no more.
          expect(Math.abs(s.native - s.base - s.top)).toBeLessThanOrEqual(0.5);
          const { first, last } = rowWindow(s, 3, 8);
          expect(first === 0 || first * s.rowHeight <= s.top).toBe(true);
          expect(last === s.rows || last * s.rowHeight >= s.top + s.viewport).toBe(true);
          expect(last - first).toBeLessThanOrEqual(s.viewport / s.rowHeight + 2 * 3 + 2 * 8 + 2);
        }
      }),
    );
  });

  it('turns pages by what fits, less one row', () => {
    expect(pageRows(open(1_000))).toBe(26);
    expect(pageRows(open(1_000, 10))).toBe(1);
  });
});
