/**
 * The lens: the same file as the rod, with room given to what matters instead of to what is long.
 * Neighbours that matter little share a part, parts with a finding stand alone, a program is split at its deciding bytes.
 * Pure.
 */
import type { ByteKind, Finding, Range, Segment, Severity } from '../../../../workers/report/schema.ts';
import { foldLabels } from './labels.ts';

export interface Part extends Range {
  readonly kind: ByteKind;
  /** The member it belongs to, or what it is when it belongs to none. Text from the file. */
  readonly name: string;
  /** What it is: "pickle program". */
  readonly label: string;
  readonly artifact: number;
  /** How many members or segments it stands for. */
  readonly count: number;
  /** Worst severity of the deciding bytes, when the part is exactly those. */
  readonly hit: Severity | null;
  /** Share of the width, in percent. All parts together: 100. */
  readonly width: number;
}

/** Bytes a finding points at, in the dropped file. */
export interface Hit extends Range {
  readonly severity: Severity;
}

/** Most parts the lens shows. */
const MOST = 16;
/** Share of the file from which a part stands alone. */
const LARGE = 0.05;
/** Shorter texts are version stamps and the like. */
const NOTE = 2048;
/** Least width of a part, in percent: a finger's worth of glass is never lost. */
const FLOOR = 1.3;
/** Only the worst hits split a part of their own; the rest are pins. */
const MOST_HITS = 6;

/** `name` is the first of the joined names, `last` the last. */
type Draft = Omit<Part, 'width'> & { readonly last: string };
type NameOf = (segment: Segment) => string;

export function lens(segments: readonly Segment[], hits: readonly Hit[], nameOf: NameOf = labelOf): readonly Part[] {
  const worst = hits.slice(0, MOST_HITS);
  const pieces = segments.flatMap((segment) => split(segment, nameOf(segment), worst));
  return widths(merge(joinRuns(joinEnds(pieces))));
}

function labelOf({ label }: Segment): string {
  return label;
}

/** Hits of findings that are stored in the file as they are, worst first, one per finding. */
export function hitsOf(findings: readonly Finding[]): readonly Hit[] {
  return findings.flatMap((finding) => {
    const range = decidingRange(finding);
    return range === null ? [] : [{ ...range, severity: finding.severity }];
  });
}

/** The deciding byte when the evidence names it, else the start of the finding's place; null inside compressed data. */
export function decidingRange({ place, evidence }: Finding): Range | null {
  const first = place.file?.[0];
  if (first === undefined) return null;
  const hit = evidence.bytes?.hit;
  const into = hit === undefined ? 0 : hit.offset - place.offset;
  if (hit === undefined || into < 0 || into >= first.length) return { offset: first.offset, length: first.length };
  return { offset: first.offset + into, length: Math.max(1, Math.min(hit.length, first.length - into)) };
}

/** Cuts a program segment at the hits inside it; other kinds stay whole. */
function split(segment: Segment, name: string, hits: readonly Hit[]): readonly Draft[] {
  const { kind, label, artifact, offset, length, parts } = segment;
  const whole: Draft = { kind, name, label, artifact, offset, length, count: parts, hit: null, last: name };
  if (kind !== 'program' && kind !== 'text') return [whole];
  const end = offset + length;
  const out: Draft[] = [];
  let at = offset;
  for (const hit of inside(hits, offset, end)) {
    if (hit.offset < at) continue;
    if (hit.offset > at) out.push({ ...whole, offset: at, length: hit.offset - at });
    const stop = Math.min(end, hit.offset + hit.length);
    out.push({ ...whole, offset: hit.offset, length: stop - hit.offset, hit: hit.severity });
    at = stop;
  }
  if (at < end) out.push({ ...whole, offset: at, length: end - at });
  return out;
}

/** A hit as long as its segment would hide it: such hits are pins only. */
function inside(hits: readonly Hit[], from: number, to: number): readonly Hit[] {
  return hits
    .filter((h) => h.offset >= from && h.offset < to && h.length < (to - from) / 2 && h.severity !== 'note')
    .sort((a, b) => a.offset - b.offset);
}

/** Headers and padding at the start are one part, and so is the directory at the end. */
function joinEnds(pieces: readonly Draft[]): readonly Draft[] {
  const inside = pieces.findIndex((p) => !frame(p));
  if (inside < 0) return pieces;
  const after = pieces.findLastIndex((p) => !frame(p)) + 1;
  const ends = (drafts: readonly Draft[]) =>
    drafts.length === 0 ? [] : [drafts.reduce((a, b) => named(join(a, b), a, b))];
  return [...ends(pieces.slice(0, inside)), ...pieces.slice(inside, after), ...ends(pieces.slice(after))];
}

