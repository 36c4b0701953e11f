import type { Entry } from './entry.ts';

/** How tensors lie in the data behind the header. Offsets count from the end of the header. */
export interface Layout {
  /** By begin. */
  readonly sorted: readonly Entry[];
  readonly overlaps: readonly {
    readonly entry: Entry;
    readonly with: Entry;
    readonly begin: number;
    readonly end: number;
  }[];
  readonly gaps: readonly { readonly begin: number; readonly end: number; readonly before: Entry | null }[];
  readonly outside: readonly Entry[];
  /** First entry that stands before another one with a lower offset. */
  readonly unsorted: Entry | null;
  /** Where the last tensor ends. */
  readonly end: number;
}

/** `size` is the number of data bytes the file has. */
export function layoutOf(entries: readonly Entry[], size: number): Layout {
  const sorted = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  const overlaps: { entry: Entry; with: Entry; begin: number; end: number }[] = [];
  const gaps: { begin: number; end: number; before: Entry | null }[] = [];
  let reach = 0;
  let reaching: Entry | null = null;
  for (const entry of sorted) {
    if (entry.end <= entry.begin) continue;
    if (reaching !== null && entry.begin < reach)
      overlaps.push({ entry, with: reaching, begin: entry.begin, end: Math.min(reach, entry.end) });
    if (entry.begin > reach) gaps.push({ begin: reach, end: entry.begin, before: entry });
    if (entry.end > reach) {
      reach = entry.end;
      reaching = entry;
    }
  }
  return {
    sorted,
    overlaps,
    gaps: gaps.filter(({ begin }) => begin < size).map((gap) => ({ ...gap, end: Math.min(gap.end, size) })),
    outside: sorted.filter(({ end }) => end > size),
    unsorted: entries.find((entry, i) => entry.begin > (entries[i + 1]?.begin ?? Infinity)) ?? null,
    end: reach,
  };
}
