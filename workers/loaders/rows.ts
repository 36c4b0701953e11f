import type { Prose } from '../report/prose.ts';
import type { LoaderOutcome, Place } from '../report/schema.ts';
import { placeIn } from '../source/byte-source.ts';
import type { Program } from '../rules/rule.ts';
import type { Machine, RunOutcome } from './run.ts';

/** The C unpickler of a file, and the one in Python. */
export const C_FILE: Machine = { engines: ['c', 'python'], persistent: false };
export const PYTHON: Machine = { engines: ['python', 'c'], persistent: false, fromFile: true };
/** joblib's, which reads arrays between the opcodes. */
export const JOBLIB: Machine = { engines: ['joblib', 'python', 'c'], persistent: false, fromFile: true };

/** An outcome and where in the dropped file it is decided. */
export interface Placed extends RunOutcome {
  readonly at: Place | null;
}

export function placed(program: Program, outcome: RunOutcome): Placed {
  return { ...outcome, at: outcome.offset === null ? null : placeIn(program.fact.source, outcome.offset, 1) };
}

export function fixed(outcome: RunOutcome['outcome'], reason: Prose, at: Place | null = null): Placed {
  return { outcome, reason, offset: at?.offset ?? null, ranBefore: false, at };
}

export function row(id: string, call: string, detail: string, outcome: Placed): LoaderOutcome {
  const { outcome: does, reason, at, ranBefore } = outcome;
  return { id, call, detail, outcome: does, reason, at, ranBefore };
}

/** Several programs are loaded one after the other: the first that runs something, then the first that stops. */
export function worstOf(outcomes: readonly Placed[]): Placed {
  for (const does of ['runs', 'unknown', 'refuses', 'fails', 'loads'] as const) {
    const found = outcomes.find(({ outcome }) => outcome === does);
    if (found !== undefined) return found;
  }
  return fixed('unknown', ['No program was read.']);
}
