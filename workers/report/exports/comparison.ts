/** A comparison as it leaves the page or the terminal: JSON for programs, Markdown for people. */
import type { Comparison } from '../compare/compare.ts';
import { verdictOf } from '../compare/loading.ts';
import { CHANGES, type Change, countsOf, type Row, type Section, type Shown } from '../compare/section.ts';
import type { Side } from '../compare/side.ts';
import type { Report } from '../schema.ts';
import { span, words } from './markdown.ts';
import { bytesOf, count, madeBy, VERDICTS } from './wording.ts';

/** Rows of a section that are given; the rest is counted. */
const MOST_ROWS = 10_000;
/** Rows of a section with a line of their own in Markdown. */
const MOST_LINES = 100;

/** One side and what is said about all of it. */
export interface ComparedSide {
  readonly path: string;
  readonly name: string;
  readonly report: Report;
  readonly side: Side;
  /** It is somebody's report, not the file. */
  readonly claimed: boolean;
}

export function comparisonJson(left: ComparedSide, right: ComparedSide, comparison: Comparison): string {
  return `${JSON.stringify(comparisonDocument(left, right, comparison), null, 2)}\n`;
}

export function comparisonDocument(
  left: ComparedSide,
  right: ComparedSide,
  { headline, relation, sections }: Comparison,
): unknown {
  return {
    comparison: 1,
    headline,
    relation,
    left: about(left),
    right: about(right),
    sections: sections.map(sectionOf),
  };
}

function about({ path, name, report, side, claimed }: ComparedSide): unknown {
  const { engine, rules, file, status, findings } = report;
  const { size, sha256, formatName } = file;
  return {
    path,
    name,
    claimed,
    engine,
    rules,
    size,
    sha256,
    formatName,
    status,
    verdict: verdictOf(side),
    findings: findings.length,
  };
}

/** What is the same is counted, not listed. */
function sectionOf(section: Section): unknown {
  const { id, name, rows, show, partial } = section;
  const changed = rows.filter(({ change }) => change !== 'same');
  return {
    id,
    name,
    counts: countsOf(section),
    partial,
    rows: changed.slice(0, MOST_ROWS).map((row) => ({ change: row.change, ...withoutTexts(show(row)) })),
    omitted: Math.max(0, changed.length - MOST_ROWS),
  };
}

function withoutTexts({ texts: _, ...shown }: Shown): Omit<Shown, 'texts'> {
  return shown;
}

export function comparisonMarkdown(
  left: ComparedSide,
  right: ComparedSide,
  { headline, sections }: Comparison,
): string {
  return [
    `## ${words([headline])}`,
    '',
    `- Before: ${sideLine(left)}`,
    `- After: ${sideLine(right)}`,
    `- Compared with: ${words([madeBy(right.report)])}`,
    ...sections.flatMap(sectionLines),
    '',
    'A verdict says what loading runs. A comparison makes neither side harmless.',
    '',
  ].join('\n');
}

function sideLine({ path, report, side, claimed }: ComparedSide): string {
  const unread = side.files.filter((file) => file.report?.status !== 'complete').length;
  const { size, sha256 } = report.file;
  return [
    `${span(path)}: ${VERDICTS[verdictOf(side)]}`,
    bytesOf(size),
    ...(sha256 === null ? [] : [`SHA-256 ${span(sha256)}`]),
    ...(report.status === 'complete' && unread === 0 ? [] : ['not wholly read']),
    ...(claimed ? ['as a report says that was not measured here'] : []),
  ].join(', ');
}

const SIGNS: Readonly<Record<Change, string>> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
  unknown: 'Not known',
  same: 'Same',
};

function sectionLines(section: Section): string[] {
  const counts = countsOf(section);
  const told = CHANGES.filter((change) => counts[change] > 0).map(
    (change) => `${count(counts[change])} ${SIGNS[change].toLowerCase()}`,
  );
  const rows = CHANGES.flatMap((wanted) =>
    wanted === 'same' ? [] : section.rows.filter(({ change }) => change === wanted),
  );
  const why = section.partial.map((reason) => `Not all of it: ${words(reason)}`);
  return [
    '',
    `### ${section.name}`,
    '',
    [told.length === 0 ? 'Not compared.' : `${told.join(', ')}.`, ...why].join(' '),
    ...(rows.length === 0 ? [] : ['']),
    ...rows.slice(0, MOST_LINES).map((row) => rowLine(section, row)),
    ...(rows.length > MOST_LINES ? [`- and ${count(rows.length - MOST_LINES)} more`] : []),
  ];
}

function rowLine({ show }: Section, row: Row): string {
  const { name, left, right, note } = show(row);
  const ends = [left, right].flatMap((end) => (end === null ? [] : [words(end)]));
  const both = ends[0] === ends[1] ? ends.slice(0, 1) : ends;
  const said = note === undefined ? '' : ` (${words(note)})`;
  return `- ${SIGNS[row.change]}: ${words(name)}: ${both.join(' → ')}${said}`;
}
