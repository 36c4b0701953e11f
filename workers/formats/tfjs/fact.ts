import type { Place } from '../../report/schema.ts';

/** Files of bare numbers beside this one, which are read one after the other: where one ends, a tensor may go on in the next. */
export interface WeightFilesFact {
  readonly kind: 'weight-files';
  readonly at: Place;
  /** As seen from the folder of the one that says so. */
  readonly files: readonly string[];
  /** What all of them hold together; null when it is not known. */
  readonly bytes: number | null;
}
