import type { Ref } from '../value.ts';
import { INLINE_ITEMS, type Writing } from './expression.ts';

/** Values looked at per statement, and how deep. */
const LOOK = 48;
const DEPTH = 3;
/** Containers with a line of their own, at most; containers remembered as used once; and entries that are no longer shown in place. */
export const MOST_NAMED = 100_000;
const MOST_SEEN = 500_000;
const LONG = 4 * INLINE_ITEMS;

/** A container that gets a line: before its first use, as it was then. */
export interface Definition {
  readonly ref: Ref;
  /** Step of the first use. */
  readonly at: number;
  /** Its entries get lines too, folded away. */
  readonly isLong: boolean;
}

interface Looked {
  readonly ref: Ref;
  readonly depth: number;
}

const HOLDERS: ReadonlySet<string> = new Set(['tuple', 'list', 'set', 'frozenset', 'dict']);

/**
 * Finds the containers that need a name: those that are long, and lists, sets and dicts that several statements use,
 * because they are one object.
 */
export class Containers {
  readonly definitions: Definition[] = [];
  /** Not every container that needs a name has one. */
  isCut = false;
  readonly #w: Pick<Writing, 'trace' | 'contents'>;
  readonly #named: Set<Ref>;
  readonly #seen = new Map<Ref, number>();

  constructor(w: Pick<Writing, 'trace' | 'contents'>, named: Set<Ref>) {
    this.#w = w;
    this.#named = named;
  }

  /** Looks at what a statement at step `at` uses. */
  use(roots: readonly Ref[], at: number): void {
    const open: Looked[] = [];
    const met = new Set<Ref>();
    this.#push(open, roots, 0);
    for (let looks = 0; looks < LOOK; looks++) {
      const next = open.pop();
      if (next === undefined) return;
      const { ref, depth } = next;
      if (this.#named.has(ref)) continue;
      const kind = this.#w.trace.kind(ref);
      const isMutable = kind === 'list' || kind === 'set' || kind === 'dict';
      const isLong = depth < DEPTH && (isMutable || depth > 0) && this.#w.contents.count(ref, at) > LONG;
      if (isLong) this.#name(ref, at, true);
      else if (isMutable && (met.has(ref) || this.#isShared(ref, at)))
        this.#name(ref, this.#seen.get(ref) ?? at, false);
      if (met.has(ref) || depth >= DEPTH) continue;
      met.add(ref);
      this.#push(open, this.#w.contents.items(ref, at, 0, LOOK), depth + 1);
    }
  }

  /** Only containers are looked into: most values are none. */
  #push(open: Looked[], refs: readonly Ref[], depth: number): void {
    for (const ref of refs) if (HOLDERS.has(this.#w.trace.kind(ref))) open.push({ ref, depth });
  }

  #isShared(ref: Ref, at: number): boolean {
    const before = this.#seen.get(ref);
    if (before === undefined && this.#seen.size < MOST_SEEN) this.#seen.set(ref, at);
    return before !== undefined && before !== at;
  }

  #name(ref: Ref, at: number, isLong: boolean): void {
    if (this.#named.size >= MOST_NAMED) {
      this.isCut = true;
      return;
    }
    this.#named.add(ref);
    this.definitions.push({ ref, at, isLong });
  }
}
