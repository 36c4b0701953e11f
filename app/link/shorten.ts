/** A report made shorter, step by step, until a link holds it. What goes is counted in `leftOut`. Pure. */
import type { LeftOut } from '../../workers/report/attachments.ts';
import { notable } from '../../workers/report/exports/wording.ts';
import { withAllFindings, withOwnFindings } from '../../workers/report/folder.ts';
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
  /** Of a folder's files, what is in them. */
  readonly inside: boolean;
  /** The first so many files of a folder, the worst first. */
  readonly files: number;
}

const ALL: Step = { whole: false, evidence: Infinity, without: [], findings: Infinity, inside: true, files: Infinity };

/**
 * Long lists of contents are cut first; then evidence goes, then notes, then what is less severe.
 * The verdict, the worst finding and all that is not known stay.
 */
const FILE_STEPS: readonly Step[] = [
  { ...ALL, whole: true },
  ALL,
  { ...ALL, evidence: 8 },
  { ...ALL, evidence: 3 },
  { ...ALL, evidence: 1 },
  { ...ALL, evidence: 0 },
  { ...ALL, evidence: 0, without: ['note'] },
  { ...ALL, evidence: 0, without: ['note', 'low'] },
  { ...ALL, evidence: 0, without: ['note', 'low'], findings: 20 },
  { ...ALL, evidence: 0, without: ['note', 'low'], findings: 5 },
  { ...ALL, evidence: 0, without: ['note', 'low'], findings: 1 },
];

/** Of a folder what is in each file goes first, then evidence and findings as for a file, then files that nothing is said of. */
const LISTED: Step = { ...ALL, inside: false };
const FEW: Step = { ...LISTED, evidence: 0, without: ['note', 'low'], findings: 20 };
const FOLDER_STEPS: readonly Step[] = [
  { ...ALL, whole: true },
  ALL,
  { ...ALL, evidence: 3 },
  { ...LISTED, evidence: 3 },
  { ...LISTED, evidence: 1 },
  { ...LISTED, evidence: 0 },
  { ...LISTED, evidence: 0, without: ['note'] },
  FEW,
  { ...FEW, files: 100 },
  { ...FEW, files: 60 },
  { ...FEW, findings: 10, files: 40 },
  { ...FEW, findings: 5, files: 20 },
  { ...FEW, findings: 1, files: 8 },
  { ...FEW, findings: 1, files: 1 },
];

/** Of more files than this not even what is in them is looked at: no link holds it. */
const MANY_FILES = 60;

/** A folder as a link could hold it at best, so that nothing is done with the rest. */
export function within(report: Report): Report {
  const { files } = report;
  return files === undefined || files.length <= MANY_FILES
    ? report
    : withAllFindings(shorten(report, { ...LISTED, evidence: 3 }));
}

export function stepsOf({ files }: Report): readonly Step[] {
  return files === undefined ? FILE_STEPS : FOLDER_STEPS;
}

export function shorten(report: Report, step: Step): Report {
  return report.files === undefined ? shortenFile(report, step) : shortenFolder(report, report.files, step);
}

/** As in a list of files: what it is and what it does, without what is in it. */
function brief(report: Report): Report {
  const { tree, coverage, programs, leftOut } = report;
  const loaders = report.verdict === 'nothing-runs' ? [] : report.loaders;
  const gone =
    tree.children.length + coverage.segments.length + programs.length + report.loaders.length - loaders.length;
  const short: Report = {
    ...report,
    tree: { ...tree, children: [], omitted: tree.omitted + tree.children.length },
    coverage: { ...coverage, segments: [] },
    programs: [],
    loaders,
    tensors: null,
  };
  const { findings = 0, evidence = 0, contents = 0, names = false } = leftOut ?? {};
  return withLeftOut(short, { findings, evidence, contents: contents + gone, names });
}

/** What is left out of a file is said in that file, and in all in the folder. */
function shortenFolder(report: Report, all: readonly Report[], step: Step): Report {
  const ranked = report.findings.filter(({ severity }) => !step.without.includes(severity)).slice(0, step.findings);
  const kept = new Set(ranked.map(({ id }) => id));
  const shown = new Set(ranked.slice(0, step.evidence).map(({ id }) => id));
  const count = (among: ReadonlySet<string>, { findings }: Report): number =>
    findings.filter(({ id }) => among.has(id)).length;
  const severe = notable(all);
  const chosen = new Set([...severe, ...all.filter((file) => !severe.includes(file))].slice(0, step.files));
  const files = all
    .filter((file) => chosen.has(file))
    .map((file) => {
      const own = { ...step, evidence: count(shown, file), findings: count(kept, file) };
      const short = shortenFile(file, own);
      return step.whole || step.inside ? short : brief(short);
    });
  // What its files say is in them.
  const about = withOwnFindings(report);
  const own = shortenFile(about, { ...step, evidence: count(shown, about), findings: count(kept, about) });
  const gone = all.length - files.length;
  const lost = all.filter((file) => !chosen.has(file)).reduce((n, { findings }) => n + findings.length, 0);
  const before = all.filter((file) => chosen.has(file));
  /** What a folder leaves out is all that its files do, and what is left out of itself. */
  const sum = (key: 'findings' | 'evidence' | 'contents'): number =>
    files.reduce((n, file, i) => n + leftIn(file, key) - leftIn(before[i], key), leftIn(own, key));
  const leftOut: LeftOut = {
    findings: sum('findings') + lost,
    evidence: sum('evidence'),
    contents: sum('contents'),
    names: report.leftOut?.names ?? false,
    ...(gone + (report.leftOut?.files ?? 0) > 0 ? { files: gone + (report.leftOut?.files ?? 0) } : {}),
  };
  return withLeftOut({ ...own, files }, leftOut);
}

function leftIn(report: Report | undefined, key: 'findings' | 'evidence' | 'contents'): number {
  return report?.leftOut?.[key] ?? 0;
}

function withLeftOut(report: Report, leftOut: LeftOut): Report {
  const { findings, evidence, contents, names, files = 0 } = leftOut;
  const whole = findings + evidence + contents + files === 0 && !names;
  return whole ? report : { ...report, leftOut };
}

function shortenFile(report: Report, step: Step): Report {
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
  return withLeftOut(short, leftOut);
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
