/** Which bytes of which artifact are selected. */
import type { Artifact, Range, Report } from '../../../workers/report/schema.ts';
import type { Route } from '../../link/route.ts';
import { findArtifact, flatten, samePath } from './artifacts.ts';

/** The cursor is `at`; the selection runs from there to `anchor`, both included. */
export interface ByteSelection {
  readonly artifact: number;
  readonly at: number;
  readonly anchor: number;
}

/** What a route wishes for, as far as the report has it. */
export function wishedBytes(report: Report, route: Route): ByteSelection {
  const finding = report.findings.find((f) => f.id === route.finding);
  if (finding !== undefined && route.artifact === undefined) {
    const { place } = finding;
    const own = flatten(report.tree).find(({ artifact }) => samePath(artifact.place.path, place.path))?.artifact;
    if (own !== undefined) return select(own, place.offset, place.length);
    const range = place.file?.[0];
    if (range !== undefined) return select(report.tree, range.offset, range.length);
  }
  const artifact = (route.artifact === undefined ? null : findArtifact(report, route.artifact)) ?? report.tree;
  return select(artifact, route.offset ?? 0, 1);
}

function select(artifact: Artifact, offset: number, length: number): ByteSelection {
  const last = Math.max(0, artifact.size - 1);
  const at = Math.min(Math.max(0, offset), last);
  return { artifact: artifact.id, at, anchor: Math.min(last, at + Math.max(0, length - 1)) };
}

export function rangeOf({ at, anchor }: ByteSelection): Range {
  return { offset: Math.min(at, anchor), length: Math.abs(anchor - at) + 1 };
}
