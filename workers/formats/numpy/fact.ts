import type { Prose } from '../../report/prose.ts';
import type { Place } from '../../report/schema.ts';

/**
 * header         the header is not what NumPy reads
 * header-code    it holds names or operators: no literal
 * header-large   longer than numpy.load takes without being told to trust the file
 * version        a format NumPy does not know
 * dtype          an element type that is not known
 * shape          a shape no array has
 * duplicate-key  a key given twice
 * short          the file ends inside the array
 * trailing       bytes after the array
 */
export type NumpyCode =
  'header' | 'header-code' | 'header-large' | 'version' | 'dtype' | 'shape' | 'duplicate-key' | 'short' | 'trailing';

export interface NumpyNote {
  readonly code: NumpyCode;
  readonly at: Place;
  readonly what: Prose;
}

/** An array of an .npy file or of a member of an .npz. */
export interface NumpyFact {
  readonly kind: 'numpy';
  readonly at: Place;
  /** Of the format: `1.0`. */
  readonly version: string;
  /** Null where the header could not be read. */
  readonly dtype: string | null;
  readonly shape: readonly number[] | null;
  readonly fortran: boolean;
  /** Where the elements begin, in the array's source. */
  readonly data: number;
  /** The elements are Python objects, as one pickle; null when that is not known. */
  readonly objects: boolean | null;
  /** Id of that pickle. */
  readonly pickle: number | null;
  /** Offset where numpy.load raises whatever it is allowed; null when it does not. */
  readonly fails: number | null;
  readonly notes: readonly NumpyNote[];
}
