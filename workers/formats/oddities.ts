import type { OddityFact } from '../facts.ts';
import type { Scope } from '../analyse/scope.ts';
import { LIMITS } from '../limits.ts';
import { prose, type Prose } from '../report/prose.ts';
import { placeIn } from '../source/byte-source.ts';

export interface Oddity<Code extends string> {
  readonly code: Code;
  readonly offset: number;
  readonly length: number;
  readonly subject?: string;
  readonly what: Prose;
  /** Both readings, when two readers disagree. */
  readonly readings?: OddityFact['readings'];
}

/** States the oddities of one file; alike ones beyond a limit are counted, and the count is a problem. */
export class Oddities<Code extends string> {
  readonly #scope: Scope;
  readonly #format: string;
  readonly #counts = new Map<Code, number>();

  constructor(scope: Scope, format: string) {
    this.#scope = scope;
    this.#format = format;
  }

  state({ code, offset, length, subject, what, readings = [] }: Oddity<Code>): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > LIMITS.factsPerCode) return;
    this.#scope.state({
      kind: 'oddity',
      at: placeIn(this.#scope.source, offset, length),
      format: this.#format,
      code,
      subject: subject ?? null,
      what,
      readings,
    });
  }

  /** States what was counted but not kept. Call once, at the end. */
  close(): void {
    for (const [code, count] of this.#counts) {
      const more = count - LIMITS.factsPerCode;
      if (more <= 0) continue;
      this.#scope.problem('limit', 0, this.#scope.source.size, prose`${more} more cases of “${code}” are not listed.`);
    }
  }
}
