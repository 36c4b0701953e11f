/** Who explains each byte, for any artifact whose bytes lie in the dropped file. Pure. */
import type { Artifact, ByteKind, Coverage, Finding, Range, Segment } from '../../../workers/report/schema.ts';
import { samePath } from './artifacts.ts';
import { worstSpans, type Span } from '../opcodes/flags.ts';

export const KIND_NAMES: Readonly<Record<ByteKind, string>> = {
  program: 'Program',
  weights: 'Weights',
  text: 'Text, metadata',
  structure: 'Structure',
  padding: 'Padding',
  compressed: 'Compressed',
  unclaimed: 'Unclaimed',
};

/** In the order of the legend. */
export const KINDS: readonly ByteKind[] = [
  'program',
  'weights',
  'text',
  'structure',
  'padding',
  'compressed',
  'unclaimed',
];

export interface Owner {
  readonly kind: ByteKind;
  /** Null where only the artifact's own kind is known. */
  readonly segment: Segment | null;
}

/** Owner of a byte of the artifact, by its offset in the artifact. */
export function ownerOf(artifact: Artifact, coverage: Coverage): (offset: number) => Owner {
  const own: Owner = { kind: artifact.kind, segment: null };
  const { file } = artifact.place;
  if (file === null) return () => own;
  const toFile = mapper(file);
  let last: Segment | undefined;
  return (offset) => {
    const at = toFile(offset);
    if (at === null) return own;
    if (last === undefined || at < last.offset || at >= last.offset + last.length)
      last = segmentAt(coverage.segments, at);
    return last === undefined ? own : { kind: last.kind, segment: last };
  };
}

/** Offsets of a source into offsets of the dropped file, given the ranges it lies in. */
export function mapper(ranges: readonly Range[]): (offset: number) => number | null {
  const [only] = ranges;
  if (only !== undefined && ranges.length === 1)
    return (offset) => (offset < only.length ? only.offset + offset : null);
  let start = 0;
  const pieces = ranges.map((range) => {
    const piece = { start, offset: range.offset, length: range.length };
    start += range.length;
    return piece;
  });
  return (offset) => {
    const piece = search(
      pieces,
      (p) => offset >= p.start + p.length,
      (p) => offset < p.start,
    );
    return piece === undefined ? null : piece.offset + offset - piece.start;
  };
}

function segmentAt(segments: readonly Segment[], at: number): Segment | undefined {
  return search(
    segments,
    (s) => at >= s.offset + s.length,
    (s) => at < s.offset,
  );
}

/** Binary search in sorted, disjoint things. */
function search<T>(items: readonly T[], before: (item: T) => boolean, after: (item: T) => boolean): T | undefined {
  let low = 0;
  let high = items.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item === undefined) return undefined;
    if (before(item)) low = middle + 1;
    else if (after(item)) high = middle - 1;
    else return item;
  }
  return undefined;
}

export interface PlacedFinding {
  readonly finding: Finding;
  readonly range: Range;
}

/** Findings whose bytes are in this artifact: its own, and for the dropped file everything stored in it as it is. */
export function findingsIn(artifact: Artifact, findings: readonly Finding[]): readonly PlacedFinding[] {
  const whole = artifact.place.path.length === 1;
  return findings.flatMap((finding) => {
    const { place } = finding;
    const own = samePath(place.path, artifact.place.path);
    if (!own && (!whole || place.file === null)) return [];
    const toFile = own || place.file === null ? null : mapper(place.file);
    return telling(finding).flatMap(({ offset, length }) => {
      const at = toFile === null ? offset : toFile(offset - place.offset);
      return at === null ? [] : [{ finding, range: { offset: at, length } }];
    });
  });
}

/** The bytes that tell, in the innermost source: a finding about a whole program is not shown as a whole red program. */
function telling({ place, evidence }: Finding): readonly Range[] {
  const { bytes } = evidence;
  if (bytes === null) return [place];
  return bytes.marks.length > 0 ? bytes.marks : [bytes.hit];
}

export function findingSpans(placed: readonly PlacedFinding[]): readonly Span[] {
  return worstSpans(
    placed
      .filter(({ range }) => range.length > 0)
      .map(({ finding, range }) => ({
        from: range.offset,
        to: range.offset + range.length - 1,
        severity: finding.severity,
      })),
  );
}
