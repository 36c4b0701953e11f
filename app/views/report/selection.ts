/** What the detail pane shows: a finding, or something that was not understood. */
import type { Artifact, Finding, Place, Problem, Report } from '../../../workers/report/schema.ts';
import type { Route } from '../../link/route.ts';

export type Selection =
  | { readonly kind: 'finding'; readonly id: string; readonly finding: Finding; readonly artifact: number | null }
  | { readonly kind: 'problem'; readonly id: string; readonly problem: Problem; readonly artifact: number | null };

export function problemId(index: number): string {
  return `problem:${index.toString()}`;
}

/** The one in the address, else the worst; null for a quiet file, until somebody picks a note. */
export function chosen(report: Report, artifacts: Iterable<Artifact>, route: Route): Selection | null {
  const { findings, problems } = report;
  const index = problems.findIndex((_, i) => problemId(i) === route.finding);
  const problem = problems[index];
  if (problem !== undefined) return problemSelection(problem, index, artifacts);
  const worst = isQuiet(report) ? undefined : findings[0];
  const finding = findings.find((f) => f.id === route.finding) ?? worst;
  if (finding !== undefined) {
    return { kind: 'finding', id: finding.id, finding, artifact: owner(artifacts, finding.place) };
  }
  const first = problems[0];
  return first === undefined ? null : problemSelection(first, 0, artifacts);
}

function problemSelection(problem: Problem, index: number, artifacts: Iterable<Artifact>): Selection {
  return { kind: 'problem', id: problemId(index), problem, artifact: owner(artifacts, problem.place) };
}

/** Nothing runs, everything was understood, and no finding is more than a note. */
export function isQuiet({ verdict, findings, problems }: Report): boolean {
  return verdict === 'nothing-runs' && problems.length === 0 && findings.every((f) => f.severity === 'note');
}

/** The innermost artifact that a place lies in: the longest matching path, then the shortest range around it. */
export function owner(artifacts: Iterable<Artifact>, place: Place): number | null {
  let best: Artifact | null = null;
  for (const artifact of artifacts) {
    if (holds(artifact.place, place) && (best === null || tighter(artifact.place, best.place))) best = artifact;
  }
  return best?.id ?? null;
}

function holds(outer: Place, inner: Place): boolean {
  if (outer.path.length > inner.path.length || outer.path.some((name, i) => name !== inner.path[i])) return false;
  if (outer.path.length < inner.path.length) return true;
  return inner.offset >= outer.offset && inner.offset + inner.length <= outer.offset + outer.length;
}

function tighter(a: Place, b: Place): boolean {
  return a.path.length > b.path.length || (a.path.length === b.path.length && a.length <= b.length);
}
