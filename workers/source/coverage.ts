import type { ByteKind, Range, Segment } from '../report/schema.ts';
import { RangeSet } from './range-set.ts';

/** Who explains which bytes of one source. Readers claim; what nobody claims is a fact of its own. */
export interface CoverageMap {
  readonly size: number;
  /** Later claims never overwrite earlier ones: an overlap is returned so that the caller can state it. */
  claim(range: Range, kind: ByteKind, label: string, artifact: number): readonly Range[];
  /** Ranges nobody claimed, in order. */
  gaps(): readonly Range[];
}

/** The coverage map. A claim costs a binary search; parts outside the source are dropped. */
export class Claims implements CoverageMap {
  readonly size: number;
  readonly #covered = new RangeSet();
  readonly #pieces: Segment[] = [];

  constructor(size: number) {
    this.size = size;
  }

  /** Bytes that somebody explains. */
  get accounted(): number {
    return this.#covered.total;
  }

  claim(range: Range, kind: ByteKind, label: string, artifact: number): readonly Range[] {
    const offset = Math.max(0, range.offset);
    const length = Math.min(range.offset + range.length, this.size) - offset;
    const taken = this.#covered.add(offset, length);
    const add = (from: number, to: number): void => {
      if (to > from) this.#pieces.push({ offset: from, length: to - from, kind, label, artifact, parts: 1 });
    };
    let from = offset;
    for (const part of taken) {
      add(from, part.offset);
      from = part.offset + part.length;
    }
    add(from, offset + length);
    return taken;
  }

  /** What is claimed, in order, without its kinds. */
  covered(): readonly Range[] {
    return this.#covered.ranges();
  }

  gaps(): readonly Range[] {
    return this.#covered.gaps(this.size);
  }

  /** Claimed pieces, in the order of the claims; the gaps are not in it. */
  pieces(): readonly Segment[] {
    return this.#pieces;
  }

  /** Everything, gapless over [0, size): what nobody claims belongs to `artifact`. */
  segments(artifact: number): Segment[] {
    const unclaimed = this.gaps().map((gap): Segment => ({
      ...gap,
      kind: 'unclaimed',
      label: 'not explained',
      artifact,
      parts: 1,
    }));
    return [...this.pieces(), ...unclaimed].sort((a, b) => a.offset - b.offset);
  }
}
