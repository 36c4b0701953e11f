import type { PickleFact, TensorFact } from '../facts.ts';
import type { Replay } from '../formats/pickle/replay.ts';
import type { Decompiler } from '../formats/pickle/source/decompiler.ts';
import { PAGE_ROWS, type TensorPage, type TensorRow } from '../protocol.ts';
import type { ByteSource } from '../source/byte-source.ts';
import type { Engine } from '../wasm/engine.ts';
import type { Run } from './run.ts';

/** What is kept of one inspected file: its sources, programs and tensors, for the page to look into. */
export class Session {
  readonly #run: Run;
  readonly #tensors: readonly TensorFact[];
  #byPath: ReadonlyMap<string, ByteSource> | null = null;

  constructor(run: Run) {
    this.#run = run;
    this.#tensors = run.facts.filter((fact): fact is TensorFact => fact.kind === 'tensor');
  }

  /** A working engine, for reading more of the same file. */
  get engine(): Engine {
    return this.#run.engine;
  }

  /** In the order the readers stated them. */
  get tensorFacts(): readonly TensorFact[] {
    return this.#tensors;
  }

  /** By artifact id of the report. */
  get sources(): readonly ByteSource[] {
    return this.#run.sources;
  }

  /** By program id of the report. */
  get programs(): readonly PickleFact[] {
    return this.#run.programs.map(({ fact }) => fact);
  }

  /** By artifact id of the report. */
  source(artifact: number): ByteSource | null {
    return this.#run.sources[artifact] ?? null;
  }

  /** The innermost source of a place; null when there is none of that path, or the report had no room for it. */
  sourceAt(path: readonly string[]): ByteSource | null {
    this.#byPath ??= new Map(this.#run.sources.map((source) => [key(source.path), source]));
    return this.#byPath.get(key(path)) ?? null;
  }

  /** By program id of the report. */
  replay(program: number): Replay | null {
    return this.#run.programs[program]?.replay ?? null;
  }

  /** By program id of the report. Reading a long one again lets others go first. */
  async decompiler(program: number, giveWay?: () => Promise<void>): Promise<Decompiler | null> {
    return (await this.#run.programs[program]?.decompiling.decompiler(giveWay)) ?? null;
  }

  /** Frees what the programs hold in the engine's memory: their traces cannot be read after this. */
  close(): void {
    for (const program of this.#run.programs) program.close();
  }

  /** At most PAGE_ROWS rows. */
  tensors(first: number, count: number): TensorPage {
    const from = Math.max(0, Math.floor(first));
    const rows = this.#tensors.slice(from, from + Math.min(count, PAGE_ROWS)).map(tensorRow);
    return { first: from, total: this.#tensors.length, rows };
  }
}

/** Names may hold any character, so they are quoted before they are joined. */
function key(path: readonly string[]): string {
  return JSON.stringify(path);
}

function tensorRow({ name, dtype, shape, bytes, storage, problem }: TensorFact): TensorRow {
  return { name, dtype, shape, bytes, place: storage.record, storage: storage.key, problem: problem?.what ?? null };
}
