import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { ViewProps } from '../view.ts';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { count, plural } from '../../ui/format.ts';
import { useKeys } from '../../ui/rows/useKeys.ts';
import { usePaced } from '../../ui/rows/usePaced.ts';
import type { RowScroll } from '../../ui/rows/useScroll.ts';
import { useWidths } from '../../shell/widths.ts';
import { useMedia } from '../../ui/rows/media.ts';
import { useStable } from '../../ui/useStable.ts';
import type { EngineView, OpcodeRow, SourceRow } from '../../../workers/protocol.ts';
import type { Program } from '../../../workers/report/schema.ts';
import { fileOrigin, sourceOf } from '../bytes/artifacts.ts';
import { Dock } from './Dock.tsx';
import { Ending, NoProgram } from './Ending.tsx';
import { Ends } from './Ends.tsx';
import { byPlace, flagsOf, programFindings, severityAt } from './flags.ts';
import { Machine } from './Machine.tsx';
import { OpcodeGrid } from './OpcodeGrid.tsx';
import { opcodePages, rowHere, useProfile, useStep } from './queries.ts';
import type { OffsetBase, Shown } from './row.tsx';
import { clampStep, useSelection, type Selection } from './selection.ts';
import { sourceListing } from './source/listing.ts';
import { LineCard } from './source/LineCard.tsx';
import { Ribbon, type Scrolled } from './source/Ribbon.tsx';
import { SourcePane } from './source/SourcePane.tsx';
import { useSpan, useSummary } from './source/useSource.ts';
import { PANES, PaneSplitters } from './panes.tsx';
import { SubBar } from './SubBar.tsx';
import { Tabs, type Tab } from './Tabs.tsx';
import { Track } from './Track.tsx';
import { useGoing } from './useGoing.ts';
import { copyLines, LISTING_MAX, useListing } from './useListing.ts';
import { usePlayback } from './usePlayback.ts';
import '../../ui/rows/subbar.css';
import './opcodes.css';

/** Steps a second the stack and memo are worked out for while a key is held. */
const STEP_MS = 60;

/** The programs of a file, step by step: opcodes, bytes, stack and memo, tied to each other. */
export function OpcodesView(props: ViewProps) {
  const [selection, select] = useSelection(props);
  const program = props.report.programs.find((p) => p.id === selection?.program);
  if (selection === null || program === undefined || program.steps === 0) {
    return <NoProgram program={program} />;
  }
  return (
    <Replay key={program.id} {...props} program={program} step={clampStep(program, selection.step)} select={select} />
  );
}

interface ReplayProps extends ViewProps {
  readonly program: Program;
  readonly step: number;
  readonly select: (selection: Selection) => void;
}

