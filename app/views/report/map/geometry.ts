/** What the byte map draws for a report. Pure. */
import { plain } from '../../../../workers/report/prose.ts';
import type { Artifact, ByteKind, Coverage, Finding, Report, Segment } from '../../../../workers/report/schema.ts';
import { bytes, count, percent, plural } from '../../../ui/format.ts';
import { kindWords } from '../../../ui/verdict.ts';
import { decidingRange, hitsOf, lens, type Hit, type Part } from './lens.ts';
import { pins, type Pin } from './pins.ts';

export interface Geometry {
  /** A quiet file, and one of a single part, has no lens: the rod is drawn thick and the parts stand on it at true scale. */
  readonly calm: boolean;
  readonly parts: readonly Part[];
  readonly hits: readonly Hit[];
  readonly pins: readonly (Pin & { readonly finding: Finding })[];
}

export function geometry({ coverage, findings, verdict, tree }: Report, byId: ReadonlyMap<number, Artifact>): Geometry {
  const placed = findings.filter((f) => decidingRange(f) !== null);
  const quiet = verdict === 'nothing-runs' && placed.every((f) => f.severity === 'note');
  const hits = hitsOf(placed);
  const equal = lens(coverage.segments, quiet ? [] : hits, namesIn(tree, byId));
  const calm = quiet || equal.length === 1;
  const parts = calm ? equal.map((p) => ({ ...p, width: (p.length / Math.max(1, coverage.size)) * 100 })) : equal;
  const stood = pins(parts, hits).flatMap((pin) => {
    const finding = placed[pin.hit];
    return finding === undefined ? [] : [{ ...pin, finding }];
  });
  return { calm, parts, hits, pins: stood };
}

/** Members by name, without the folder they all share; headers and the like by what they are. */
function namesIn(tree: Artifact, byId: ReadonlyMap<number, Artifact>): (segment: Segment) => string {
  const folder = /^[^/]+\//.exec(tree.children[0]?.name ?? '')?.[0] ?? '';
  const shared = folder !== '' && tree.children.every((c) => c.name.startsWith(folder)) ? folder.length : 0;
  return ({ artifact, label }) => {
    const member = byId.get(artifact);
    if (member === undefined || member.id === tree.id || member.children.length > 0) return label;
    return member.name.slice(tree.children.includes(member) ? shared : 0);
  };
}

const legend: readonly ByteKind[] = ['program', 'weights', 'text', 'structure', 'compressed', 'unclaimed'];

export function kindsIn({ segments }: Coverage): readonly ByteKind[] {
  const present = new Set(segments.map((s) => s.kind));
  return legend.filter((kind) => present.has(kind));
}

/** "no gaps", or how much nobody explains. */
export function gaps({ segments }: Coverage): string {
  const unclaimed = bytesOf(segments, 'unclaimed');
  return unclaimed === 0 ? 'no gaps' : `${bytes(unclaimed)} of it unclaimed`;
}

/** The figure in words, for those who do not see it. */
export function summary({ coverage, findings }: Report): string {
  const kinds = [...kindsIn(coverage)].map(
    (kind) => `${percent(bytesOf(coverage.segments, kind), coverage.size)} ${kindWords[kind].toLowerCase()}`,
  );
  const worst = findings.slice(0, 3).map((f) => plain(f.title));
  const found = worst.length === 0 ? '' : ` ${plural(findings.length, 'finding')}, first: ${worst.join('; ')}.`;
  return `The file at true scale, ${count(coverage.size)} bytes: ${kinds.join(', ')}.${found}`;
}

function bytesOf(segments: Coverage['segments'], kind: ByteKind): number {
  return segments.reduce((sum, s) => sum + (s.kind === kind ? s.length : 0), 0);
}
