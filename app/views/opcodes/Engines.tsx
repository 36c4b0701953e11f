import { Prose } from '../../ui/Prose.tsx';
import { hex } from '../../ui/format.ts';
import type { EngineView } from '../../../workers/protocol.ts';
import { stateAt } from './engines.ts';

interface EnginesProps {
  readonly engines: readonly EngineView[];
  /** Offset of the selected opcode in the program's source. */
  readonly offset: number;
  readonly onByte: (offset: number) => void;
}

/** How each unpickler fares at the selected opcode. */
export function Engines({ engines, offset, onByte }: EnginesProps) {
  return (
    <ul className="engines" aria-label="Unpicklers at this step">
      {engines.map((engine) => {
        const { word, kind, at } = stateAt(engine, offset);
        return (
          <li key={engine.id}>
            <button
              type="button"
              className={`chip ${kind}`}
              disabled={at === null}
              onClick={() => {
                if (at !== null) onByte(at);
              }}
            >
              {engine.name}
              <span className="t3">
                {word}
                {at !== null && ` ${hex(at, 2)}`}
              </span>
            </button>
            {kind === 'stopped' && engine.failure !== null && (
              <span className="t3 why">
                <Prose text={engine.failure} />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
