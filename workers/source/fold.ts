import type { ByteKind, Segment } from '../report/schema.ts';

/** Kinds that are shown one by one as long as there is room: where attacks are. */
const KEPT: ReadonlySet<ByteKind> = new Set(['program', 'unclaimed', 'text']);

/**
 * At most about `max` segments, still gapless. Neighbours of one kind and label are joined first; if that is not enough,
 * runs of the quiet kinds are joined, then everything. A joined segment takes the kind that fills most of it and counts its `parts`.
 */
export function foldSegments(segments: readonly Segment[], max: number): Segment[] {
  const alike = joinRuns(segments, (a, b) => a.kind === b.kind && a.label === b.label);
  if (alike.length <= max) return alike;
  const kept = alike.filter((segment) => KEPT.has(segment.kind)).length;
  const runs = kept + countRuns(alike);
  if (runs <= max) return joinGroups(alike, Math.ceil((alike.length - kept) / Math.max(1, max - runs)) + 1, KEPT);
  return joinGroups(alike, Math.ceil(alike.length / max), new Set());
}

function joinRuns(segments: readonly Segment[], same: (a: Segment, b: Segment) => boolean): Segment[] {
  const groups: Segment[][] = [];
  let group: Segment[] = [];
  let last: Segment | null = null;
  for (const segment of segments) {
    if (last !== null && same(last, segment)) group.push(segment);
    else groups.push((group = [segment]));
    last = segment;
  }
  return groups.map(join);
}

/** Joins up to `size` neighbours; segments of the `alone` kinds stay alone. */
function joinGroups(segments: readonly Segment[], size: number, alone: ReadonlySet<ByteKind>): Segment[] {
  const groups: Segment[][] = [];
  let open: Segment[] | null = null;
  for (const segment of segments) {
    if (alone.has(segment.kind)) {
      groups.push([segment]);
      open = null;
    } else if (open !== null && open.length < size) {
      open.push(segment);
    } else {
      open = [segment];
      groups.push(open);
    }
  }
  return groups.map(join);
}

function countRuns(segments: readonly Segment[]): number {
  let runs = 0;
  let inside = false;
  for (const segment of segments) {
    if (!KEPT.has(segment.kind) && !inside) runs += 1;
    inside = !KEPT.has(segment.kind);
  }
  return runs;
}

function join(group: readonly Segment[]): Segment {
  const [only] = group;
  if (only !== undefined && group.length === 1) return only;
  const bytes = new Map<ByteKind, number>();
  for (const { kind, length } of group) bytes.set(kind, (bytes.get(kind) ?? 0) + length);
  const kind = [...bytes].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
  const owner = group.find((segment) => segment.kind === kind) ?? group[0];
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined || owner === undefined)
    throw new RangeError('a group holds at least one segment');
  return {
    offset: first.offset,
    length: last.offset + last.length - first.offset,
    kind,
    label: owner.label,
    artifact: owner.artifact,
    parts: group.reduce((sum, segment) => sum + segment.parts, 0),
  };
}
