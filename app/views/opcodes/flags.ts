/** Which steps of a program belong to findings. */
import { SEVERITIES } from '../../../workers/report/schema.ts';
import type { Finding, Range, Severity } from '../../../workers/report/schema.ts';

export interface ProgramFinding {
  readonly finding: Finding;
  readonly program: number;
  /** The deciding step, and the first and last one that belong to it. */
  readonly step: number;
  readonly from: number;
  readonly to: number;
  /** Bytes of these steps in the program's source, and the deciding ones. */
  readonly marks: readonly Range[];
  readonly hit: Range;
}

/** Steps or bytes [from, to], both included, of one severity. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly severity: Severity;
}

/** Findings about steps of any program, in the report's order: worst first. */
export function programFindings(findings: readonly Finding[]): readonly ProgramFinding[] {
  return findings.flatMap((finding) => {
    const { evidence } = finding;
    if (evidence.kind !== 'program') return [];
    const { program, step, from, to, bytes } = evidence;
    return [{ finding, program, step, from, to, marks: bytes.marks, hit: bytes.hit }];
  });
}

/** Steps that belong to findings. */
export function flagsOf(findings: readonly ProgramFinding[]): readonly Span[] {
  return worstSpans(findings.map(({ from, to, finding: { severity } }) => ({ from, to, severity })));
}

/** Severity of each byte of the program's source, as a function of its offset. */
export function byteFlags(findings: readonly ProgramFinding[]): (offset: number) => Severity | undefined {
  const spans = worstSpans(
    findings.flatMap(({ marks, hit, finding: { severity } }) =>
      [...marks, hit].map(({ offset, length }) => ({ from: offset, to: offset + length - 1, severity })),
    ),
  );
  return (offset) => severityAt(spans, offset);
}

/**
 * Disjoint, in order, the worst severity wins. One sweep over all starts and ends, so that thousands of overlapping
 * findings cost nothing while scrolling.
 */
export function worstSpans(spans: readonly Span[]): readonly Span[] {
  const edges = spans
    .flatMap(({ from, to, severity }) => [
      { at: from, change: 1, severity },
      { at: to + 1, change: -1, severity },
    ])
    .sort((a, b) => a.at - b.at);
  const open = new Map<Severity, number>();
  const out: Span[] = [];
  let from = 0;
  let worst: Severity | undefined;
  for (const { at, change, severity } of edges) {
    if (worst !== undefined && at > from) extend(out, { from, to: at - 1, severity: worst });
    open.set(severity, (open.get(severity) ?? 0) + change);
    worst = SEVERITIES.find((s) => (open.get(s) ?? 0) > 0);
    from = at;
  }
  return out;
}

/** Severity at a step or byte of disjoint spans in order; undefined = in none. */
export function severityAt(spans: readonly Span[], at: number): Severity | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span === undefined) return undefined;
    if (at < span.from) high = middle - 1;
    else if (at > span.to) low = middle + 1;
    else return span.severity;
  }
  return undefined;
}

function extend(spans: Span[], next: Span): void {
  const before = spans.at(-1);
  if (before?.severity === next.severity && before.to + 1 === next.from)
    spans[spans.length - 1] = { ...before, to: next.to };
  else spans.push(next);
}

export function byPlace(findings: readonly ProgramFinding[]): readonly ProgramFinding[] {
  return [...findings].sort((a, b) => a.program - b.program || a.step - b.step);
}

/** Where `n` and `p` go from here: the neighbour of the finding one stands in, else the nearest in that direction, around the end. */
export function neighbour(
  findings: readonly ProgramFinding[],
  at: { readonly program: number; readonly step: number },
  direction: 1 | -1,
): ProgramFinding | null {
  const order = byPlace(findings);
  const after = (f: ProgramFinding) => f.program - at.program || f.step - at.step;
  const next = direction === 1 ? order.find((f) => after(f) > 0) : order.findLast((f) => after(f) < 0);
  return next ?? (direction === 1 ? order[0] : order.at(-1)) ?? null;
}
