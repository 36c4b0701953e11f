import { useMemo, useRef, useState } from 'react';
import type { ViewProps } from '../view.ts';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { count } from '../../ui/format.ts';
import { useKeys } from '../../ui/rows/useKeys.ts';
import { usePaced } from '../../ui/rows/usePaced.ts';
import type { OpcodeRow } from '../../../workers/protocol.ts';
import type { Program } from '../../../workers/report/schema.ts';
import { fileOrigin, sourceOf } from '../bytes/artifacts.ts';
import { parseOffset } from '../bytes/decode.ts';
import { Dock } from './Dock.tsx';
import { Ending, NoProgram } from './Ending.tsx';
import { byPlace, flagsOf, neighbour, programFindings, severityAt } from './flags.ts';
import { Machine } from './Machine.tsx';
import { OpcodeGrid } from './OpcodeGrid.tsx';
import { useProfile, useStep } from './queries.ts';
import type { OffsetBase, Shown } from './row.tsx';
import { clampStep, useSelection, type Selection } from './selection.ts';
import { SubBar } from './SubBar.tsx';
import { Track } from './Track.tsx';
import { useFind } from './useFind.ts';
import { LISTING_MAX, useListing } from './useListing.ts';
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
  const [byte, setByte] = useState<{ readonly step: number; readonly offset: number } | null>(null);
  const [seenRow, setSeenRow] = useState<OpcodeRow>();
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
  const { state, failure } = useStep(seq, engine, program.id, usePaced(step, STEP_MS));
  const row = seenRow?.step === step ? seenRow : state?.row.step === step ? state.row : undefined;
  const flag = severityAt(flags, step);

  const go = (to: number) => select({ program: program.id, step: clampStep(program, to) });
  const find = useFind(engine, program, step, go);
  const jump = (direction: 1 | -1) => {
    const found = neighbour(all, { program: program.id, step }, direction);
    if (found !== null) select({ program: found.program, step: found.step });
  };
  const call = (direction: 1 | -1) => find.next({ class: 'call' }, direction);
  const search = (text: string, direction: 1 | -1) => {
    if (/^0x/i.test(text)) seek(text);
    else if (text !== '') find.next({ text }, direction);
    else if (shown === 'flagged') jump(direction);
    else if (shown !== 'all') find.next({ class: shown }, direction);
  };
  /** An offset as the rows show it. */
  const seek = (text: string) => {
    const offset = parseOffset(text);
    const origin = base === 'file' && source !== null ? fileOrigin(source.place, source.size) : 0;
    if (offset === null) find.say('0x and up to 13 hex digits');
    else pickByte(offset - (origin ?? 0));
  };
  const pickByte = (offset: number) => {
    void engine.stepAt(program.id, offset).then((found) => {
      find.say(found.ok ? (found.value === null ? 'That byte is not in this program' : '') : found.error.message);
      const at = found.ok && found.value !== null ? found.value : step;
      setByte({ step: at, offset: Math.max(0, offset) });
      go(at);
    });
  };
  const copy = useListing(engine, program, find.say);
  const [playing, setPlaying] = usePlayback(step, program.steps - 1, go);

  useKeys({
    ArrowRight: () => go(step + 1),
    ArrowLeft: () => go(step - 1),
    'Shift+ArrowRight': () => call(1),
    'Shift+ArrowLeft': () => call(-1),
    Home: () => go(0),
    End: () => go(program.steps - 1),
    n: () => jump(1),
    p: () => jump(-1),
    '.': () => setBase(base === 'file' ? 'entry' : 'file'),
    '/': () => input.current?.select(),
    ' ': (event) => (pressesButton(event.target) ? false : setPlaying(!playing)),
  });

  const at = byPlace(all).findIndex((f) => f.program === program.id && step >= f.from && step <= f.to);
  return (
    <>
      <section className="top" aria-label="Program, search and replay">
        <SubBar
          programs={report.programs}
          program={program}
          onProgram={(id) => select({ program: id, step: all.find((f) => f.program === id)?.step ?? 0 })}
          shown={shown}
          onShown={setShown}
          flagged={findings.length}
          worst={all[0]?.finding.severity}
          find={find}
          onFind={search}
          inputRef={input}
          place={
            all.length === 0
              ? null
              : at < 0
                ? `${count(all.length)} findings`
                : `Finding ${count(at + 1)} of ${count(all.length)}`
          }
          onFinding={() => jump(1)}
          onCopy={() => copy(program.steps <= LISTING_MAX ? 0 : step, LISTING_MAX)}
        />
        <Track
          program={program}
          step={step}
          row={row}
          flag={flag}
          findings={findings}
          profile={profile}
          playing={playing}
          onPlay={setPlaying}
          onStep={go}
          onCall={call}
        />
      </section>
      <main id="main" className="panes opx" tabIndex={-1}>
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
            onCopy={() => copy(step, 1)}
            onOpen={() => {
              if (source !== null && row !== undefined)
                goTo({ view: 'bytes', artifact: source.id, offset: row.offset });
            }}
          />
          <Ending program={program} />
        </section>
        <section className="pane vm-pane" aria-label="Machine state">
          <Machine
            state={state}
            failure={failure}
            flag={flag}
            finding={findings.find((f) => step >= f.from && step <= f.to)?.finding}
            onFinding={(finding) => goTo({ view: 'report', finding })}
            onStep={go}
          />
        </section>
        {source !== null && (
          <Dock
            seq={seq}
            engine={engine}
            source={source}
            row={row}
            byte={byte?.step === step ? byte.offset : null}
            findings={findings}
            base={base}
            onByte={pickByte}
            go={goTo}
          />
        )}
      </main>
    </>
  );
}

function pressesButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, summary, a') !== null;
}