function Replay({ seq, report, engine, go: goTo, program, step, select }: ReplayProps) {
  const [shown, setShown] = useState<Shown>('all');
  const [base, setBase] = useState<OffsetBase>(program.place.file === null ? 'entry' : 'file');
  const [seenRow, setSeenRow] = useState<OpcodeRow>();
  const [line, setLine] = useState<SourceRow>();
  const [tab, setTab] = useState<Tab>('python');
  const [rowsAt, setRowsAt] = useState<(Scrolled & Pick<RowScroll, 'reveal' | 'ahead'>) | null>(null);
  const [linesAt, setLinesAt] = useState<{ readonly scroll: Scrolled; readonly active: number | null } | null>(null);
  const [sizes, resize] = useWidths('opcodes', PANES);
  const wide = useMedia('(min-width: 1181px)');
  const phone = useMedia('(max-width: 720px)');
  const input = useRef<HTMLInputElement>(null);

  const all = useMemo(() => programFindings(report.findings), [report]);
  const findings = useMemo(() => all.filter((f) => f.program === program.id), [all, program]);
  const flags = useMemo(() => flagsOf(findings), [findings]);
  const deciding = useMemo(
    () => new Map([...findings].reverse().map((f) => [f.step, f.finding.severity] as const)),
    [findings],
  );
  const source = useMemo(() => sourceOf(report, program), [report, program]);
  const profile = useProfile(seq, engine, program.id);
  const paced = usePaced(step, STEP_MS);
  // The rows come first; what stands beside them follows.
  const later = useDeferredValue(step);
  const { state, failure } = useStep(seq, engine, program.id, paced);
  const asked = { seq, engine, program: program.id };
  const { summary } = useSummary(asked);
  const own = useMemo(() => (line?.from == null || line.to === null ? null : { from: line.from, to: line.to }), [line]);
  const span = useSpan(asked, own?.from ?? null, own?.to ?? null) ?? null;
  const pages = opcodePages(seq, engine, program);
  const row = rowHere(useQueryClient(), pages, step) ?? [seenRow, state?.row].find((known) => known?.step === step);
  const flag = severityAt(flags, step);
  // Hundreds of bytes are drawn anew: after the rows, and not for a row that is still to come.
  const dockRow = useDeferredValue(row ?? seenRow);
  const dockSpan = useDeferredValue(span);

  const origin = base === 'file' && source !== null ? (fileOrigin(source.place, source.size) ?? 0) : 0;
  const ways = useGoing({ seq, engine, program, step, select, findings: all, shown, origin, rowsAt });
  const { go, jump, next, find } = ways;
  const dockByte = useDeferredValue(ways.byte);
  const copy = useListing(engine, program, find.say);
  const [playing, setPlaying] = usePlayback(step, program.steps - 1, go);

  useKeys({
    ArrowRight: () => go(step + 1),
    ArrowLeft: () => go(step - 1),
    'Shift+ArrowRight': () => next('call', 1),
    'Shift+ArrowLeft': () => next('call', -1),
    Home: () => go(0),
    End: () => go(program.steps - 1),
    n: () => jump(1),
    p: () => jump(-1),
    '.': () => setBase(base === 'file' ? 'entry' : 'file'),
    '/': () => input.current?.select(),
    ' ': (event) => (pressesButton(event.target) ? false : setPlaying(!playing)),
  });

  const onLineScroll = useCallback((scroll: Scrolled, active: number | null) => setLinesAt({ scroll, active }), []);
  const finding = findings.find((f) => step >= f.from && step <= f.to)?.finding;
  const showFinding = useStable((id: string) => goTo({ view: 'report', finding: id }));
  const tabs = useMemo(
    () => (wide ? null : <Tabs tab={tab} onTab={setTab} withBytes={phone && source !== null} />),
    [wide, tab, phone, source],
  );
  const copySource = useStable(() =>
    copyLines(sourceListing(engine, program.id), find.say, (lines) => `Copied ${plural(lines, 'line')}`),
  );
  const onProgram = useStable((id: number) =>
    select({ program: id, step: all.find((f) => f.program === id)?.step ?? 0 }),
  );
  const onFinding = useStable(() => jump(1));
  const copyListing = useStable(() => copy(program.steps <= LISTING_MAX ? 0 : step, LISTING_MAX));
  const copyStep = useStable(() => copy(step, 1));
  const onOpen = useStable(() => {
    if (source !== null && row !== undefined) goTo({ view: 'bytes', artifact: source.id, offset: row.offset });
  });
  const onPlay = useStable(setPlaying);
  const shows = (which: Tab): boolean => wide || tab === which;

  const at = byPlace(all).findIndex((f) => f.program === program.id && step >= f.from && step <= f.to);
  return (
    <>
      <section className="top" aria-label="Program, search and replay">
        <SubBar
          programs={report.programs}
          program={program}
          onProgram={onProgram}
          shown={shown}
          onShown={setShown}
          texts={profile?.texts ?? null}
          flagged={findings.length}
          worst={all[0]?.finding.severity}
          find={find}
          onFind={ways.search}
          inputRef={input}
          place={
            all.length === 0
              ? null
              : at < 0
                ? plural(all.length, 'finding')
                : `Finding ${count(at + 1)} of ${count(all.length)}`
          }
          onFinding={onFinding}
          onCopy={copyListing}
        />
        <Track
          program={program}
          step={step}
          row={row}
          flag={flag}
          findings={findings}
          profile={profile}
          playing={playing}
          onPlay={onPlay}
          onStep={go}
          onNext={next}
          onRunTo={ways.seek}
        />
      </section>
      <main
        id="main"
        className="panes opx"
        tabIndex={-1}
        style={
          wide
            ? { gridTemplateColumns: `minmax(0, 1fr) 30px ${sizes.map((w) => `${w.toString()}px`).join(' ')}` }
            : undefined
        }
      >
        <h1 className="sr" tabIndex={-1}>
          Opcodes of <Untrusted text={program.name} max={80} />
        </h1>
        <section className="pane ops-pane" aria-label="Opcodes">
          <OpcodeGrid
            seq={seq}
            engine={engine}
            program={program}
            step={step}
            onStep={go}
            shown={shown}
            base={base}
            onBase={setBase}
            flags={flags}
            deciding={deciding}
            profile={profile}
            onRow={setSeenRow}
            own={own}
            onScroll={setRowsAt}
            onCopy={copyStep}
            onOpen={onOpen}
          />
          <Ending program={program} />
          {row !== undefined && <Ends pages={pages} />}
        </section>
        {wide && own !== null && rowsAt !== null && linesAt !== null && linesAt.active !== null ? (
          <Ribbon left={rowsAt} right={linesAt.scroll} from={own.from} to={own.to} row={linesAt.active} flag={flag} />
        ) : (
          wide && <div className="ribbon" />
        )}
        {phone && <div className="opx-tabs">{tabs}</div>}
        {shows('python') && (
          <section className="pane py-pane" aria-label="Pseudo-Python">
            <SourcePane
              {...asked}
              step={later}
              paced={paced}
              flags={flags}
              findings={findings}
              onStep={go}
              onByte={ways.pickByte}
              onLine={setLine}
              onScroll={onLineScroll}
              onCopy={copySource}
              tools={phone ? null : tabs}
            />
            {summary !== undefined && line !== undefined && (
              <LineCard
                row={line}
                span={span ?? line.bytes}
                origin={origin}
                finding={finding}
                onFinding={showFinding}
              />
            )}
          </section>
        )}
        {shows('machine') && (
          <section className="pane vm-pane" aria-label="Machine state">
            <Machine
              state={state}
              failure={failure}
              flag={flag}
              engines={summary?.engines ?? NO_ENGINES}
              finding={finding}
              onFinding={showFinding}
              onStep={go}
              onByte={ways.onByte}
              tools={phone ? null : tabs}
            />
          </section>
        )}
        {wide && <PaneSplitters sizes={sizes} onResize={resize} />}
        {source !== null && (!phone || tab === 'bytes') && (
          <Dock
            seq={seq}
            engine={engine}
            source={source}
            row={dockRow}
            byte={dockByte}
            span={dockSpan}
            findings={findings}
            base={base}
            onByte={ways.onByte}
            go={goTo}
          />
        )}
      </main>
    </>
  );
}

const NO_ENGINES: readonly EngineView[] = [];

function pressesButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, summary, a') !== null;
}
