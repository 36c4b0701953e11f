import type { ProblemFact, ZipFact } from '../../facts.ts';
import { LIMITS } from '../../limits.ts';
import { data, type Prose, prose } from '../../report/prose.ts';
import { type ByteSource, placeIn } from '../../source/byte-source.ts';
import { DISAGREEMENTS, type ZipCode } from './disagreements.ts';
import { isLoaded } from './names.ts';

export type Reading = readonly [reader: string, sees: Prose];

/** Collects the facts about one archive; alike ones beyond a limit are counted, not kept, and the count is a problem. */
export class FactSink {
  readonly facts: ZipFact[] = [];
  readonly problems: ProblemFact[] = [];
  readonly #source: ByteSource;
  readonly #counts = new Map<ZipCode, number>();

  constructor(source: ByteSource) {
    this.#source = source;
  }

  note(code: ZipCode, offset: number, length: number, entry: string | null, readings: readonly Reading[] = []): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    const loaded = entry !== null && isLoaded(entry);
    if (count > LIMITS.factsPerCode && !(loaded && count <= 2 * LIMITS.factsPerCode)) return;
    this.facts.push({
      kind: 'zip',
      at: placeIn(this.#source, offset, length),
      code,
      entry,
      readings: readings.map(([reader, sees]) => ({ reader, sees })),
      loaded,
    });
  }

  problem(problem: ProblemFact['problem'], offset: number, length: number, what: Prose): void {
    this.problems.push({ kind: 'problem', at: placeIn(this.#source, offset, length), problem, what });
  }

  /** States what was counted but not kept. Call once, at the end. */
  close(): void {
    for (const [code, count] of this.#counts) {
      const kept = this.facts.filter((fact) => fact.code === code).length;
      if (kept === count) continue;
      this.problem(
        'limit',
        0,
        this.#source.size,
        prose`${count - kept} more of: ${DISAGREEMENTS[code]}. Only the first ones are listed.`,
      );
    }
  }
}

/** A name for a reading: as text of the file. */
export function named(name: string): Prose {
  return name === '' ? ['(no name)'] : [data(name)];
}
