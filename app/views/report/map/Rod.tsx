import { useId, useMemo } from 'react';
import type { Coverage } from '../../../../workers/report/schema.ts';
import { markClass } from '../../../ui/Mark.tsx';
import type { Hit } from './lens.ts';
import { rod } from './rod.ts';

const BUCKETS = 1400;
/** Unclaimed bytes and hits stay visible however few they are. */
const TICK = 2;

interface RodProps {
  readonly coverage: Coverage;
  readonly hits: readonly Hit[];
}

export function Rod({ coverage, hits }: RodProps) {
  const hatch = useId();
  const { segments, size } = coverage;
  const stretches = useMemo(() => rod(segments, size, BUCKETS), [segments, size]);
  const gaps = segments.filter((s) => s.kind === 'unclaimed');
  return (
    <svg viewBox={`0 0 ${BUCKETS.toString()} 10`} preserveAspectRatio="none" aria-hidden="true">
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" className="hatch-0" />
          <rect width="2" height="5" className="hatch-1" />
        </pattern>
      </defs>
      {stretches.map(({ x, width, kind, tint }) => (
        <rect
          key={x}
          x={x}
          width={width + 0.5}
          height="10"
          className={tint > 0 ? `k-w${tint.toString()}` : `k-${kind}`}
        />
      ))}
      {gaps.slice(0, 200).map(({ offset, length }) => (
        <Tick key={offset} x={(offset / size) * BUCKETS} width={(length / size) * BUCKETS} hatch={hatch} />
      ))}
      {hits.slice(0, 50).map(({ offset, severity }, i) => (
        <rect
          key={i}
          x={Math.min(BUCKETS - TICK, (offset / size) * BUCKETS)}
          width={severity === 'critical' || severity === 'high' ? TICK : 0}
          height="10"
          className={`k-hit mk-${markClass[severity]}`}
        />
      ))}
    </svg>
  );
}

function Tick({ x, width, hatch }: { readonly x: number; readonly width: number; readonly hatch: string }) {
  return width > TICK * 3 ? (
    <rect x={x} width={width} height="10" fill={`url(#${hatch})`} />
  ) : (
    <rect x={Math.min(BUCKETS - TICK, x)} width={TICK} height="10" className="k-tick" />
  );
}
