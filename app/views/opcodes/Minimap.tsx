import { memo, useRef, useSyncExternalStore, type PointerEvent } from 'react';
import { contentHeight } from '../../ui/rows/scroll.ts';
import type { RowScroll } from '../../ui/rows/useScroll.ts';
import { markClass } from '../../ui/Mark.tsx';
import type { Profile } from '../../../workers/protocol.ts';
import { depthBars, thin } from './depth.ts';
import type { Span } from './flags.ts';

interface MinimapProps {
  readonly profile: Profile | undefined;
  readonly steps: number;
  readonly step: number;
  readonly flags: readonly Span[];
  readonly scroll: Pick<RowScroll, 'now' | 'subscribe'>;
  /** Bring this row into view; the selection stays. */
  readonly onLook: (row: number) => void;
}

const LINES = 240;
/** Flags higher than this are a stripe at the edge: in a short program they would cover everything. */
const TALL = 12;

/**
 * The whole program beside its rows: stack depth, flagged steps, and what is in view. For the mouse; the keyboard has
 * the slider above.
 */
export function Minimap({ profile, steps, step, flags, scroll, onLook }: MinimapProps) {
  const box = useRef<HTMLDivElement>(null);
  const look = (event: PointerEvent<HTMLElement>) => {
    const edges = box.current?.getBoundingClientRect();
    if (edges === undefined || event.buttons !== 1) return;
    const share = (event.clientY - edges.top) / Math.max(1, edges.height);
    onLook(Math.min(Math.max(0, Math.floor(share * steps)), Math.max(0, steps - 1)));
  };
  return (
    <div
      ref={box}
      className="omap"
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        look(event);
      }}
      onPointerMove={look}
    >
      <Bars profile={profile} steps={steps} flags={flags} />
      <span className="tick" style={{ top: `${((100 * step) / Math.max(1, steps)).toString()}%` }} />
      <Eye scroll={scroll} />
    </div>
  );
}

/** What is in view. Scrolling draws this anew and nothing else. */
function Eye({ scroll: { now, subscribe } }: Pick<MinimapProps, 'scroll'>) {
  const { top, viewport, ...rest } = useSyncExternalStore(subscribe, now);
  const whole = contentHeight({ top, viewport, ...rest });
  if (whole <= viewport) return null;
  const share = (pixels: number) => `${((100 * pixels) / whole).toString()}%`;
  return <span className="eye" style={{ top: share(top), height: `max(8px, ${share(viewport)})` }} />;
}

/** Drawn once: scrolling moves the window over it. */
const Bars = memo(function Bars({ profile, steps, flags }: Pick<MinimapProps, 'profile' | 'steps' | 'flags'>) {
  const lines = profile === undefined ? [] : depthBars(profile, steps, LINES);
  const place = (flag: Span) => flag.from / Math.max(1, steps);
  return (
    <svg viewBox={`0 0 48 ${(LINES * 2).toString()}`} preserveAspectRatio="none">
      <path
        className="bars"
        d={lines.map((share, i) => `M4 ${(i * 2).toString()}h${(2 + 38 * share).toFixed(1)}v2H4Z`).join('')}
      />
      {thin(flags, place, LINES).map((flag) => {
        const height = Math.max(3, ((flag.to - flag.from + 1) / Math.max(1, steps)) * LINES * 2);
        return (
          <rect
            key={flag.from}
            className={`mk-${markClass[flag.severity]}`}
            width={height > TALL ? 6 : 48}
            y={place(flag) * LINES * 2}
            height={height}
          />
        );
      })}
    </svg>
  );
});
