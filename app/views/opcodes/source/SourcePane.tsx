import { memo, useEffect, useMemo, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { Icon } from '../../../ui/Icon.tsx';
import { Grid } from '../../../ui/rows/Grid.tsx';
import { useRowHeight } from '../../../ui/rows/media.ts';
import type { RowScroll } from '../../../ui/rows/useScroll.ts';
import { useStable } from '../../../ui/useStable.ts';
import { useScroll } from '../../../ui/rows/useScroll.ts';
import { plural } from '../../../ui/format.ts';
import { Prose } from '../../../ui/Prose.tsx';
import type { SourceRow, SourceSummary } from '../../../../workers/protocol.ts';
import { SEVERITIES, type Severity } from '../../../../workers/report/schema.ts';
import { severityAt, type ProgramFinding, type Span } from '../flags.ts';
import { sourceRow } from './line.tsx';
import { indexOfLine, length, type Opened } from './unfold.ts';
import { useEntries, usePlace, useSummary, type Asked } from './useSource.ts';
import './source.css';

export interface SourcePaneProps extends Asked {
  readonly step: number;
  /** The step worked out at the moment: follows `step` at a pace. */
  readonly paced: number;
  readonly flags: readonly Span[];
  readonly findings: readonly ProgramFinding[];
  readonly onStep: (step: number) => void;
  /** Answers the step that is selected then. */
  readonly onByte: (offset: number) => Promise<number>;
  /** Told which line is selected. */
  readonly onLine: (row: SourceRow | undefined) => void;
  /** Where the lines are on the screen, for the ribbon; and the index of the selected one. */
  readonly onScroll: (scroll: Pick<RowScroll, 'now' | 'subscribe'>, active: number | null) => void;
  readonly onCopy: () => void;
  readonly tools: ReactNode;
}

/** The program as pseudo-Python beside its opcodes. */
export const SourcePane = memo(function SourcePane(props: SourcePaneProps) {
  const { summary, failure } = useSummary(props);
  return (
    <>
      <div className="pane-h">
        <h2>Pseudo-Python</h2>
        <span className="n cut">
          {summary === undefined ? '' : `${plural(summary.lines, 'line')}, alike ones folded`}
        </span>
        <span className="grow" />
        {props.tools}
        <button
          type="button"
          className="btn ghost icon hide-m"
          aria-label="Copy the pseudo-Python"
          title="Copy the pseudo-Python as it is folded"
          onClick={props.onCopy}
        >
          <Icon name="copy" />
        </button>
      </div>
      {summary === undefined ? (
        <p className="vm-none t2" role="status">
          {failure === null ? 'Writing it down…' : `There is no pseudo-Python: ${failure}`}
        </p>
      ) : (
        <Lines {...props} summary={summary} />
      )}
      {summary?.limit != null && (
        <p className="ending">
          <span>
            <Prose text={summary.limit} />
          </span>
        </p>
      )}
    </>
  );
});

interface Picked {
  /** The step that was gone to with it. */
  readonly step: number;
  readonly line: number;
  readonly row: number;
}

function Lines(props: SourcePaneProps & { readonly summary: SourceSummary }) {
  const { summary, step, paced, flags, findings, onStep, onByte, onLine, onScroll } = props;
  const [opened, setOpened] = useState<Opened | null>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const found = usePlace(props, paced);
  const place = picked?.step === step ? picked : found;
  const active = place === null ? null : indexOfLine(place, opened);

  const scrollRef = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(24, 30);
  const rows = length(summary.rows, opened);
  const scroll = useScroll(scrollRef, rows, rowHeight);
  const { at, failure } = useEntries(props, summary, opened, scroll.window);
  const decisions = useMemo(() => decidingSteps(findings), [findings]);
  const selected = active === null ? undefined : at(active);
  useEffect(() => {
    onLine(selected);
  }, [selected, onLine]);
  const { now, subscribe, reveal } = scroll;
  // The card below comes and goes: the selected line stays in view when it takes room.
  const keepInView = useStable(() => {
    if (active !== null) reveal(active, 'nearest');
  });
  useEffect(() => {
    if (scrollRef.current === null) return;
    const observer = new ResizeObserver(keepInView);
    observer.observe(scrollRef.current);
    return () => observer.disconnect();
  }, [keepInView]);
  useEffect(() => {
    onScroll({ now, subscribe }, active);
  }, [now, subscribe, active, onScroll]);

  const rowAt = (index: number): number =>
    opened === null || index <= opened.row ? index : Math.max(opened.row, index - opened.hidden);
  const pick = (index: number, to?: number) => {
    const row = at(index);
    if (row === undefined) return;
    const place = { line: row.line, row: rowAt(index) };
    const goal = to ?? row.to ?? step;
    setPicked({ step: goal, ...place });
    if (goal !== step) onStep(goal);
    // Not a step of the program on the left: its bytes are shown, and the line stays.
    if (row.to === null && row.bytes !== null)
      void onByte(row.bytes.offset).then((at) => setPicked({ step: at, ...place }));
  };
  const fold = (index: number, wanted?: boolean) => {
    const isOpen = opened?.row === index;
    if (isOpen && wanted !== true) setOpened(null);
    const row = isOpen ? undefined : at(index);
    if (row === undefined || row.hidden === 0 || wanted === false) return;
    // Another fold above it closes, and the row moves up.
    setOpened({ row: rowAt(index), line: row.line, hidden: row.hidden });
  };
  const onFold = useStable((index: number) => fold(index));
  return (
    <>
      <Grid
        id="py"
        label="Pseudo-Python"
        className="pygrid"
        rows={rows}
        rowHeight={rowHeight}
        active={active}
        onActive={(index) => pick(index)}
        columnCount={3}
        renderRow={(index) => {
          const row = at(index);
          const isOpen = opened?.row === index;
          const shown = row !== undefined && isOpen ? { ...row, hidden: opened.hidden } : row;
          return sourceRow(shown, {
            flag: row?.to == null ? undefined : severityAt(flags, row.to),
            deciding: row === undefined ? undefined : worstIn(decisions, row, isOpen),
            opened: isOpen,
            here: row?.from != null && row.to !== null && step >= row.from && step <= row.to ? step : null,
            index,
            onFold,
          });
        }}
        onPress={(event, index) => pick(index, tokenStep(event))}
        onKey={(event) => {
          if (active === null || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
          const isOpen = opened?.row === active;
          const isInside = opened !== null && active > opened.row && active <= opened.row + opened.hidden;
          if (event.key === 'ArrowRight' && !isOpen && (at(active)?.hidden ?? 0) > 0) fold(active, true);
          else if (event.key === 'ArrowLeft' && (isOpen || isInside)) {
            if (isInside) pick(opened.row);
            setOpened(null);
          } else if (event.key === 'Enter') document.querySelector<HTMLElement>('.ogrid')?.focus();
          else return false;
          return true;
        }}
        scroll={scroll}
        scrollRef={scrollRef}
      />
      {failure !== null && (
        <p className="hexfail" role="alert">
          These lines could not be written: {failure}
        </p>
      )}
    </>
  );
}

/** A piece of a line leads to the step that made it. */
function tokenStep(event: MouseEvent<HTMLElement>): number | undefined {
  const token = event.target instanceof Element ? event.target.closest('[data-step]') : null;
  const step = token?.getAttribute('data-step') ?? null;
  return step === null ? undefined : Number(step);
}

interface Decision {
  readonly step: number;
  readonly severity: Severity;
}

function decidingSteps(findings: readonly ProgramFinding[]): readonly Decision[] {
  return findings.map(({ step, finding: { severity } }) => ({ step, severity })).sort((a, b) => a.step - b.step);
}

/** The worst finding that the line decides, or one of the lines it hides. */
function worstIn(decisions: readonly Decision[], row: SourceRow, isOpen: boolean): Severity | undefined {
  const { to, hiddenTo } = row;
  if (to === null || row.kind === 'value' || row.kind === 'item') return undefined;
  const last = hiddenTo === null || isOpen ? to : Math.max(to, hiddenTo);
  const first = decisions.findIndex(({ step }) => step >= to);
  if (first < 0) return undefined;
  const here = new Set<Severity>();
  for (let i = first; i < decisions.length; i++) {
    const decision = decisions[i];
    if (decision === undefined || decision.step > last) break;
    here.add(decision.severity);
  }
  return SEVERITIES.find((severity) => here.has(severity));
}
