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

/** Steps [from, to] whose worst finding has this severity. Disjoint, in order. */
export interface Flag {
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

/** One sweep over all starts and ends, so that thousands of overlapping findings cost nothing while scrolling. */
export function flagsOf(findings: readonly ProgramFinding[]): readonly Flag[] {
  const edges = findings
    .flatMap(({ from, to, finding: { severity } }) => [
      { step: from, change: 1, severity },
      { step: to + 1, change: -1, severity },
    ])
    .sort((a, b) => a.step - b.step);
  const open = new Map<Severity, number>();
  const flags: Flag[] = [];
  let from = 0;
  let worst: Severity | undefined;
  for (const { step, change, severity } of edges) {
    if (worst !== undefined && step > from) extend(flags, { from, to: step - 1, severity: worst });
    open.set(severity, (open.get(severity) ?? 0) + change);
    worst = SEVERITIES.find((s) => (open.get(s) ?? 0) > 0);
    from = step;
  }
  return flags;
}

/** Severity at a step; undefined = not flagged. */
export function flagAt(flags: readonly Flag[], step: number): Severity | undefined {
  let low = 0;
  let high = flags.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const flag = flags[middle];
    if (flag === undefined) return undefined;
    if (step < flag.from) high = middle - 1;
    else if (step > flag.to) low = middle + 1;
    else return flag.severity;
  }
  return undefined;
}

function extend(flags: Flag[], next: Flag): void {
  const before = flags.at(-1);
  if (before?.severity === next.severity && before.to + 1 === next.from) flags[flags.length - 1] = { ...before, to: next.to };
  else flags.push(next);
}

/** Where `n` and `p` go from here: the neighbour of the finding one stands in, else the nearest in that direction, around the end. */
export function neighbour(
  findings: readonly ProgramFinding[],
  at: { readonly program: number; readonly step: number },
  direction: 1 | -1,
): ProgramFinding | null {
  const order = [...findings].sort((a, b) => a.program - b.program || a.step - b.step);
  const after = (f: ProgramFinding) => f.program - at.program || f.step - at.step;
  const next = direction === 1 ? order.find((f) => after(f) > 0) : order.findLast((f) => after(f) < 0);
  return next ?? (direction === 1 ? order[0] : order.at(-1)) ?? null;
}
