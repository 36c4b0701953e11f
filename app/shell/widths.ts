/** Widths of panes, remembered for this browser. */
import { useState } from 'react';

export interface Pane {
  readonly normal: number;
  readonly min: number;
  readonly max: number;
}

/** Answers the stored widths when they are as many as the panes and each is within its bounds, else the normal ones. */
export function parseWidths(text: string | null, panes: readonly Pane[]): readonly number[] {
  const stored = (text ?? '').split(',').map(Number);
  const fits = stored.length === panes.length && panes.every(({ min, max }, i) => within(stored[i], min, max));
  return fits ? stored : panes.map((p) => p.normal);
}

function within(value: number | undefined, min: number, max: number): boolean {
  return value !== undefined && Number.isInteger(value) && value >= min && value <= max;
}

export function useWidths(view: string, panes: readonly Pane[]) {
  const key = `vitrine.widths.${view}`;
  const [widths, setWidths] = useState(() => parseWidths(read(key), panes));
  const set = (index: number, value: number): void => {
    const next = widths.map((w, i) => (i === index ? value : w));
    setWidths(next);
    try {
      localStorage.setItem(key, next.join(','));
    } catch {
      // Kept for this visit.
    }
  };
  return [widths, set] as const;
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
