/** Which key does what, outside of lists and grids. Pure: a reducer over key presses. */
import type { View } from '../link/route.ts';

export type Action =
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'finding'; readonly by: 1 | -1 }
  | { readonly kind: 'file'; readonly by: 1 | -1 }
  | { readonly kind: 'item'; readonly by: 1 | -1 }
  | { readonly kind: 'pane'; readonly by: 1 | -1 }
  | { readonly kind: 'open' | 'export' | 'share' | 'compare' | 'help' | 'search' };

export interface Press {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** `first`: a `g` was pressed before and waits for its second letter. */
export interface Answer {
  readonly action: Action | null;
  readonly first: boolean;
}

const views: Readonly<Record<string, View>> = { r: 'report', o: 'opcodes', h: 'bytes', t: 'tensors', s: 'start' };
const singles: Readonly<Record<string, Action>> = {
  n: { kind: 'finding', by: 1 },
  p: { kind: 'finding', by: -1 },
  j: { kind: 'item', by: 1 },
  k: { kind: 'item', by: -1 },
  ']': { kind: 'file', by: 1 },
  '[': { kind: 'file', by: -1 },
  o: { kind: 'open' },
  e: { kind: 'export' },
  s: { kind: 'share' },
  c: { kind: 'compare' },
  '/': { kind: 'search' },
  '?': { kind: 'help' },
};

/** `letters`: whether single letters are on (WCAG 2.1.4: they can be turned off). */
export function answer(press: Press, first: boolean, letters: boolean): Answer {
  if (press.ctrlKey || press.altKey || press.metaKey) return { action: null, first: false };
  if (press.key === 'F6') return { action: { kind: 'pane', by: press.shiftKey ? -1 : 1 }, first: false };
  if (!letters) return { action: null, first: false };
  if (first) {
    const view = own(views, press.key);
    return { action: view === undefined ? null : { kind: 'view', view }, first: false };
  }
  if (press.key === 'g') return { action: null, first: true };
  return { action: own(singles, press.key) ?? null, first: false };
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The list in the help dialog: only what works in this version. */
export const KEYS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['j', 'k'], does: 'Next, previous item of a list' },
  { keys: ['→', '←'], does: 'Unfold, fold; in the replay: one step' },
  { keys: ['Shift →', 'Shift ←'], does: 'Next, previous call in the replay' },
  { keys: ['Space'], does: 'Play, pause the replay' },
  { keys: ['.'], does: 'File offsets or entry offsets' },
  { keys: ['Home', 'End', 'PgUp', 'PgDn'], does: 'As in a table; with Ctrl the first, last row' },
  { keys: ['Enter'], does: 'Open the selection' },
  { keys: ['Esc'], does: 'Close' },
  { keys: ['n', 'p'], does: 'Next, previous finding' },
  { keys: ['g', 'r'], does: 'Report' },
  { keys: ['g', 'o'], does: 'Opcodes' },
  { keys: ['g', 'h'], does: 'Bytes' },
  { keys: ['g', 't'], does: 'Tensors' },
  { keys: ['g', 's'], does: 'Start' },
  { keys: ['/'], does: 'Search in this view' },
  { keys: ['[', ']'], does: 'Previous, next file' },
  { keys: ['o'], does: 'Open files' },
  { keys: ['e'], does: 'Export' },
  { keys: ['s'], does: 'Share link' },
  { keys: ['c'], does: 'Compare' },
  { keys: ['F6'], does: 'Next pane; with Shift the previous' },
  { keys: ['?'], does: 'This list' },
];
