/** A report made shorter, step by step, until a link holds it. What goes is counted in `leftOut`. Pure. */
import type { LeftOut } from '../../workers/report/attachments.ts';
import type { Artifact, Evidence, Finding, Report, Segment, Severity } from '../../workers/report/schema.ts';

/** Parts of a large file that a link carries at most. */
const MOST = { programs: 40, names: 40, siblings: 24, segments: 64 };

interface Step {
  /** The tree, the map, the names, and what the file says about itself are there in full. */
  readonly whole: boolean;
  /** The first so many findings keep their evidence. */
  readonly evidence: number;
  readonly without: readonly Severity[];
  readonly findings: number;
}

/**
 * Long lists of contents are cut first; then evidence goes, then notes, then what is less severe.
 * The verdict, the worst finding and all that is not known stay.
 */
export const STEPS: readonly Step[] = [
  { whole: true, evidence: Infinity, without: [], findings: Infinity },
  { whole: false, evidence: Infinity, without: [], findings: Infinity },
  { whole: false, evidence: 8, without: [], findings: Infinity },
  { whole: false, evidence: 3, without: [], findings: Infinity },
  { whole: false, evidence: 1, without: [], findings: Infinity },
  { whole: false, evidence: 0, without: [], findings: Infinity },
  { whole: false, evidence: 0, without: ['note'], findings: Infinity },
  { whole: false, evidence: 0, without: ['note', 'low'], findings: Infinity },
  { whole: false, evidence: 0, without: ['note', 'low'], findings: 20 },
  { whole: false, evidence: 0, without: ['note', 'low'], findings: 5 },
  { whole: false, evidence: 0, without: ['note', 'low'], findings: 1 },
];

export function shorten(report: Report, step: Step): Report {
  const counts = { contents: 0 };
  const kept = report.findings.filter(({ severity }) => !step.without.includes(severity)).slice(0, step.findings);
  const findings = kept.map((finding, i) => (i < step.evidence ? finding : { ...finding, evidence: none(finding) }));
  const short: Report = { ...(step.whole ? withoutCards(report) : essential(report, counts)), findings };
  const leftOut: LeftOut = {
    findings: (report.leftOut?.findings ?? 0) + report.findings.length - findings.length,
    evidence: (report.leftOut?.evidence ?? 0) + kept.slice(step.evidence).filter((f) => !isNone(f.evidence)).length,
    contents: (report.leftOut?.contents ?? 0) + counts.contents,
    names: report.leftOut?.names ?? false,
  };
  const whole = leftOut.findings + leftOut.evidence + leftOut.contents === 0 && !leftOut.names;
  return whole ? short : { ...short, leftOut };
}

/** The receiver's own copy explains the rules it knows, and lists its own tensors. */
function withoutCards(report: Report): Report {
  const copy: { -readonly [K in keyof Report]: Report[K] } = { ...report };
  delete copy.cards;
  if (copy.tensors?.listed !== undefined) {
    const { count, parameters, bytes, dtypes } = copy.tensors;
    copy.tensors = { count, parameters, bytes, dtypes };
  }
  return copy;
}

/** What loading does and where: long lists are cut, and what the file says about itself is left out. */
function essential(report: Report, counts: { contents: number }): Report {
  const copy: { -readonly [K in keyof Report]: Report[K] } = { ...withoutCards(report) };
  counts.contents += (report.metadata?.entries.length ?? 0) + (report.templates?.length ?? 0);
  delete copy.metadata;
  delete copy.templates;
  counts.contents += Math.max(0, report.programs.length - MOST.programs);
  copy.programs = report.programs.slice(0, MOST.programs).map((program) => {
    counts.contents += Math.max(0, program.names.length - MOST.names);
    counts.contents += Math.max(0, (program.callees?.length ?? 0) - MOST.names);
    const short = { ...program, names: program.names.slice(0, MOST.names) };
    return program.callees === undefined ? short : { ...short, callees: program.callees.slice(0, MOST.names) };
  });
  copy.tree = prune(report.tree, counts);
  copy.coverage = { ...report.coverage, segments: fold(report.coverage.segments, counts) };
  return copy;
}

function none({ place: { offset } }: Finding): Evidence {
  return { kind: 'bytes', bytes: { offset, hex: '', marks: [], hit: { offset, length: 0 } } };
}

/** Evidence that was left out: no bytes and nothing else either. */
export function isNone(evidence: Evidence): boolean {
  return evidence.kind === 'bytes' && evidence.bytes.hex === '';
}

/** Entries with findings stay; of the others, the first few of each folder. */
function prune(root: Artifact, counts: { contents: number }): Artifact {
  const order: Artifact[] = [];
  const todo = [root];
  const kept = new Map<number, readonly Artifact[]>();
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    order.push(next);
    let room = MOST.siblings;
    const children = next.children.filter(({ worst }) => worst !== null || room-- > 0);
    kept.set(next.id, children);
    todo.push(...children);
  }
  const made = new Map<number, Artifact>();
  for (const artifact of order.reverse()) {
    const children = (kept.get(artifact.id) ?? []).flatMap(({ id }) => made.get(id) ?? []);
    const gone = artifact.children.length - children.length;
    counts.contents += gone;
    made.set(artifact.id, { ...artifact, children, omitted: artifact.omitted + gone });
  }
  return made.get(root.id) ?? root;
}

/** Neighbours of the same kind become one; then, as long as there are too many, the shortest joins the one before it. */
function fold(segments: readonly Segment[], counts: { contents: number }): readonly Segment[] {
  if (segments.length <= MOST.segments) return segments;
  const out: Segment[] = [];
  const limit = shortest(segments);
  for (const segment of segments) {
    const last = out.at(-1);
    if (last !== undefined && (last.kind === segment.kind || segment.length < limit) && segment.kind !== 'unclaimed') {
      out[out.length - 1] = { ...last, length: last.length + segment.length, parts: last.parts + segment.parts };
      counts.contents += 1;
    } else out.push(segment);
  }
  return out;
}

/** Length below which a segment is not among the longest that fit. */
function shortest(segments: readonly Segment[]): number {
  return [...segments].sort((a, b) => b.length - a.length)[MOST.segments - 1]?.length ?? 0;
}
