import { useQuery } from '@tanstack/react-query';
import type { Profile } from '../../../../workers/protocol.ts';
import type { Report, Severity } from '../../../../workers/report/schema.ts';
import { unwrap } from '../../../engine/current.ts';
import type { Tables } from '../../../engine/engine.ts';
import { count, percent } from '../../../ui/format.ts';
import { markClass } from '../../../ui/Mark.tsx';

interface PositionProps {
  readonly seq: number;
  readonly engine: Tables;
  readonly report: Report;
  readonly program: number;
  readonly step: number;
  readonly severity: Severity;
}

/** Shorter programs are shown whole by the opcodes above. */
const LONG = 60;
const POINTS = 420;

/** Where in the program the step is: stack depth over all steps, and a mark. */
export function Position({ seq, engine, report, program, step, severity }: PositionProps) {
  const steps = report.programs.find((p) => p.id === program)?.steps ?? 0;
  const { data } = useQuery({
    queryKey: ['doc', seq, 'profile', program, POINTS],
    queryFn: () => unwrap(engine.profile(program, POINTS)),
    enabled: steps >= LONG,
  });
  if (steps < LONG) return null;
  const x = `${((step / Math.max(1, steps - 1)) * 100).toFixed(2)}%`;
  const late = step > steps * 0.8;
  return (
    <section className={`sev-${markClass[severity]}`}>
      <h3 className="lab ev-lab">
        Position <span className="t3">{percent(step, steps)} of the way through the program</span>
      </h3>
      <div
        className="spark"
        role="img"
        aria-label={`Step ${count(step)} of ${count(steps)}${data === undefined ? '' : `, stack depth up to ${count(data.maxDepth)}`}`}
      >
        <svg viewBox="0 0 1000 44" preserveAspectRatio="none" aria-hidden="true">
          {data !== undefined && <Area profile={data} steps={steps} />}
        </svg>
        <i style={{ left: x }} />
        <span className={late ? 'at late' : 'at'} style={late ? { right: `calc(100% - ${x})` } : { left: x }}>
          step {count(step)}
        </span>
        <span className="ax">
          <span>step 0</span>
          <span>{data === undefined ? 'stack depth' : `stack depth, up to ${count(data.maxDepth)}`}</span>
          <span>{count(steps - 1)}</span>
        </span>
      </div>
    </section>
  );
}

function Area({ profile, steps }: { readonly profile: Profile; readonly steps: number }) {
  const points = profile.points
    .map(({ step, depth }) => {
      const px = (step / Math.max(1, steps - 1)) * 1000;
      const py = 43 - (depth / Math.max(1, profile.maxDepth)) * 40;
      return `${px.toFixed(1)} ${py.toFixed(1)}`;
    })
    .join(' ');
  return (
    <>
      <path className="fill" d={`M0 44 L${points} L1000 44Z`} />
      <path className="line" d={`M${points}`} />
    </>
  );
}
