import type { Engine } from '../../wasm/engine.ts';

/** What a loader would have to do to hash or to walk what a stream builds: wasm/src/pickle/weigh.rs. */
export interface Weight {
  /** Tuples in tuples: hashing one recurses so deep in C. */
  readonly depth: number;
  readonly depthStep: number;
  /** Values visited when the heaviest tuple is hashed, shared ones as often as they are reached. */
  readonly hashing: number;
  readonly hashingStep: number;
  /** Values visited when the heaviest container is written out. */
  readonly expanded: number;
  readonly expandedStep: number;
}

export const NOTHING: Weight = { depth: 0, depthStep: 0, hashing: 0, hashingStep: 0, expanded: 0, expandedStep: 0 };

/** Null when memory does not suffice. */
export function readWeight(engine: Engine, handle: number): Weight | null {
  if (engine.call('pickle_weigh', handle) !== 0) return null;
  const [depth, depthStep, hashing] = [engine.reply(0), engine.reply(1), engine.reply(2)];
  return {
    depth,
    depthStep,
    hashing,
    hashingStep: engine.reply(3),
    expanded: engine.reply(4),
    expandedStep: engine.reply(5),
  };
}