function frame({ kind, hit }: Draft): boolean {
  return hit === null && (kind === 'structure' || kind === 'padding');
}

/** Ends keep one name: that of the longer side. */
function named(joined: Draft, a: Draft, b: Draft): Draft {
  const { name, label } = b.length > a.length ? b : a;
  return { ...joined, kind: 'structure', name, label, last: name };
}

/** First pass, linear: runs of small weights, headers and padding become one part. What is first, last or large stays. */
function joinRuns(pieces: readonly Draft[]): readonly Draft[] {
  const size = pieces.reduce((sum, p) => sum + p.length, 0);
  const out: Draft[] = [];
  pieces.forEach((piece, i) => {
    const last = out.at(-1);
    const joins = out.length > 1 && i + 1 < pieces.length && last !== undefined;
    if (joins && small(last, size) && small(piece, size)) out[out.length - 1] = join(last, piece);
    else out.push(piece);
  });
  return out;
}

function small({ kind, hit, length, count }: Draft, size: number): boolean {
  if (hit !== null || kind === 'program' || kind === 'unclaimed') return false;
  if (kind === 'text') return length < Math.min(NOTE, size * LARGE);
  return count > 1 || length < size * LARGE;
}

/** Second pass: the pair of neighbours that would be missed least is joined until the parts fit. */
function merge(drafts: readonly Draft[]): readonly Draft[] {
  let parts = halve(drafts);
  while (parts.length > MOST) {
    let best = 0;
    let least = Infinity;
    for (let i = 0; i + 1 < parts.length; i++) {
      const cost = missed(parts[i]) + missed(parts[i + 1]);
      if (cost < least) [best, least] = [i, cost];
    }
    parts = parts.flatMap((part, i) => {
      const next = parts[i + 1];
      return i === best && next !== undefined ? [join(part, next)] : i === best + 1 ? [] : [part];
    });
  }
  return parts;
}

/** Keeps the second pass cheap: thousands of parts are first joined pairwise, hits excepted. */
function halve(drafts: readonly Draft[]): readonly Draft[] {
  let parts = drafts;
  while (parts.length > MOST * 16) {
    const out: Draft[] = [];
    let open = false;
    for (const part of parts) {
      const last = out.at(-1);
      if (open && last?.hit === null && part.hit === null) {
        out[out.length - 1] = join(last, part);
        open = false;
      } else {
        out.push(part);
        open = true;
      }
    }
    if (out.length === parts.length) break;
    parts = out;
  }
  return parts;
}

function missed(part: Draft | undefined): number {
  if (part?.hit !== null) return Infinity;
  const base = { unclaimed: 400, program: 100, text: 40, weights: 20, compressed: 20, structure: 10, padding: 0 };
  return base[part.kind] + Math.log2(part.length + 1);
}

/** The longer side gives kind and owner; padding only to padding. */
function join(a: Draft, b: Draft): Draft {
  const pads = [a.kind, b.kind].indexOf('padding');
  const longer = b.length > a.length ? b : a;
  const main = a.kind === b.kind || pads < 0 ? longer : pads === 0 ? b : a;
  const [first, last] = a.kind === b.kind ? [a.name, b.last] : [main.name, main.last];
  const count = a.kind === b.kind ? a.count + b.count : main.count;
  return { ...main, name: first, last, count, offset: a.offset, length: b.offset + b.length - a.offset };
}

const room = { program: 3, text: 1.6, unclaimed: 0.15, structure: 0.12, weights: 1, compressed: 1, padding: 0.05 };

/** Room in percent: a floor for every part, the rest by kind and by the logarithm of the length. */
function widths(parts: readonly Draft[]): readonly Part[] {
  const share = parts.map((p) => (p.hit === null ? Math.log2(p.length + 2) * room[p.kind] : 0));
  const total = share.reduce((a, b) => a + b, 0);
  const floor = parts.length > 1 ? FLOOR : 0;
  const free = 100 - floor * parts.length;
  return parts.map(({ last, ...p }, i) => ({
    ...p,
    name: foldLabels(p.name, last),
    width: total === 0 ? 100 / parts.length : floor + (free * (share[i] ?? 0)) / total,
  }));
}
