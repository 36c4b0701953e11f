/** What a key does in a tree. Pure; the ARIA tree pattern. */
import type { Row } from './fold.ts';

export type Move =
  | { readonly kind: 'go'; readonly to: number }
  | { readonly kind: 'fold'; readonly open: boolean }
  | { readonly kind: 'select' };

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

export function moveTo<T>(event: Key, rows: readonly Row<T>[], at: number, name: (row: Row<T>) => string): Move | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const row = rows[at];
  if (row === undefined) return null;
  const go = (to: number): Move => ({ kind: 'go', to: Math.min(rows.length - 1, Math.max(0, to)) });
  switch (event.key) {
    case 'ArrowDown':
      return go(at + 1);
    case 'ArrowUp':
      return go(at - 1);
    case 'Home':
      return go(0);
    case 'End':
      return go(rows.length - 1);
    case 'PageDown':
      return go(at + 12);
    case 'PageUp':
      return go(at - 12);
    case 'ArrowRight':
      if (row.open === false) return { kind: 'fold', open: true };
      return row.open === true ? go(at + 1) : null;
    case 'ArrowLeft':
      if (row.open === true) return { kind: 'fold', open: false };
      return row.parent === null ? null : go(rows.findIndex((r) => r.id === row.parent));
    case 'Enter':
    case ' ':
      return row.item.kind === 'fold' ? { kind: 'fold', open: row.open !== true } : { kind: 'select' };
    default:
      return /^[\p{L}\p{N}_]$/u.test(event.key) ? typeAhead(event.key, rows, at, name) : null;
  }
}

/** The next row, going round, whose name starts with the letter. */
function typeAhead<T>(letter: string, rows: readonly Row<T>[], at: number, name: (row: Row<T>) => string): Move | null {
  const wanted = letter.toLowerCase();
  for (let i = 1; i <= rows.length; i++) {
    const to = (at + i) % rows.length;
    const row = rows[to];
    if (row !== undefined && name(row).toLowerCase().startsWith(wanted)) return { kind: 'go', to };
  }
  return null;
}
