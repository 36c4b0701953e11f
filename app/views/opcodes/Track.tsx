import { memo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { Mark, markClass } from '../../ui/Mark.tsx';
import { Untrusted } from '../../ui/Untrusted.tsx';
import { count } from '../../ui/format.ts';
import { useStable } from '../../ui/useStable.ts';
import { plain, visible } from '../../../workers/report/prose.ts';
import type { OpcodeRow, ProgramSection, Profile } from '../../../workers/protocol.ts';
import type { Program, Severity } from '../../../workers/report/schema.ts';
import { depthPaths, thin } from './depth.ts';
import type { ProgramFinding } from './flags.ts';
import { sectionAt, Sections } from './Sections.tsx';
import { Buttons, RunTo, Stops, type Stop } from './transport.tsx';

interface TrackProps {
  readonly program: Program;
  readonly step: number;
  /** The selected row, as soon as it is known. */
  readonly row: OpcodeRow | undefined;
  /** Worst finding the selected step belongs to. */
  readonly flag: Severity | undefined;
  readonly findings: readonly ProgramFinding[];
  readonly profile: Profile | undefined;
  readonly playing: boolean;
  readonly onPlay: (playing: boolean) => void;
  readonly onStep: (step: number) => void;
  /** Next or previous call, import or finding. */
  readonly onNext: (what: Stop, direction: 1 | -1) => void;
  /** Runs to the byte at an offset, as the rows show it. */
  readonly onRunTo: (offset: string) => void;
}

const WIDTH = 1_000;
const HEIGHT = 52;

/** Replay: the program from first to last step. Symbols only; nothing is called, so there is nothing to undo. */
export const Track = memo(function Track(props: TrackProps) {
  const { program, step, profile, findings, flag, onStep } = props;
  const last = Math.max(0, program.steps - 1);
  const graph = useRef<HTMLDivElement>(null);
  const seek = (event: PointerEvent<HTMLElement>) => {
    const edges = graph.current?.getBoundingClientRect();
    if (edges === undefined || event.buttons !== 1) return;
    const share = Math.min(Math.max(0, (event.clientX - edges.left) / Math.max(1, edges.width)), 1);
    onStep(Math.round(share * last));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const to = sliderStep(event.key, step, last);
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || to === null) return;
    event.preventDefault();
    onStep(to);
  };
  const at = percent(step, last);
  return (
    <section className="track" aria-label="Replay">
      <Transport {...props} last={last} />
      <div
        ref={graph}
        className="tgraph"
        role="slider"
        tabIndex={0}
        aria-label="Step"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={step}
        aria-valuetext={valueText(props)}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seek(event);
        }}
        onPointerMove={seek}
      >
        <Sections sections={profile?.sections ?? NO_SECTIONS} last={last} />
        <Depth profile={profile} steps={program.steps} />
        <div className="past" style={{ width: at }} />
        <Pins findings={findings} last={last} />
        <div className={`head${flag === undefined ? '' : ` mk-${markClass[flag]}`}`} style={{ left: at }}>
          <b>{flag !== undefined && <Mark kind={flag} />}</b>
        </div>
        <div className="tax" aria-hidden="true">
          <span>0</span>
          <span className="hide-m">
            {(profile?.sections.length ?? 0) > 0 && 'keys above; '}area is stack depth, 0 –{' '}
            {count(profile?.maxDepth ?? program.maxDepth)}
          </span>
          <span>{count(last)}</span>
        </div>
      </div>
    </section>
  );
});

const NO_SECTIONS: readonly ProgramSection[] = [];

/** Drawn once: the playhead moves over it. */
const Depth = memo(function Depth({
  profile,
  steps,
}: {
  readonly profile: Profile | undefined;
  readonly steps: number;
}) {
  const { line, area } = profile === undefined ? { line: '', area: '' } : depthPaths(profile, steps, WIDTH, HEIGHT);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path className="fill" d={area} />
      <path className="line" d={line} />
    </svg>
  );
});

interface PinsProps {
  readonly findings: readonly ProgramFinding[];
  readonly last: number;
}

const Pins = memo(function Pins({ findings, last }: PinsProps) {
  return thin(findings, (f) => f.step / Math.max(1, last), 200).map((f) => (
    <span
      key={f.finding.id}
      className={`pin mk-${markClass[f.finding.severity]}`}
      style={{ left: percent(f.step, last) }}
    />
  ));
});

function Transport(props: TrackProps & { readonly last: number }) {
  const { step, last, program, profile, findings, playing, onPlay, onStep, onNext, onRunTo } = props;
  const section = sectionAt(profile?.sections ?? NO_SECTIONS, step);
  const onBy = useStable((by: number) => onStep(step + by));
  return (
    <div className="tctl">
      <Buttons {...{ last, playing, onPlay, onStep, onBy }} atFirst={step === 0} atLast={step === last} />
      <p className="num">
        <b className="b">
          <span className="hide-m">Step </span>
          {count(step)}
        </b>{' '}
        <span className="t2">
          <span className="hide-m">of</span>
          <span className="only-mi">/</span> {count(program.steps)}
        </span>
      </p>
      <RunTo onRunTo={onRunTo} />
      <p className="tnote t2 hide-m cut">
        {section === null ? (
          'Symbols only, nothing is called'
        ) : (
          <>
            In <Untrusted text={section.name} max={60} />, symbols only
          </>
        )}
      </p>
      <Stops hasFindings={findings.length > 0} onNext={onNext} />
    </div>
  );
}

/** Where a key moves the playhead; a page is a twentieth. */
export function sliderStep(key: string, step: number, last: number): number | null {
  const page = Math.max(1, Math.round(last / 20));
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowDown: -1,
    PageUp: page,
    PageDown: -page,
    Home: -last,
    End: last,
  };
  const by = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return by === undefined ? null : Math.min(Math.max(0, step + by), last);
}

function valueText({ step, program, profile, row }: TrackProps): string {
  const section = sectionAt(profile?.sections ?? NO_SECTIONS, step);
  const inside = section === null ? '' : `, in ${visible(section.name)}`;
  const where = `Step ${count(step)} of ${count(program.steps)}`;
  if (row?.step !== step) return `${where}${inside}`;
  const argument = plain(row.argument);
  return `${where}, ${row.name}${argument === '' ? '' : `, ${argument.slice(0, 120)}`}${inside}`;
}

function percent(step: number, last: number): string {
  return `${((100 * step) / Math.max(1, last)).toString()}%`;
}
