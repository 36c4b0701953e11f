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
  /** Names of files were taken out on purpose. */
  readonly names: boolean;
}
