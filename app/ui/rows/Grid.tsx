import { useEffect, type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject } from 'react';
import { targetRow } from './keys.ts';
import { CANVAS, pageRows } from './scroll.ts';
import type { RowScroll } from './useScroll.ts';
import { VirtualRows, type RowContent } from './VirtualRows.tsx';
import './rows.css';

export interface GridProps {
  /** Unique in the page; row r is the element `${id}-${r}`. */
  readonly id: string;
  readonly label: string;
  readonly className?: string;
  readonly rows: number;
  readonly rowHeight: number;
  readonly active: number | null;
  readonly onActive: (row: number) => void;
  /** Cells of the heading row; none without one. */
  readonly columns?: ReactNode;
  readonly columnCount: number;
  readonly renderRow: (row: number) => RowContent;
  readonly scroll: RowScroll;
  /** The element `scroll` belongs to. */
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  /** Asked before the grid's own keys; true = taken. */
  readonly onKey?: (event: KeyboardEvent<HTMLElement>) => boolean;
  /** Stands left of the grid, outside of it. */
  readonly beside?: ReactNode;
  /** Instead of `onActive` for clicks on a row. */
  readonly onPress?: (event: MouseEvent<HTMLElement>, row: number) => void;
}

/**
 * A read-only grid of equal rows that scrolls itself: one tab stop, the active row announced by aria-activedescendant.
 * Pattern: WAI-ARIA Authoring Practices, grid with row focus.
 */
export function Grid({
  id,
  label,
  className = '',
  rows,
  rowHeight,
  active,
  onActive,
  columns,
  columnCount,
  renderRow,
  scroll,
  scrollRef,
  onKey,
  onPress,
  beside,
}: GridProps) {
  const { reveal } = scroll;
  useEffect(() => {
    if (active !== null) reveal(active, 'follow');
  }, [active, rows, reveal]);

  const pressKey = (event: KeyboardEvent<HTMLElement>) => {
    if (onKey?.(event) === true) {
      event.preventDefault();
      return;
    }
    const row = targetRow(event, active, rows, pageRows(scroll.now()));
    if (row === null) return;
    event.preventDefault();
    onActive(row);
  };
  const press = (event: MouseEvent<HTMLElement>) => {
    const row = rowOf(event.target);
    if (row === null) return;
    if (onPress === undefined) onActive(row);
    else onPress(event, row);
  };

  return (
    <div className="vbody">
      {beside}
      <div
        ref={scrollRef}
        className={`vgrid ${className}`}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-readonly="true"
        aria-rowcount={rows + (columns === undefined ? 0 : 1)}
        aria-colcount={columnCount}
        aria-activedescendant={active === null || active >= rows ? undefined : `${id}-${active}`}
        onKeyDown={pressKey}
        onClick={press}
      >
        {columns !== undefined && (
          <div className="vhead" role="row" aria-rowindex={1}>
            {columns}
          </div>
        )}
        <div className="vcanvas" role="rowgroup" style={{ height: Math.min(rows * rowHeight, CANVAS) }}>
          <VirtualRows
            id={id}
            rows={rows}
            rowHeight={rowHeight}
            active={active}
            firstIndex={columns === undefined ? 1 : 2}
            scroll={scroll}
            renderRow={renderRow}
          />
        </div>
      </div>
    </div>
  );
}

function rowOf(target: EventTarget | null): number | null {
  if (!(target instanceof Element)) return null;
  const row = target.closest('[data-row]')?.getAttribute('data-row') ?? null;
  return row === null ? null : Number(row);
}
