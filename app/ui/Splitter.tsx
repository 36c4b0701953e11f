import type { KeyboardEvent, PointerEvent } from 'react';
import './splitter.css';

interface SplitterProps {
  readonly label: string;
  /** Pixels of the pane before it. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Pixels from the left edge of the panes to the divider. */
  readonly at: number;
  readonly onChange: (value: number) => void;
}

const STEP = 16;

/** The line between two panes: drag it, or move it with arrow keys. */
export function Splitter({ label, value, min, max, at, onChange }: SplitterProps) {
  const set = (next: number): void => {
    onChange(Math.round(Math.min(max, Math.max(min, next))));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowLeft: value - STEP, ArrowRight: value + STEP, Home: min, End: max }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(to);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) set(value + event.movementX);
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
      style={{ left: `${at.toString()}px` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
    />
  );
}
