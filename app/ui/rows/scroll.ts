/**
 * Scroll position of a list of equal rows that may be taller than a browser can lay out.
 *
 * Browsers stop counting between 8.9 and 33 million pixels, so the scrolled element is at most CANVAS pixels high and
 * two positions are kept apart: `top`, the true pixel at the upper edge of the viewport (0 … contentHeight - viewport),
 * and `native`, the element's scrollTop. A small native change moves `top` by the same amount, so wheel and touch are
 * exact; a large one (dragging the thumb) maps the whole track to the whole list. The two drift apart while one scrolls
 * locally; `native` is put back where it belongs when scrolling rests, or at once when it runs into an end first.
 *
 * Pure. All numbers are CSS pixels or row numbers; up to 2^53 pixels, 4e14 rows.
 */

/** Height of the scrolled element at most. Below the caps of all engines, also at a device pixel ratio of 4. */
export const CANVAS = 8_000_000;
/** At each end so many pixels of the track are 1:1, so that the first and last rows are reached by any step. */
const END_ZONE = 100_000;

export interface Scroll {
  readonly rows: number;
  readonly rowHeight: number;
  readonly viewport: number;
  readonly top: number;
  /** What the element's scrollTop is, or has to become when `moved` is set. */
  readonly native: number;
  /** Pixel of row 0 in the scrolled element: row r is drawn at r * rowHeight + base. An integer, often negative. */
  readonly base: number;
  /** The element has to be scrolled to `native`; cleared by `settled`. */
  readonly moved: boolean;
}

export type ScrollAction =
  /** The element scrolled (by the user, or the echo of our own change). */
  | { readonly type: 'scrolled'; readonly native: number }
  /** Nothing has scrolled for a moment. */
  | { readonly type: 'rested' }
  /** `native` was written to the element; this is what it reads back, rounded to device pixels. */
  | { readonly type: 'settled'; readonly native: number }
  | { readonly type: 'resized'; readonly rows: number; readonly rowHeight: number; readonly viewport: number }
  | { readonly type: 'reveal'; readonly row: number; readonly align: Align };

/** `nearest` moves as little as possible, `centre` puts the row in the middle, `follow` is nearest for a row close by. */
export type Align = 'nearest' | 'centre' | 'follow';

/** Rows [first, last), clipped to the list. */
export interface RowWindow {
  readonly first: number;
  readonly last: number;
}

export function initialScroll(rows: number, rowHeight: number): Scroll {
  return { rows, rowHeight, viewport: 0, top: 0, native: 0, base: 0, moved: false };
}

export function contentHeight(s: Scroll): number {
  return s.rows * s.rowHeight;
}

/** Height of the scrolled element. */
export function canvasHeight(s: Scroll): number {
  return Math.min(contentHeight(s), CANVAS);
}

export function maxTop(s: Scroll): number {
  return Math.max(0, contentHeight(s) - s.viewport);
}

export function maxNative(s: Scroll): number {
  return Math.max(0, canvasHeight(s) - s.viewport);
}

export function reduceScroll(s: Scroll, action: ScrollAction): Scroll {
  switch (action.type) {
    case 'scrolled':
      return scrolled(s, action.native);
    case 'rested':
      return realign(s);
    case 'settled':
      return place(s, action.native, action.native - s.base, false);
    case 'resized':
      return resized(s, action.rows, action.rowHeight, action.viewport);
    case 'reveal':
      return moveTo(s, revealTop(s, action.row, action.align));
  }
}

/** Rows that touch the viewport, `overscan` more on both sides, widened to whole groups so that small moves change nothing. */
export function rowWindow(s: Scroll, overscan: number, group = 1): RowWindow {
  const first = Math.floor(s.top / s.rowHeight) - overscan;
  const last = Math.ceil((s.top + s.viewport) / s.rowHeight) + overscan;
  return {
    first: Math.max(0, Math.floor(first / group) * group),
    last: Math.min(s.rows, Math.ceil(last / group) * group),
  };
}

/** Whole rows that fit: what Page Up and Page Down move by. */
export function pageRows(s: Scroll): number {
  return Math.max(1, Math.floor(s.viewport / s.rowHeight) - 1);
}

function scrolled(s: Scroll, native: number): Scroll {
  const delta = native - s.native;
  if (delta === 0) return s;
  const jump = Math.abs(delta) >= jumpLength(s);
  const next = place(s, native, jump ? toTop(s, native) : s.top + delta, false);
  return stuck(next) ? realign(next) : next;
}

/** The element is at an end, the list is not: the wheel would stop here. */
function stuck(s: Scroll): boolean {
  return (s.native <= 0 && s.top > 0) || (s.native >= maxNative(s) && s.top < maxTop(s));
}

/** Brings `native` back to where the thumb of this `top` belongs. */
function realign(s: Scroll): Scroll {
  const native = toNative(s, s.top);
  return Math.abs(native - s.native) < 1 ? s : place(s, native, s.top, true);
}

function moveTo(s: Scroll, top: number): Scroll {
  return top === s.top ? s : place(s, toNative(s, top), top, true);
}

function resized(s: Scroll, rows: number, rowHeight: number, viewport: number): Scroll {
  if (rows === s.rows && rowHeight === s.rowHeight && viewport === s.viewport) return s;
  const sized: Scroll = { ...s, rows, rowHeight, viewport };
  const top = clamp((s.top / s.rowHeight) * rowHeight, maxTop(sized));
  const native = toNative(sized, top);
  return place(sized, native, top, Math.abs(native - s.native) >= 1);
}

function revealTop(s: Scroll, row: number, align: Align): number {
  const upper = row * s.rowHeight;
  const lower = upper + s.rowHeight - s.viewport;
  const near = Math.abs((upper + lower) / 2 - s.top) <= 1.5 * s.viewport;
  if (align === 'centre' || (align === 'follow' && !near)) return clamp(Math.round((upper + lower) / 2), maxTop(s));
  return clamp(Math.min(upper, Math.max(lower, s.top)), maxTop(s));
}

/** One pixel of the thumb is canvas/viewport native pixels; a quarter of that is still no wheel turn. */
function jumpLength(s: Scroll): number {
  return Math.max(1_000, canvasHeight(s) / Math.max(1, s.viewport) / 4);
}

/** Piecewise linear and monotonic: 1:1 in the end zones, scaled between them. Inverse of `toTop`. */
function toNative(s: Scroll, top: number): number {
  const { zone, far, farNative } = zones(s);
  if (top <= zone) return Math.round(top);
  if (top >= far) return Math.round(maxNative(s) - (maxTop(s) - top));
  return Math.round(zone + ((top - zone) * (farNative - zone)) / (far - zone));
}

function toTop(s: Scroll, native: number): number {
  const { zone, far, farNative } = zones(s);
  if (native <= zone) return native;
  if (native >= farNative) return maxTop(s) - (maxNative(s) - native);
  return Math.round(zone + ((native - zone) * (far - zone)) / (farNative - zone));
}

function zones(s: Scroll): { zone: number; far: number; farNative: number } {
  const zone = Math.min(END_ZONE, maxNative(s) / 4);
  return { zone, far: maxTop(s) - zone, farNative: maxNative(s) - zone };
}

/** Keeps `base` whole, so that rows stay on whole pixels wherever the element stands. */
function place(s: Scroll, native: number, wanted: number, moved: boolean): Scroll {
  const base = Math.round(native - clamp(wanted, maxTop(s)));
  return { ...s, native, base, top: clamp(native - base, maxTop(s)), moved };
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(0, value), max);
}
