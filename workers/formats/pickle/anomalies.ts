/** Codes of wasm/src/pickle/log.rs `Odd`, and which engines may read a stream differently because of each. */
import type { EngineId } from './trace.ts';

export interface AnomalyInfo {
  readonly code: string;
  /** Engines that must run too, to see whether they differ. */
  readonly splits: readonly EngineId[];
}

const NONE: readonly EngineId[] = [];
const PYTHON: readonly EngineId[] = ['python'];
const FRAMES: readonly EngineId[] = ['c-drop', 'python'];

/** Index = code. */
const TABLE: readonly (AnomalyInfo | null)[] = [
  null,
  { code: 'frame-straddle', splits: FRAMES },
  { code: 'frame-beyond-end', splits: FRAMES },
  { code: 'frame-nested', splits: FRAMES },
  { code: 'frame-split', splits: NONE },
  { code: 'text-nul', splits: PYTHON },
  { code: 'number-spelling', splits: PYTHON },
  { code: 'string-encoding', splits: ['c-drop', 'c-latin1'] },
  { code: 'memo-sparse', splits: NONE },
  { code: 'proto-again', splits: NONE },
  { code: 'mark-left', splits: NONE },
  { code: 'stack-left', splits: NONE },
  { code: 'length-beyond-end', splits: NONE },
  { code: 'args-not-tuple', splits: PYTHON },
  { code: 'append-empty', splits: PYTHON },
  { code: 'extension', splits: PYTHON },
  { code: 'digits', splits: NONE },
  { code: 'build-falsy', splits: NONE },
  { code: 'name-bytes', splits: NONE },
  { code: 'needs-buffers', splits: NONE },
  { code: 'line-at-end', splits: PYTHON },
  { code: 'memo-rewritten', splits: NONE },
  { code: 'text-unchecked', splits: NONE },
  { code: 'opcode-too-new', splits: NONE },
  { code: 'unhashable', splits: NONE },
];

export function anomaly(code: number): AnomalyInfo {
  return TABLE[code] ?? { code: `anomaly-${code.toString()}`, splits: NONE };
}
