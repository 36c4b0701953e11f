import { Mark } from '../../../ui/Mark.tsx';
import { Prose } from '../../../ui/Prose.tsx';
import { severityWords } from '../../../ui/verdict.ts';
import type { Geometry } from './geometry.ts';

interface PinsProps {
  readonly pins: Geometry['pins'];
  readonly onFinding: (id: string) => void;
}

/** A mark under the lens for every finding that has a place; neighbours share one. */
export function Pins({ pins, onFinding }: PinsProps) {
  if (pins.length === 0) return null;
  return (
    <ul className="pins" aria-label="Findings on the map">
      {pins.map(({ finding, x, room, flip, more, bare }, i) => (
        <li
          key={finding.id}
          className={flip ? 'flip' : undefined}
          style={{ [flip ? 'right' : 'left']: `${(flip ? 100 - x : x).toString()}%`, maxWidth: `calc(${room.toString()}% + 4px)` }}
        >
          <button
            type="button"
            onClick={() => {
              onFinding(finding.id);
            }}
          >
            <Mark kind={finding.severity} label={severityWords[finding.severity]} />
            <span className={bare ? 'sr' : `pin-t${i > 2 ? ' hide-m' : ''}`}>
              <Prose text={finding.title} />
            </span>
            {more > 0 && <span className="t3">+{more}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
