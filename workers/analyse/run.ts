import type { Fact, PickleFact } from '../facts.ts';
import type { Replay } from '../formats/pickle/replay.ts';
import { LIMITS } from '../limits.ts';
import type { Progress } from '../protocol.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { Shelf } from '../source/held-source.ts';
import type { Engine } from '../wasm/engine.ts';

export type OnProgress = (progress: Progress) => void;

/** A program the page can step through. */
export interface ProgramRecord {
  readonly fact: PickleFact;
  readonly replay: Replay;
  /** Frees its traces. */
  close(): void;
}

/** Milliseconds between two reports of progress. */
const BEAT = 100;

/** What all readers of one dropped file share: facts so far, budgets, the engine, progress. */
export class Run {
  readonly facts: Fact[] = [];
  readonly programs: ProgramRecord[] = [];
  /** By artifact id. */
  readonly sources: ByteSource[] = [];
  readonly shelf = new Shelf(LIMITS.inflatedHeld);
  /** What is left of each budget, in bytes. */
  inflateBudget: number = LIMITS.inflatedTotal;
  carveBudget: number = LIMITS.carveBytes;
  #engine: Engine;
  readonly #size: number;
  readonly #onProgress: OnProgress;
  #lastBeat = -Infinity;
  #done = 0;

  constructor(engine: Engine, size: number, onProgress: OnProgress) {
    this.#engine = engine;
    this.#size = size;
    this.#onProgress = onProgress;
  }

  /** A working engine: a trapped one is replaced. Traces made by the old one keep it. */
  get engine(): Engine {
    if (this.#engine.poisoned) this.#engine = this.#engine.respawn();
    return this.#engine;
  }

  /** The engine trapped and was not replaced yet. */
  get poisoned(): boolean {
    return this.#engine.poisoned;
  }

  newArtifact(source: ByteSource): number {
    return this.sources.push(source) - 1;
  }

  /** Says that the dropped file is dealt with up to `offset`, at most ten times a second. */
  progress(phase: Progress['phase'], offset: number): void {
    this.#done = phase === 'identify' ? 0 : Math.max(this.#done, Math.min(offset, this.#size));
    const now = performance.now();
    if (now - this.#lastBeat < BEAT) return;
    this.#lastBeat = now;
    this.#onProgress({ phase, done: this.#done, total: this.#size, findings: 0 });
  }

  /** Where a range of some source is in the dropped file, as far as that can be said. */
  reached(source: ByteSource, offset: number): void {
    const place = source.locate(offset, 0)?.[0];
    if (place !== undefined) this.progress('read', place.offset);
  }
}
