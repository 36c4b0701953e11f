/** The rod: every byte at true scale, in at most `buckets` steps. Pure. */
import type { ByteKind, Segment } from '../../../../workers/report/schema.ts';

/** A stretch of one colour, in buckets. */
export interface Stretch {
  readonly x: number;
  readonly width: number;
  readonly kind: ByteKind;
  /** 1 to 4 for weights, so that neighbours can be told apart; 0 otherwise. */
  readonly tint: number;
}

/** Who has most of the current bucket. */
interface Share {
  readonly length: number;
  readonly kind: ByteKind;
  readonly tint: number;
}

export function rod(segments: readonly Segment[], size: number, buckets: number): readonly Stretch[] {
  const tints = tintsOf(segments);
  const out: Stretch[] = [];
  const add = (x: number, end: number, kind: ByteKind, tint: number): void => {
    const last = out.at(-1);
    if (last?.kind === kind && last.tint === tint && last.x + last.width === x) {
      out[out.length - 1] = { ...last, width: end - last.x };
    } else if (end > x) out.push({ x, width: end - x, kind, tint });
  };
  // Each bucket shows the kind most of its bytes are; a long segment fills its buckets in one step.
  let bucket = 0;
  let best: Share = { length: 0, kind: 'padding', tint: 0 };
  segments.forEach((segment, i) => {
    const tint = tints[i] ?? 0;
    const from = (segment.offset / size) * buckets;
    const to = ((segment.offset + segment.length) / size) * buckets;
    for (let at = from; at < to;) {
      const end = Math.min(to, Math.floor(at) + 1);
      if (Math.floor(at) > bucket) {
        add(bucket, bucket + 1, best.kind, best.tint);
        best = { length: 0, kind: segment.kind, tint };
        bucket = Math.floor(at);
      }
      if (end - at > best.length) best = { length: end - at, kind: segment.kind, tint };
      const whole = Math.floor(to);
      if (end === Math.floor(at) + 1 && whole > end) {
        add(bucket, bucket + 1, best.kind, best.tint);
        add(bucket + 1, whole, segment.kind, tint);
        bucket = whole;
        best = { length: 0, kind: segment.kind, tint };
        at = whole;
      } else at = end;
    }
  });
  if (bucket < buckets && best.length > 0) add(bucket, buckets, best.kind, best.tint);
  return out;
}

/** Tint by size class; a neighbour of the same class takes the next tint. */
export function tintsOf(segments: readonly Pick<Segment, 'kind' | 'length'>[]): readonly number[] {
  let before = 0;
  return segments.map(({ kind, length }) => {
    if (kind !== 'weights') return 0;
    const tint = 1 + (Math.floor(Math.log2(length + 1)) % 4);
    before = tint === before ? (tint % 4) + 1 : tint;
    return before;
  });
}
