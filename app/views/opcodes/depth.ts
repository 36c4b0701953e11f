/** The stack depth of a program as a drawing. Pure. */
import type { Profile } from '../../../workers/protocol.ts';

export interface DepthPaths {
  readonly line: string;
  readonly area: string;
}

/** Paths in a box of width × height, one vertex a point; the deepest point is `room` below the top. */
export function depthPaths(profile: Profile, steps: number, width: number, height: number, room = 2): DepthPaths {
  const scaleX = width / Math.max(1, steps - 1);
  const scaleY = (height - room) / Math.max(1, profile.maxDepth);
  const vertices = profile.points.map(({ step, depth }) => `${fixed(step * scaleX)} ${fixed(height - depth * scaleY)}`);
  const last = profile.points.at(-1);
  if (last === undefined) return { line: '', area: '' };
  const line = `M${vertices.join('L')}L${fixed(width)} ${fixed(height - last.depth * scaleY)}`;
  return { line, area: `M0 ${fixed(height)}L${line.slice(1)}L${fixed(width)} ${fixed(height)}Z` };
}

/** The same as bars from top to bottom, `rows` of them: the deepest of each, as a share of the deepest of all. */
export function depthBars(profile: Profile, steps: number, rows: number): readonly number[] {
  const bars = new Array<number>(rows).fill(0);
  profile.points.forEach(({ step, depth }, i) => {
    const next = profile.points[i + 1]?.step ?? steps;
    const from = Math.floor((step / Math.max(1, steps)) * rows);
    const to = Math.max(from + 1, Math.ceil((next / Math.max(1, steps)) * rows));
    for (let row = from; row < Math.min(rows, to); row++) bars[row] = Math.max(bars[row] ?? 0, depth);
  });
  return bars.map((depth) => depth / Math.max(1, profile.maxDepth));
}

/** Where marks stand on a track of `slots` places: at most one each, the first (worst) keeps it. */
export function thin<T>(items: readonly T[], position: (item: T) => number, slots: number): readonly T[] {
  const taken = new Set<number>();
  return items.filter((item) => {
    const slot = Math.floor(position(item) * slots);
    if (taken.has(slot)) return false;
    taken.add(slot);
    return true;
  });
}

function fixed(value: number): string {
  return (Math.round(value * 10) / 10).toString();
}
