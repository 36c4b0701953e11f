import type { ReachKind } from '../../facts.ts';

/** One thing a template reaches. Offsets are UTF-16 units of the template. */
export interface Reach {
  readonly kind: ReachKind;
  readonly name: string;
  readonly shown: string;
  readonly computed: boolean;
  readonly at: number;
  readonly end: number;
}

/** Reaches kept of one template; alike ones are kept once. */
const MAX_REACHES = 5_000;

export class Reaches {
  readonly list: Reach[] = [];
  more = 0;
  readonly #seen = new Set<string>();

  note(reach: Reach): void {
    const key = `${reach.kind} ${reach.name} ${reach.shown} ${reach.computed}`;
    if (this.#seen.has(key)) return;
    if (this.list.length >= MAX_REACHES) {
      this.more += 1;
      return;
    }
    this.#seen.add(key);
    this.list.push(reach);
  }
}
