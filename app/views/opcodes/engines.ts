/** What an unpickler does at an opcode of the program. Pure. */
import type { EngineView } from '../../../workers/protocol.ts';

export interface EngineState {
  readonly word: string;
  readonly kind: 'runs' | 'differs' | 'stopped';
  /** Where that began. */
  readonly at: number | null;
}

export function stateAt(engine: EngineView, offset: number): EngineState {
  const { failure, end, differs } = engine;
  if (failure !== null && offset >= end) return { word: 'stopped at', kind: 'stopped', at: end };
  if (differs !== null && offset >= differs) return { word: 'reads it otherwise from', kind: 'differs', at: differs };
  return { word: 'runs', kind: 'runs', at: null };
}
