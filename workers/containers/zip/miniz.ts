import type { ZipEntry } from './entry.ts';
import { foldedKey } from './names.ts';

/**
 * Looks records up as torch's copy of miniz does: all names sorted with ASCII letters lowered, then a binary search.
 * Among equal names the one it meets depends on the order its heap sort leaves them in, so the same sort is made here
 * (mz_zip_reader_sort_central_dir_offsets_by_filename, mz_zip_locate_file_binary_search).
 */
export class MinizIndex {
  readonly #names: readonly string[];
  readonly #order: Uint32Array;
  readonly #entries: readonly ZipEntry[];

  constructor(entries: readonly ZipEntry[]) {
    this.#entries = entries;
    this.#names = entries.map(({ key }) => foldedKey(key));
    this.#order = heapSorted(this.#names);
  }

  /** `name`: one character per byte. */
  find(name: string): ZipEntry | null {
    const wanted = foldedKey(name);
    let low = 0;
    let high = this.#order.length - 1;
    while (low <= high) {
      const middle = low + ((high - low) >> 1);
      const index = this.#order[middle] ?? 0;
      const found = this.#names[index] ?? '';
      if (found === wanted) return this.#entries[index] ?? null;
      if (found < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }
}

/** Indices of `names` in the order a textbook heap sort leaves them: not stable, but always the same. */
function heapSorted(names: readonly string[]): Uint32Array {
  const ranks = ranked(names);
  const order = Uint32Array.from(names, (_, i) => i);
  const rank = (at: number): number => ranks[order[at] ?? 0] ?? 0;
  const swap = (a: number, b: number): void => {
    const left = order[a] ?? 0;
    order[a] = order[b] ?? 0;
    order[b] = left;
  };
  const sink = (start: number, end: number): void => {
    for (let root = start, child = 2 * root + 1; child < end; child = 2 * root + 1) {
      if (child + 1 < end && rank(child) < rank(child + 1)) child += 1;
      if (rank(root) >= rank(child)) return;
      swap(root, child);
      root = child;
    }
  };
  for (let start = (names.length - 2) >> 1; start >= 0; start -= 1) sink(start, names.length);
  for (let end = names.length - 1; end > 0; end -= 1) {
    swap(end, 0);
    sink(0, end);
  }
  return order;
}

/** Numbers that compare as the names do: equal ones get the same. Each is compared often. */
function ranked(names: readonly string[]): Uint32Array {
  const ranks = new Map([...new Set(names)].sort().map((name, rank) => [name, rank]));
  return Uint32Array.from(names, (name) => ranks.get(name) ?? 0);
}
