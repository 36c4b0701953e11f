import type { ReactNode } from 'react';
import type { RowScroll } from './useScroll.ts';

export interface RowContent {
  readonly cells: ReactNode;
  readonly className?: string | undefined;
  /** Spoken instead of the cells. */
  readonly label?: string | undefined;
}

interface VirtualRowsProps {
  /** Row elements are called `${id}-${row}`. */
  readonly id: string;
  readonly rows: number;
  readonly rowHeight: number;
  readonly active: number | null;
  /** aria-rowindex of row 0. */
  readonly firstIndex: number;
  readonly scroll: RowScroll;
  readonly renderRow: (row: number) => RowContent;
}

/**
 * The rows of a grid that are on screen, and the active one wherever it is: a screen reader that stands on it must not
 * fall off when it is scrolled away.
 */
export function VirtualRows({ id, rows, rowHeight, active, firstIndex, scroll, renderRow }: VirtualRowsProps) {
  const { first, last } = scroll.window;
  const draw = (row: number, parked: boolean) => {
    const { cells, className = '', label } = renderRow(row);
    const current = row === active;
    return (
      <div
        key={parked ? 'parked' : row - scroll.keyBase}
        id={`${id}-${row}`}
        role="row"
        aria-rowindex={row + firstIndex}
        aria-selected={current}
        aria-label={label}
        data-row={row}
        className={`vrow ${className}${current ? ' cur' : ''}${parked ? ' parked' : ''}`}
        style={{ height: rowHeight }}
      >
        {cells}
      </div>
    );
  };
  const away = active !== null && active < rows && (active < first || active >= last);
  return (
    <>
      {away && active < first && draw(active, true)}
      <div className="vwindow" role="presentation" style={{ top: first * rowHeight + scroll.base }}>
        {Array.from({ length: Math.max(0, Math.min(last, rows) - first) }, (_, i) => draw(first + i, false))}
      </div>
      {away && active >= last && draw(active, true)}
    </>
  );
}
