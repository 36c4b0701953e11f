import type { Case } from './case.ts';
import { BASELINES } from './cases/baselines.ts';
import { BROKEN } from './cases/broken.ts';
import { CALLS } from './cases/calls.ts';
import { EXHAUSTION } from './cases/exhaustion.ts';
import { INDIRECT } from './cases/indirect.ts';
import { NAMES } from './cases/names.ts';
import { NESTED } from './cases/nested.ts';

/** research/pickle.md §6: every construction that needs no container. */
export const CASES: readonly Case[] = [
  ...BASELINES,
  ...CALLS,
  ...NAMES,
  ...INDIRECT,
  ...BROKEN,
  ...NESTED,
  ...EXHAUSTION,
];
