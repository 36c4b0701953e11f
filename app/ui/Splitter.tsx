import type { KeyboardEvent, PointerEvent } from 'react';
import './splitter.css';

interface SplitterProps {
  readonly label: string;
  /** Pixels of the pane before it; of the one after it with `side` after. */
  readonly value: number;
  readonly side?: 'before' | 'after';
  readonly min: number;
  readonly max: number;
  /** Pixels from that edge of the panes to the divider: the left one, or the right one with `side` after. */
  readonly at: number;
  readonly onChange: (value: number) => void;
}

const STEP = 16;

/** The line between two panes: drag it, or move it with arrow keys. */
export function Splitter({ label, value, side = 'before', min, max, at, onChange }: SplitterProps) {
  const sign = side === 'before' ? 1 : -1;
  const set = (next: number): void => {
    onChange(Math.round(Math.min(max, Math.max(min, next))));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowLeft: value - sign * STEP, ArrowRight: value + sign * STEP, Home: min, End: max }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(to);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) set(value + sign * event.movementX);
  };
  return (
    <div
      className="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      style={side === 'before' ? { left: `${at.toString()}px` } : { right: `${at.toString()}px` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
    />
  );
}
