import type { RecordedTrace } from '../recorded-trace.ts';
import type { Ref } from '../value.ts';

/** Runs between two marks of an index: what a look-up walks at most. */
const STRIDE = 256;

interface Index {
  /** Before every STRIDE-th run: the run to go on with, items before it, and the step that added it. */
  readonly marks: readonly { readonly from: number | undefined; readonly before: number; readonly step: number }[];
  readonly items: number;
  readonly lastStep: number;
}

/**
 * What containers hold at some step. A list grows after it was used: what a line shows is what was in it then.
 * Any item of millions is found by walking a few hundred runs.
 */
export class Contents {
  readonly #trace: RecordedTrace;
  readonly #indices = new Map<Ref, Index>();

  constructor(trace: RecordedTrace) {
    this.#trace = trace;
  }

  /** Items that were added before step `at`; keys and values both count. */
  count(ref: Ref, at: number): number {
    const kind = this.#trace.kind(ref);
    if (kind === 'tuple' || kind === 'frozenset') return this.#fixedCount(ref);
    const index = this.#index(ref);
    if (at > index.lastStep) return index.items;
    const mark = lastBefore(index.marks, (m) => m.step < at);
    if (mark === undefined) return 0;
    let count = mark.before;
    for (const run of this.#trace.runs(ref, mark.from)) {
      if (run.step >= at) break;
      count += run.length;
    }
    return count;
  }

  /** Items [first, first + max) of those added before step `at`. */
  items(ref: Ref, at: number, first: number, max: number): Ref[] {
    const found: Ref[] = [];
    const kind = this.#trace.kind(ref);
    if (kind === 'tuple' || kind === 'frozenset') {
      for (const { start, length } of this.#trace.runs(ref))
        return this.#trace.run(start + Math.min(first, length), Math.max(0, Math.min(max, length - first)));
    }
    const mark = lastBefore(this.#index(ref).marks, (m) => m.before <= first);
    if (mark === undefined) return found;
    let skip = first - mark.before;
    for (const run of this.#trace.runs(ref, mark.from)) {
      if (run.step >= at || found.length >= max) break;
      if (skip < run.length)
        found.push(...this.#trace.run(run.start + skip, Math.min(run.length - skip, max - found.length)));
      skip = Math.max(0, skip - run.length);
    }
    return found;
  }

  /** A tuple is there as a whole when it is made; it cannot be seen before. */
  #fixedCount(ref: Ref): number {
    const value = this.#trace.value(ref);
    return value.kind === 'tuple' || value.kind === 'frozenset' ? value.count : 0;
  }

  /** Last step that added something; -1 for none. */
  lastStep(ref: Ref): number {
    return this.#index(ref).lastStep;
  }

  #index(ref: Ref): Index {
    const known = this.#indices.get(ref);
    if (known !== undefined) return known;
    const marks: { from: number | undefined; before: number; step: number }[] = [];
    let [items, lastStep, count] = [0, -1, 0];
    let from: number | undefined;
    for (const run of this.#trace.runs(ref)) {
      if (count % STRIDE === 0) marks.push({ from, before: items, step: run.step });
      items += run.length;
      lastStep = run.step;
      from = run.next;
      count += 1;
    }
    const index = { marks, items, lastStep };
    if (this.#indices.size >= MOST) this.#indices.clear();
    this.#indices.set(ref, index);
    return index;
  }
}

/** Containers whose index is kept. */
const MOST = 4096;

function lastBefore<T>(sorted: readonly T[], isBefore: (item: T) => boolean): T | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = sorted[middle];
    if (item !== undefined && isBefore(item)) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}
