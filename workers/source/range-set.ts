import type { Range } from '../report/schema.ts';

interface Span {
  start: number;
  end: number;
}

const NONE: readonly Range[] = [];
const CHUNK = 512;

/**
 * Sorted, disjoint ranges; neighbours that touch are merged. A list of short sorted lists, so that adding
 * is a binary search plus moving at most 1,024 elements, whatever the order in which ranges arrive.
 */
export class RangeSet {
  #chunks: Span[][] = [];
  #total = 0;

  /** Bytes in the set. */
  get total(): number {
    return this.#total;
  }

  /** Gives the parts that were in the set before, in order. */
  add(offset: number, length: number): readonly Range[] {
    if (length <= 0) return NONE;
    const end = offset + length;
    const chunk = this.#chunks.length === 1 ? 0 : this.#firstChunk(offset);
    const list = this.#chunks[chunk];
    const index = firstTouching(list, offset);
    const span = list?.[index];
    // Most ranges are free, or go on where the one before ended.
    if (span === undefined || span.start > end) {
      this.#insert(chunk, index, { start: offset, end });
    } else if (span.end === offset && (list?.[index + 1]?.start ?? -1) > end) {
      span.end = end;
    } else {
      return this.#merge(chunk, index, offset, end);
    }
    this.#total += length;
    return NONE;
  }

  #merge(first: number, at: number, offset: number, end: number): readonly Range[] {
    const taken: Range[] = [];
    const merged: Span = { start: offset, end };
    let [chunk, index] = [first, at];
    let known = 0;
    for (;;) {
      const list = this.#chunks[chunk];
      const span = list?.[index];
      if (list === undefined || span === undefined || span.start > end) break;
      const from = Math.max(span.start, offset);
      const to = Math.min(span.end, end);
      if (to > from) {
        taken.push({ offset: from, length: to - from });
        known += to - from;
      }
      merged.start = Math.min(merged.start, span.start);
      merged.end = Math.max(merged.end, span.end);
      list.splice(index, 1);
      if (list.length === 0) {
        this.#chunks.splice(chunk, 1);
        index = 0;
      } else if (index === list.length) {
        chunk += 1;
        index = 0;
      }
    }
    this.#total += end - offset - known;
    this.#insert(chunk, index, merged);
    return taken;
  }

  /** What [0, size) holds besides the set, in order. */
  gaps(size: number): Range[] {
    const gaps: Range[] = [];
    let cursor = 0;
    for (const list of this.#chunks) {
      for (const { start, end } of list) {
        if (start > cursor) gaps.push({ offset: cursor, length: Math.min(start, size) - cursor });
        cursor = Math.max(cursor, end);
        if (cursor >= size) return gaps;
      }
    }
    if (size > cursor) gaps.push({ offset: cursor, length: size - cursor });
    return gaps;
  }

  ranges(): Range[] {
    return this.#chunks.flatMap((list) => list.map(({ start, end }) => ({ offset: start, length: end - start })));
  }

  /** Index of the first chunk whose last span ends at or after `offset`. */
  #firstChunk(offset: number): number {
    return firstIndex(this.#chunks.length, (i) => (this.#chunks[i]?.at(-1)?.end ?? 0) >= offset);
  }

  #insert(chunk: number, index: number, span: Span): void {
    const list = this.#chunks[chunk];
    if (list === undefined) {
      const last = this.#chunks.at(-1);
      if (last === undefined) this.#chunks.push([span]);
      else {
        last.push(span);
        this.#split(this.#chunks.length - 1, last);
      }
      return;
    }
    list.splice(index, 0, span);
    this.#split(chunk, list);
  }

  #split(chunk: number, list: Span[]): void {
    if (list.length > 2 * CHUNK) this.#chunks.splice(chunk + 1, 0, list.splice(CHUNK));
  }
}

function firstTouching(list: readonly Span[] | undefined, offset: number): number {
  return list === undefined ? 0 : firstIndex(list.length, (i) => (list[i]?.end ?? 0) >= offset);
}

/** Smallest i in [0, count] for which `holds(i)` (which must be monotone). */
export function firstIndex(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
