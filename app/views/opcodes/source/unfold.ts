/** Rows of the pseudo-Python while one fold is open: its hidden lines stand between the row and the next. Pure. */

/** A fold that is open: its row, the line of the row (from 1), and how many lines it hides. */
export interface Opened {
  readonly row: number;
  readonly line: number;
  readonly hidden: number;
}

/** What stands at an index of the list: a folded row, or a line that was hidden (from 0). */
export type Entry = { readonly row: number } | { readonly line: number };

export function entryAt(index: number, opened: Opened | null): Entry {
  if (opened === null || index < opened.row) return { row: index };
  // The row itself is written as a line while it is open: its entries follow.
  if (index <= opened.row + opened.hidden) return { line: opened.line - 1 + index - opened.row };
  return { row: index - opened.hidden };
}

export function indexOfLine(place: { readonly line: number; readonly row: number }, opened: Opened | null): number {
  if (opened === null || place.row < opened.row) return place.row;
  return place.row === opened.row ? place.row + place.line - opened.line : place.row + opened.hidden;
}

export function length(rows: number, opened: Opened | null): number {
  return rows + (opened?.hidden ?? 0);
}

/** The rows and lines that a window of the list shows. */
export function parts(first: number, last: number, opened: Opened | null): { rows: Window; lines: Window } {
  if (opened === null) return { rows: { first, last }, lines: NOTHING };
  const end = opened.row + opened.hidden + 1;
  const clip = (index: number): number => Math.min(Math.max(index, opened.row), end);
  const rowOf = (index: number): number =>
    index <= opened.row ? index : Math.max(opened.row + 1, index - opened.hidden);
  const line = (index: number): number => opened.line - 1 + clip(index) - opened.row;
  const rows = { first: rowOf(first), last: rowOf(last) };
  return { rows, lines: clip(first) >= clip(last) ? NOTHING : { first: line(first), last: line(last) } };
}

interface Window {
  readonly first: number;
  readonly last: number;
}

const NOTHING: Window = { first: 0, last: 0 };
