/** Which open files had their data hashed. Belongs to a report: read again, a file is hashed again. */
import type { EngineError, Progress, Result } from '../../workers/protocol.ts';
import type { ListedTensor } from '../../workers/report/attachments.ts';
import type { Digests } from '../../workers/report/compare/digests.ts';
import { withHashes } from '../../workers/report/compare/with-hashes.ts';
import type { Artifact, Report } from '../../workers/report/schema.ts';
import type { Document } from '../engine/document.ts';
import type { Engine } from '../engine/engine.ts';
import { Listeners } from '../engine/listeners.ts';

/** Between two drawings of progress. */
const PACE_MS = 100;

export type Hashing =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly digests: Digests; readonly listed: readonly ListedTensor[] }
  | { readonly kind: 'failed'; readonly error: EngineError };

const NONE: Hashing = { kind: 'none' };

/** The part of the workspace used here. */
export interface Runner {
  run<T>(seq: number, call: (engine: Engine) => Promise<Result<T>>, long?: boolean): Promise<Result<T>>;
  cut(seq: number): void;
  amend(seq: number, change: (report: Report) => Report): void;
}

export class DataHashes {
  /** The tree stays the same when a report gets its hash. */
  readonly #states = new WeakMap<Artifact, Hashing>();
  readonly #listeners = new Listeners();
  readonly #runner: Runner;
  #version = 0;

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  readonly subscribe = this.#listeners.subscribe;
  /** Another number after each change. */
  readonly version = (): number => this.#version;

  of({ tree }: Report): Hashing {
    return this.#states.get(tree) ?? NONE;
  }

  /** Once for a report. Stopped, it can be started again. */
  async hash({ seq, state }: Document): Promise<void> {
    if (state.phase !== 'done') return;
    const { report } = state;
    const { kind } = this.of(report);
    if (kind === 'running' || kind === 'done') return;
    this.#set(report, { kind: 'running', done: 0, total: report.file.size });
    // Progress and answer come through different ports: the last progress may be late.
    let over = false;
    const digests = await this.#runner.run(
      seq,
      (engine) =>
        engine.digest(({ done, total }: Progress) => {
          if (!over) this.#set(report, { kind: 'running', done, total });
        }),
      true,
    );
    over = true;
    const listed = digests.ok ? await this.#runner.run(seq, (engine) => engine.listed()) : digests;
    if (digests.ok && listed.ok) {
      this.#set(report, { kind: 'done', digests: digests.value, listed: listed.value });
      // So that what is shared or saved of it carries them.
      this.#runner.amend(seq, (now) => (now.tree === report.tree ? withHashes(now, listed.value, digests.value) : now));
    }
    if (!listed.ok)
      this.#set(report, listed.error.code === 'cancelled' ? NONE : { kind: 'failed', error: listed.error });
  }

  stop({ seq, state }: Document): void {
    if (state.phase === 'done' && this.of(state.report).kind === 'running') this.#runner.cut(seq);
  }

  #set({ tree }: Report, hashing: Hashing): void {
    this.#states.set(tree, hashing);
    this.#version += 1;
    this.#listeners.tell(hashing.kind === 'running' ? PACE_MS : 0);
  }
}
