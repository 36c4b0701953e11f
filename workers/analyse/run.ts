import type { Fact, PickleFact } from '../facts.ts';
import type { Replay } from '../formats/pickle/replay.ts';
import { LIMITS } from '../limits.ts';
import type { Progress } from '../protocol.ts';
import { prose } from '../report/prose.ts';
import type { Place } from '../report/schema.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { Shelf } from '../source/held-source.ts';
import type { Engine } from '../wasm/engine.ts';
import { Budgets } from './budgets.ts';
import type { Decompiling } from './decompiling.ts';

export type OnProgress = (progress: Progress) => void;

/** A program the page can step through. */
export interface ProgramRecord {
  readonly fact: PickleFact;
  readonly replay: Replay;
  readonly decompiling: Decompiling;
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
  readonly budgets: Budgets;
  /** Tried on what is encrypted, in this order. */
  readonly passwords: readonly string[];
  #engine: Engine;
  /** Memory of engines that were left with the traces they hold. */
  #leftBehind = 0;
  #problems = 0;
  readonly #size: number;
  readonly #onProgress: OnProgress;
  #lastBeat = -Infinity;
  #done = 0;

  constructor(engine: Engine, size: number, onProgress: OnProgress, passwords: readonly string[] = []) {
    this.#engine = engine;
    this.passwords = passwords;
    this.budgets = new Budgets(size);
    this.#size = size;
    this.#onProgress = onProgress;
  }

  /** A working engine: one that trapped or grew large is left to the traces it holds, and another one starts. */
  get engine(): Engine {
    if (this.#engine.poisoned || this.#engine.memoryBytes > LIMITS.engineBytes) {
      this.#leftBehind += this.#engine.memoryBytes;
      this.#engine = this.#engine.respawn();
      if (this.#leftBehind > LIMITS.engineBytesLeft) this.budgets.take('programs', Infinity);
    }
    return this.#engine;
  }

  /** The engine trapped and was not replaced yet. */
  get poisoned(): boolean {
    return this.#engine.poisoned;
  }

  /** Problems beyond a limit are counted, see `close`. */
  state(fact: Fact): void {
    if (fact.kind === 'problem' && ++this.#problems > LIMITS.problems) return;
    this.facts.push(fact);
  }

  /** States what was counted but not kept. Call once, at the end. */
  close(at: Place): void {
    const more = this.#problems - LIMITS.problems;
    if (more <= 0) return;
    this.facts.push({ kind: 'problem', at, problem: 'limit', what: prose`${more} more problems are not listed.` });
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
