import type { Place } from '../../report/schema.ts';
import type { Prose } from '../../report/prose.ts';

/**
 * unknown-size   where an array ends cannot be told: everything after it is not known
 * planted        the object that stands for an array gets a method of its own
 * forged-type    the element type claims to hold no objects, and does, or the other way round
 * refused        joblib raises here
 * short          the file ends inside an array
 * side-file      an array is read from a file beside this one
 * side-outside   the same, from another folder or machine
 * side-unknown   the same, with a name that is only known while loading
 */
export type JoblibCode =
  'unknown-size' | 'planted' | 'forged-type' | 'refused' | 'short' | 'side-file' | 'side-outside' | 'side-unknown';

export interface JoblibNote {
  readonly code: JoblibCode;
  readonly at: Place;
  readonly what: Prose;
}

/** A program with arrays between its opcodes, as joblib.load reads it. */
export interface JoblibFact {
  readonly kind: 'joblib';
  readonly at: Place;
  /** Id of the program, and of those that object arrays are. */
  readonly pickle: number;
  readonly inner: readonly number[];
  readonly arrays: number;
  /** Offset in the program's source where the first array begins; null when there is none in it. */
  readonly first: number | null;
  /** How the same bytes end for a loader that knows no arrays: null when it reaches a STOP. */
  readonly plain: { readonly offset: number; readonly code: string } | null;
  readonly notes: readonly JoblibNote[];
}
