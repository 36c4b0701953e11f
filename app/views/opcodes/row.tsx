/** One row of the opcode grid. */
import { memo } from 'react';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { count } from '../../ui/format.ts';
import type { RowContent } from '../../ui/rows/VirtualRows.tsx';
import type { OpcodeRow } from '../../../workers/protocol.ts';
import type { Severity } from '../../../workers/report/schema.ts';

/** Offsets count from the start of the dropped file, or of the entry the program lies in. */
export type OffsetBase = 'file' | 'entry';
/** Steps that stand out; the others are dimmed. */
export type Shown = 'all' | 'call' | 'name' | 'text' | 'flagged';

export interface RowLook {
  readonly base: OffsetBase;
  readonly flag: Severity | undefined;
  readonly deciding: Severity | undefined;
  /** Depths on screen, least and most: the bars compare what is in view. */
  readonly depths: readonly [number, number];
  /** It belongs to the selected line of the pseudo-Python. */
  readonly own: boolean;
  readonly dim: boolean;
}

/** Levels of MARK that are drawn; deeper ones stay at the last. */
const MAX_INDENT = 8;

export function opcodeRow(step: number, row: OpcodeRow | undefined, look: RowLook): RowContent {
  if (row === undefined)
    return { className: 'wait', label: `Step ${count(step)}, loading`, cells: <Waiting step={step} /> };
  const tint = look.flag === undefined ? '' : ` bad f-${markClass[look.flag]}`;
  const [least, most] = look.depths;
  const depth = row.depth === 0 ? 0 : 6 + Math.round((28 * (row.depth - least)) / Math.max(12, most - least));
  return {
    className: `k-${row.class}${tint}${look.own ? ' own' : ''}${look.dim ? ' dim' : ''}`,
    cells: (
      <>
        <Cells row={row} base={look.base} deciding={look.deciding} />
        <span role="gridcell" className="dp">
          <i style={{ width: depth }} />
          {count(row.depth)}
        </span>
      </>
    ),
  };
}

interface CellsProps {
  readonly row: OpcodeRow;
  readonly base: OffsetBase;
  readonly deciding: Severity | undefined;
}

/** All but the depth, whose bar depends on what else is in view. Rows of a page never change. */
const Cells = memo(function Cells({ row, base, deciding }: CellsProps) {
  return (
    <>
      <span role="gridcell" className="st">
        {count(row.step)}
      </span>
      <span role="gridcell" className="of">
        {offsetText(row, base)}
      </span>
      <span role="gridcell" className="op" style={{ paddingLeft: 12 * Math.min(MAX_INDENT, row.marks) }}>
        {deciding !== undefined && <Mark kind={deciding} size="s" label={`${deciding} finding`} />}
        {row.name}
      </span>
      <span role="gridcell" className="ar cut">
        <Prose text={row.argument} />
      </span>
    </>
  );
});

export function offsetText(row: OpcodeRow, base: OffsetBase): string {
  const offset = base === 'file' ? row.fileOffset : row.offset;
  return offset === null ? '–' : offset.toString(16).padStart(5, '0');
}

export function matches(row: OpcodeRow, shown: Shown, flagged: boolean): boolean {
  if (shown === 'all') return true;
  return shown === 'flagged' ? flagged : row.class === shown;
}

function Waiting({ step }: { readonly step: number }) {
  return (
    <>
      <span role="gridcell" className="st">
        {count(step)}
      </span>
      <span role="gridcell" className="of">
        ·····
      </span>
      <span role="gridcell" className="op" />
      <span role="gridcell" className="ar" />
      <span role="gridcell" className="dp" />
    </>
  );
}
