import { type Prose, prose } from './prose.ts';
import {
  type Finding,
  type Metadata,
  type Place,
  type Problem,
  type Report,
  type Segment,
  SCHEMA,
  SEVERITIES,
  type Status,
  type Verdict,
} from './schema.ts';

/** Worst first. */
const VERDICTS: readonly Verdict[] = ['runs-code', 'can-run-code', 'review', 'not-known', 'nothing-runs'];

/** Which engine and which rules the report is of. */
export type Maker = Pick<Report, 'engine' | 'rules'>;

/**
 * One report over many: the worst verdict, everything found, and each file's own report.
 * `own` is what the files say about each other; `name` the first part of every place in them; `metadata` where the folder says it comes from.
 */
export function folderReport(
  { engine, rules }: Maker,
  path: string,
  name: string,
  files: readonly Report[],
  problems: readonly Problem[],
  own: readonly Finding[] = [],
  metadata?: Metadata,
): Report {
  const place = { path: [name], offset: 0, length: 0, file: null };
  const worst = [...files].sort((a, b) => rank(a) - rank(b))[0];
  const status = statusOf(files, problems);
  const verdict = worstVerdict(verdictOf(files, status), verdictOfOwn(own));
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  const findings = bySeverity([...own, ...files.flatMap((report) => report.findings)]);
  return {
    schema: SCHEMA,
    engine,
    rules,
    file: { path, size, sha256: null, format: null, formatName: `Folder of ${files.length} files` },
    status,
    verdict,
    summary: ownSummary(own, worst, verdict) ?? summaryOf(worst, verdict, files.length),
    findings,
    loaders: [],
    tree: {
      id: 0,
      name,
      kind: 'structure',
      format: null,
      size,
      place,
      worst: findings[0]?.severity ?? null,
      children: [],
      omitted: files.length,
    },
    coverage: {
      size,
      accounted: files.reduce((sum, { coverage }) => sum + coverage.accounted, 0),
      read: files.reduce((sum, { coverage }) => sum + coverage.read, 0),
      segments: segmentsOf(files),
    },
    programs: [],
    tensors: null,
    ...(metadata === undefined ? {} : { metadata }),
    problems,
    files,
  };
}

/** The files one after the other, each as a whole: its own report says more. */
function segmentsOf(files: readonly Report[]): Segment[] {
  let offset = 0;
  return files
    .filter(({ file }) => file.size > 0)
    .map(({ file, coverage, tree }) => {
      const kind = coverage.accounted === 0 ? 'unclaimed' : tree.kind;
      const segment = { offset, length: file.size, kind, label: file.formatName, artifact: 0, parts: 1 };
      offset += file.size;
      return segment;
    });
}

function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** Findings of a folder that are in none of its files: what they say about each other. */
export function ownFindings({ findings, files = [] }: Report): readonly Finding[] {
  const inside = new Set(files.flatMap((file) => file.findings.map(({ id }) => id)));
  return findings.filter(({ id }) => !inside.has(id));
}

/** A folder without what its files say anyway, as a link carries it. */
export function withOwnFindings(report: Report): Report {
  return report.files === undefined ? report : { ...report, findings: ownFindings(report) };
}

/** The same with everything that was found, as it was made. */
export function withAllFindings(report: Report): Report {
  if (report.files === undefined) return report;
  return { ...report, findings: bySeverity([...ownFindings(report), ...report.files.flatMap((f) => f.findings)]) };
}

/** The file of a folder that a place is in. */
export function fileAt({ files = [] }: Report, { path }: Place): Report | undefined {
  return files.find(({ tree }) => tree.place.path[0] === path[0]);
}

/** What the files say about each other weighs as what one of them says. */
function verdictOfOwn(own: readonly Finding[]): Verdict {
  const worst = SEVERITIES.find((severity) => own.some((finding) => finding.severity === severity));
  if (worst === 'critical') return 'runs-code';
  if (worst === 'high') return 'can-run-code';
  return worst === 'medium' ? 'review' : 'nothing-runs';
}

function worstVerdict(a: Verdict, b: Verdict): Verdict {
  return VERDICTS.indexOf(a) <= VERDICTS.indexOf(b) ? a : b;
}

/** When no file is as bad as what they say about each other. */
function ownSummary(own: readonly Finding[], worst: Report | undefined, verdict: Verdict): Report['summary'] | null {
  const [first] = own;
  if (first === undefined || worst === undefined || worst.verdict === verdict) return null;
  return { headline: first.title, call: null, certainty: first.certainty, detail: first.what };
}

function rank({ verdict }: Report): number {
  return VERDICTS.indexOf(verdict);
}

function statusOf(files: readonly Report[], problems: readonly Problem[]): Status {
  if (files.length === 0 && problems.length > 0) return 'failed';
  if (problems.length > 0 || files.some(({ status }) => status !== 'complete')) return 'partial';
  return 'complete';
}

/** A folder with a part that was not read is never said to run nothing. */
function verdictOf(files: readonly Report[], status: Status): Verdict {
  const worst = VERDICTS.find((verdict) => files.some((report) => report.verdict === verdict)) ?? 'nothing-runs';
  return worst === 'nothing-runs' && status !== 'complete' ? 'not-known' : worst;
}

function summaryOf(worst: Report | undefined, verdict: Verdict, count: number): Report['summary'] {
  if (worst === undefined)
    return { headline: ['There are no files in this folder.'], call: null, certainty: null, detail: [] };
  const detail: Prose = prose`${count} files; this is about ${{ data: worst.file.path }}.`;
  if (verdict === 'nothing-runs')
    return {
      headline: ['Nothing in these files runs when you load them.'],
      call: null,
      certainty: null,
      detail: prose`${count} files.`,
    };
  return { ...worst.summary, detail };
}
