/** What a report carries beside what it says of the file. */
import type { Prose } from './prose.ts';

/** A rule explained, for those who meet it for the first time. */
export interface Card {
  /** Rule id. */
  readonly id: string;
  readonly title: string;
  readonly means: Prose;
  readonly happens: Prose;
  readonly how: Prose;
  readonly falseAlarm: Prose;
}

export interface LeftOut {
  /** Findings that are not in it, the least severe first. */
  readonly findings: number;
  /** Findings that are in it without their evidence. */
  readonly evidence: number;
  /** Entries of the tree, stretches of the map and imported names. */
  readonly contents: number;
  /** Files of a folder that are not in it: those without findings first. Absent for none. */
  readonly files?: number;
  /** Names of files were taken out on purpose. */
  readonly names: boolean;
}

/** What a program calls, and how often. */
export interface Callee {
  /** `module.name` as written; empty for what another call gave. Text from the file. */
  readonly name: string;
  readonly count: number;
}

export interface TensorSummary {
  readonly count: number;
  readonly parameters: number;
  readonly bytes: number;
  readonly dtypes: readonly { readonly dtype: string; readonly count: number; readonly bytes: number }[];
  /** The first 2,000 by name, to compare with. A link carries none. */
  readonly listed?: readonly ListedTensor[];
}

/** A tensor as reports list it, to be compared. */
export interface ListedTensor {
  /** Text from the file. */
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** SHA-256 of its elements, in order without gaps; absent when they were not hashed. */
  readonly sha256?: string;
}
