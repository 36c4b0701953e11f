/** Above the replay track: which part of the object the steps write, by its key. */
import { memo } from 'react';
import { Untrusted } from '../../ui/Untrusted.tsx';
import type { ProgramSection } from '../../../workers/protocol.ts';

interface SectionsProps {
  readonly sections: readonly ProgramSection[];
  /** Last step of the program. */
  readonly last: number;
}

/** Drawn once: the playhead moves over it. */
export const Sections = memo(function Sections({ sections, last }: SectionsProps) {
  if (sections.length === 0) return null;
  const percent = (step: number): string => `${((100 * step) / Math.max(1, last)).toString()}%`;
  return (
    <div className="tsecs" aria-hidden="true">
      {sections.map(({ from, to, label }) => (
        <span key={from} style={{ left: percent(from), width: percent(Math.min(to, last) - from) }}>
          <span>
            <Untrusted text={label} max={24} />
          </span>
        </span>
      ))}
    </div>
  );
});

/** The section a step belongs to. */
export function sectionAt(sections: readonly ProgramSection[], step: number): ProgramSection | null {
  let [low, high] = [0, sections.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.to ?? 0) <= step) low = middle + 1;
    else high = middle;
  }
  const found = sections[low];
  return found !== undefined && found.from <= step ? found : null;
}
