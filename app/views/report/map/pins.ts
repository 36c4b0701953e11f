/** Where pins stand under the lens, and how much room each label has before the next pin. Pure. */
import type { Severity } from '../../../../workers/report/schema.ts';
import type { Hit } from './lens.ts';

/** A stretch of the file and where it is drawn, in percent of the width. */
export interface Drawn {
  readonly offset: number;
  readonly length: number;
  readonly width: number;
}

export interface Pin {
  /** Index of the hit (and so of the finding) it stands for: the worst of those at this spot. */
  readonly hit: number;
  readonly severity: Severity;
  /** Percent of the width. */
  readonly x: number;
  /** Percent of the width its label may take. */
  readonly room: number;
  /** The label stands left of the mark. */
  readonly flip: boolean;
  /** Other findings at the same spot. */
  readonly more: number;
}

/** Pins closer than this share one mark. */
const NEAR = 2.2;
/** Room a label wants. */
const LABEL = 18;

/** Where an offset is drawn; the middle of a part that is all hit. */
export function xOf(
  drawn: readonly Drawn[],
  { offset, length }: { readonly offset: number; readonly length: number },
): number {
  let left = 0;
  for (const part of drawn) {
    const end = part.offset + part.length;
    if (offset < end) {
      const middle = Math.min(offset + length / 2, end);
      return left + (part.width * Math.max(0, middle - part.offset)) / Math.max(1, part.length);
    }
    left += part.width;
  }
  return 100;
}

/** `hits` worst first, so the worst of a spot is the one that shows. */
export function pins(drawn: readonly Drawn[], hits: readonly Hit[], most = 8): readonly Pin[] {
  const spots: { hit: number; severity: Severity; x: number; more: number }[] = [];
  hits.forEach((hit, i) => {
    // Low findings and notes would take room from those that matter; the list has them.
    if (hit.severity === 'low' || hit.severity === 'note') return;
    const x = xOf(drawn, hit);
    const near = spots.find((s) => Math.abs(s.x - x) < NEAR);
    if (near !== undefined) near.more += 1;
    else if (spots.length < most) spots.push({ hit: i, severity: hit.severity, x, more: 0 });
  });
  spots.sort((a, b) => a.x - b.x);
  const last = spots.at(-1);
  // The last label turns round when there is more room before it than after it; the gap is then shared by two labels.
  const turns = last !== undefined && 100 - last.x < LABEL && last.x - (spots.at(-2)?.x ?? -LABEL) > 100 - last.x;
  return spots.map((spot, i) => {
    const gap = (spots[i + 1]?.x ?? 101) - spot.x;
    const before = spot.x - (spots[i - 1]?.x ?? 0);
    if (turns && spot === last) return { ...spot, flip: true, room: i === 0 ? before : before / 2 };
    return { ...spot, flip: false, room: turns && i === spots.length - 2 ? gap / 2 : gap };
  });
}
