import { useSyncExternalStore } from 'react';
import type { RowScroll } from '../../../ui/rows/useScroll.ts';
import { markClass } from '../../../ui/Mark.tsx';
import type { Severity } from '../../../../workers/report/schema.ts';
import { ribbonPath } from './ribbon.ts';

export type Scrolled = Pick<RowScroll, 'now' | 'subscribe'>;

interface RibbonProps {
  readonly left: Scrolled;
  readonly right: Scrolled;
  /** Rows [from, to] of the opcodes, and the row of the line. */
  readonly from: number;
  readonly to: number;
  readonly row: number;
  readonly flag: Severity | undefined;
}

/** Ties the opcodes of a line to the line. Scrolling draws this anew and nothing else. */
export function Ribbon({ left, right, from, to, row, flag }: RibbonProps) {
  const a = useSyncExternalStore(left.subscribe, left.now);
  const b = useSyncExternalStore(right.subscribe, right.now);
  const height = Math.max(1, a.viewport, b.viewport);
  const y = (s: typeof a, at: number): number => at * s.rowHeight - s.top;
  const path = ribbonPath(y(a, from), y(a, to + 1), y(b, row), y(b, row + 1), height);
  return (
    <div className={`ribbon${flag === undefined ? '' : ` f-${markClass[flag]}`}`} aria-hidden="true">
      <svg viewBox={`0 0 30 ${height.toString()}`} preserveAspectRatio="none">
        {path !== null && <path d={path} />}
      </svg>
    </div>
  );
}
