import { prose } from '../report/prose.ts';
import type { Range } from '../report/schema.ts';
import type { FormatKey } from '../identify/formats.ts';
import { carvePassed } from './carve.ts';
import type { Inspect } from './reader.ts';
import type { Scope } from './scope.ts';

/** Texts of a model that are kept to be searched. */
const MOST = 1_000;

/** Texts of a walked model that are no names: kept while it is walked, then searched for programs. */
export class PassedTexts {
  readonly #ranges: Range[] = [];
  #more: Range | null = null;
  #count = 0;

  add(offset: number, length: number): void {
    if (this.#ranges.length < MOST) this.#ranges.push({ offset, length });
    else {
      this.#more ??= { offset, length };
      this.#count += 1;
    }
  }

  async carve(scope: Scope, known: readonly FormatKey[], inspect: Inspect): Promise<void> {
    for (const range of this.#ranges) await carvePassed(scope, range, known, inspect);
    if (this.#more === null) return;
    const what = prose`${this.#count} more texts that are no names were not searched for programs.`;
    scope.problem('limit', this.#more.offset, this.#more.length, what);
  }
}
