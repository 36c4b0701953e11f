import { Mark } from '../../../ui/Mark.tsx';
import { Prose } from '../../../ui/Prose.tsx';
import { severityWords } from '../../../ui/verdict.ts';
import type { Geometry } from './geometry.ts';

interface PinsProps {
  readonly pins: Geometry['pins'];
  readonly onFinding: (id: string) => void;
}

/** Percent of the width below which only the mark has room. */
const TIGHT = 8;

/** A mark under the lens for every finding that has a place; neighbours share one. */
export function Pins({ pins, onFinding }: PinsProps) {
  if (pins.length === 0) return null;
  return (
    <ul className="pins" aria-label="Findings on the map">
      {pins.map(({ hit, finding, x, room, flip, more }) => (
        <li
          key={finding.id}
          className={flip ? 'flip' : undefined}
          style={{
            [flip ? 'right' : 'left']: `${(flip ? 100 - x : x).toString()}%`,
            maxWidth: `max(24px, calc(${room.toString()}% - 8px))`,
          }}
        >
          <button
            type="button"
            onClick={() => {
              onFinding(finding.id);
            }}
          >
            <Mark kind={finding.severity} label={severityWords[finding.severity]} />
            <span className={room < TIGHT ? 'sr' : `pin-t${hit > 0 ? ' hide-m' : ''}`}>
              <Prose text={finding.title} />
            </span>
            {more > 0 && room >= TIGHT && <span className="t3 hide-m">+{more}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
