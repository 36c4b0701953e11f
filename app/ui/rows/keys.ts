/** Which row a key goes to in a grid, as WAI-ARIA's grid pattern has it. Pure. */
export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The row to go to, or null when the key is none of ours or the list is empty. `page` is in rows. */
export function targetRow(stroke: Stroke, active: number | null, rows: number, page: number): number | null {
  if (rows === 0 || stroke.altKey || stroke.shiftKey) return null;
  const last = rows - 1;
  const from = Math.min(active ?? 0, last);
  if (stroke.ctrlKey || stroke.metaKey) {
    if (stroke.key === 'Home' || (stroke.metaKey && stroke.key === 'ArrowUp')) return 0;
    if (stroke.key === 'End' || (stroke.metaKey && stroke.key === 'ArrowDown')) return last;
    return null;
  }
  const by = moved(stroke.key, page);
  if (by === null) return null;
  return active === null && Number.isFinite(by) ? 0 : Math.min(Math.max(0, from + by), last);
}

function moved(key: string, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return 1;
    case 'ArrowUp':
    case 'k':
      return -1;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return -Infinity;
    case 'End':
      return Infinity;
    default:
      return null;
  }
}

/** True in places where letters are text, and where a key may mean something else. */
export function typesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])'))
  );
}
