import type { Scope } from '../../analyse/scope.ts';
import type { ByteKind, Range } from '../../report/schema.ts';

interface Entry {
  readonly offset: number;
  length: number;
  readonly kind: ByteKind;
  readonly label: string;
}

const MOST = 2_000_000;

/** What was found where, until all is known: then it is claimed in order, and what overlaps and what nobody refers to shows. */
export class Ledger {
  readonly #entries: Entry[] = [];

  /** False when there are more than are kept. */
  add(offset: number, length: number, kind: ByteKind, label: string): boolean {
    if (length <= 0) return true;
    const last = this.#entries.at(-1);
    // Chunks of one array mostly follow each other.
    if (last !== undefined && last.offset + last.length === offset && last.label === label && last.kind === kind)
      last.length += length;
    else if (this.#entries.length === MOST) return false;
    else this.#entries.push({ offset, length, kind, label });
    return true;
  }

  /** What of [start, end) is not in it, in order. */
  gaps({ start, end }: { readonly start: number; readonly end: number }): Range[] {
    this.#sort();
    const gaps: Range[] = [];
    let at = start;
    for (const { offset, length } of this.#entries) {
      if (offset > at) gaps.push({ offset: at, length: offset - at });
      at = Math.max(at, offset + length);
    }
    if (end > at) gaps.push({ offset: at, length: end - at });
    return gaps;
  }

  #sort(): void {
    this.#entries.sort((a, b) => a.offset - b.offset || b.length - a.length);
  }

  /** Claims everything in [start, end) and returns what is left of it; `shared` hears of bytes that two things have. */
  settle(
    scope: Scope,
    { start, end }: { readonly start: number; readonly end: number },
    shared: (range: Range, labels: readonly [string, string]) => void,
  ): Range[] {
    const gaps = this.gaps({ start, end });
    let at = start;
    let before = '';
    for (const { offset, length, kind, label } of this.#entries) {
      scope.claim({ offset, length }, kind, label);
      if (offset < at && offset >= start)
        shared({ offset, length: Math.min(at, offset + length) - offset }, [before, label]);
      if (offset + length > at) before = label;
      at = Math.max(at, offset + length);
    }
    return gaps;
  }
}
