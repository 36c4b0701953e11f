import type { Range } from '../report/schema.ts';
import type { ByteSource } from './byte-source.ts';

/** Neighbours closer than this are read together: a read costs about as much as 256 KiB of bytes (Chromium). */
const JOIN_GAP = 256 * 1024;
const JOIN_MAX = 4 * 1024 * 1024;
const IN_FLIGHT = 8;

/** Bytes of many small ranges, read in few reads. */
export class Spans {
  readonly #spans: readonly { readonly offset: number; readonly bytes: Uint8Array }[];

  private constructor(spans: readonly { readonly offset: number; readonly bytes: Uint8Array }[]) {
    this.#spans = spans;
  }

  /** Reads `ranges`, which must be sorted by offset; each is cut to the source. */
  static async read(source: ByteSource, ranges: readonly Range[]): Promise<Spans> {
    const joined = join(ranges, source.size);
    const spans: { offset: number; bytes: Uint8Array }[] = [];
    // What is short itself lies in a block or two, and others beside it.
    const how = source.size < JOIN_GAP ? undefined : 'direct';
    for (let i = 0; i < joined.length; i += IN_FLIGHT) {
      const batch = joined.slice(i, i + IN_FLIGHT);
      const bytes = await Promise.all(batch.map((span) => source.read(span.offset, span.length, how)));
      batch.forEach((span, n) => spans.push({ offset: span.offset, bytes: bytes[n] ?? new Uint8Array(0) }));
    }
    return new Spans(spans);
  }

  /** The bytes of [offset, offset + length) when all of them were read, else null. */
  get(offset: number, length: number): Uint8Array | null {
    let low = 0;
    let high = this.#spans.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#spans[middle]?.offset ?? Infinity) <= offset) low = middle + 1;
      else high = middle;
    }
    const span = this.#spans[low - 1];
    if (span === undefined || offset + length > span.offset + span.bytes.length) return null;
    return span.bytes.subarray(offset - span.offset, offset - span.offset + length);
  }
}

function join(ranges: readonly Range[], size: number): { offset: number; length: number }[] {
  const joined: { offset: number; length: number }[] = [];
  for (const range of ranges) {
    const start = Math.min(Math.max(0, range.offset), size);
    const end = Math.min(Math.max(start, range.offset + range.length), size);
    const last = joined.at(-1);
    if (last !== undefined && start <= last.offset + last.length + JOIN_GAP && end - last.offset <= JOIN_MAX) {
      last.length = Math.max(last.length, end - last.offset);
    } else if (end > start) {
      joined.push({ offset: start, length: end - start });
    }
  }
  return joined;
}
