import { memo, useCallback, useEffect, useRef } from 'react';
import { Grid } from '../../ui/rows/Grid.tsx';
import { useRowHeight } from '../../ui/rows/media.ts';
import { usePages } from '../../ui/rows/pages.ts';
import { useScroll, type RowScroll } from '../../ui/rows/useScroll.ts';
import type { RowWindow } from '../../ui/rows/scroll.ts';
import type { Tables } from '../../engine/engine.ts';
import type { OpcodeRow, Profile } from '../../../workers/protocol.ts';
import type { Program, Severity } from '../../../workers/report/schema.ts';
import { severityAt, type Span } from './flags.ts';
import { Minimap } from './Minimap.tsx';
import { OPCODE_ROWS, opcodePages } from './queries.ts';
import { matches, opcodeRow, type OffsetBase, type Shown } from './row.tsx';

interface OpcodeGridProps {
  readonly seq: number;
  readonly engine: Pick<Tables, 'opcodes'>;
  readonly program: Program;
  readonly step: number;
  readonly onStep: (step: number) => void;
  readonly shown: Shown;
  readonly base: OffsetBase;
  readonly onBase: (base: OffsetBase) => void;
  readonly flags: readonly Span[];
  /** Deciding steps. */
  readonly deciding: ReadonlyMap<number, Severity>;
  readonly profile: Profile | undefined;
  /** Told when the selected row is on the page, and again when it changes. */
  readonly onRow: (row: OpcodeRow) => void;
  /** Steps of the selected line of the pseudo-Python. */
  readonly own: { readonly from: number; readonly to: number } | null;
  /** Where the rows are on the screen, and how to bring one there. */
  readonly onScroll: (scroll: Pick<RowScroll, 'now' | 'subscribe' | 'reveal' | 'ahead'>) => void;
  /** Copy the selected row. */
  readonly onCopy: () => void;
  /** Open the selected row's bytes. */
  readonly onOpen: () => void;
}

export const OpcodeGrid = memo(function OpcodeGrid(props: OpcodeGridProps) {
  const { seq, engine, program, step, onStep, shown, base, onBase, flags, deciding, profile, onRow, onCopy, onOpen } =
    props;
  const { own, onScroll } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(22, 30);
  const scroll = useScroll(scrollRef, program.steps, rowHeight);
  const pages = usePages(opcodePages(seq, engine, program), scroll.window, scroll.jumpedAt);
  const rowAt = (index: number): OpcodeRow | undefined =>
    pages.page(Math.floor(index / OPCODE_ROWS))?.rows[index % OPCODE_ROWS];

  const depths = depthRange(scroll.window, rowAt);
  const selected = rowAt(step);
  useEffect(() => {
    if (selected !== undefined) onRow(selected);
  }, [selected, onRow]);

  const { reveal, ahead, now, subscribe } = scroll;
  useEffect(() => {
    onScroll({ now, subscribe, reveal, ahead });
  }, [now, subscribe, reveal, ahead, onScroll]);
  const lookAt = useCallback((row: number) => reveal(row, 'centre'), [reveal]);
  return (
    <>
      <Grid
        id="op"
        label="Opcode table"
        className="ogrid"
        rows={program.steps}
        rowHeight={rowHeight}
        active={step}
        onActive={onStep}
        columnCount={5}
        columns={
          <>
            <span role="columnheader" className="st">
              Step
            </span>
            <span role="columnheader">
              Offset
              {program.place.file !== null && (
                <button
                  type="button"
                  className="basis"
                  tabIndex={-1}
                  title={`Offsets of the ${base === 'file' ? 'dropped file' : 'entry'}; change with . (period)`}
                  onClick={() => onBase(base === 'file' ? 'entry' : 'file')}
                >
                  {base}
                </button>
              )}
            </span>
            <span role="columnheader">Opcode</span>
            <span role="columnheader">Argument</span>
            <span role="columnheader" className="r">
              Stack
            </span>
          </>
        }
        renderRow={(index) => {
          const row = rowAt(index);
          return opcodeRow(index, row, {
            base,
            flag: severityAt(flags, index),
            deciding: deciding.get(index),
            depths,
            own: own !== null && index >= own.from && index <= own.to,
            dim: row !== undefined && !matches(row, shown, severityAt(flags, index) !== undefined),
          });
        }}
        onKey={(event) => {
          const copies =
            (event.ctrlKey || event.metaKey) && event.key === 'c' && window.getSelection()?.isCollapsed !== false;
          if (copies) onCopy();
          else if (event.key === 'Enter' && event.target === event.currentTarget) onOpen();
          else return false;
          return true;
        }}
        scroll={scroll}
        scrollRef={scrollRef}
        beside={
          <Minimap profile={profile} steps={program.steps} step={step} flags={flags} scroll={scroll} onLook={lookAt} />
        }
      />
      {pages.failure !== null && (
        <p className="hexfail" role="alert">
          These steps could not be read: {pages.failure}
        </p>
      )}
    </>
  );
});

function depthRange({ first, last }: RowWindow, rowAt: (index: number) => OpcodeRow | undefined): [number, number] {
  let [least, most] = [Infinity, 0];
  for (let index = first; index < last; index++) {
    const depth = rowAt(index)?.depth;
    if (depth === undefined) continue;
    least = Math.min(least, depth);
    most = Math.max(most, depth);
  }
  return [Math.min(least, most), most];
}
