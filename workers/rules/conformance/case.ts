import type { Severity } from '../../report/schema.ts';

/**
 * One construction of research/pickle.md §6 with what Vitrine must say. Truth was measured on CPython 3.11.7 and torch 2.13.
 * `worst` is the severity of the file; `clean` is nothing above low. `rules` are ids (prefixes) that must be among the
 * findings, `says` texts that must appear in one of them, `at` offsets of findings, `w` what weights_only does first.
 */
export interface Case {
  readonly id: string;
  readonly about: string;
  readonly bytes: string;
  readonly worst: Severity | 'clean';
  readonly rules?: readonly string[];
  readonly says?: readonly string[];
  readonly at?: readonly number[];
  readonly w?: string;
}
