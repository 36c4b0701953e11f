import type { ComparedSide } from '../report/exports/comparison.ts';
import { VERDICTS } from '../report/exports/wording.ts';
import type { Comparison } from '../report/compare/compare.ts';
import { verdictOf } from '../report/compare/loading.ts';
import { CHANGES, countsOf, type Row, type Section } from '../report/compare/section.ts';
import { data, plain } from '../report/prose.ts';

/** Rows of a section shown one by one; the rest is counted. */
const SHOWN = 20;

const SIGNS: Readonly<Record<Row['change'], string>> = {
  added: '+',
  removed: '-',
  changed: '~',
  unknown: '?',
  same: ' ',
};

/** A comparison for the terminal: nothing of the files can move the cursor. */
export function compareText(left: ComparedSide, right: ComparedSide, { headline, sections }: Comparison): string {
  const lines = [`before  ${about(left)}`, `after   ${about(right)}`, '', headline, ...sections.flatMap(sectionText)];
  return `${lines.join('\n')}\n`;
}

function about({ path, side, claimed, report }: ComparedSide): string {
  const unread = side.files.filter((file) => file.report?.status !== 'complete').length;
  const how = report.status === 'complete' && unread === 0 ? '' : ', not wholly read';
  return `${plain([data(path)])}: ${VERDICTS[verdictOf(side)].toUpperCase()}${how}${claimed ? ', says its report' : ''}`;
}

function sectionText(section: Section): string[] {
  const counts = countsOf(section);
  const told = CHANGES.filter((change) => counts[change] > 0).map(
    (change) => `${counts[change].toLocaleString('en-US')} ${change === 'unknown' ? 'not known' : change}`,
  );
  const rows = CHANGES.flatMap((wanted) =>
    wanted === 'same' ? [] : section.rows.filter(({ change }) => change === wanted),
  );
  return [
    '',
    `${section.name}: ${told.length === 0 ? 'not compared' : told.join(', ')}`,
    ...section.partial.map((why) => `  ! ${plain(why)}`),
    ...rows.slice(0, SHOWN).map((row) => `  ${rowText(section, row)}`),
    ...(rows.length > SHOWN ? [`  … and ${(rows.length - SHOWN).toLocaleString('en-US')} more`] : []),
  ];
}

function rowText({ show }: Section, row: Row): string {
  const { name, left, right, note } = show(row);
  const ends = [left, right].flatMap((end) => (end === null ? [] : [plain(end)]));
  const both = ends[0] === ends[1] ? ends.slice(0, 1) : ends;
  return `${SIGNS[row.change]} ${plain(name)}: ${both.join(' → ')}${note === undefined ? '' : ` (${plain(note)})`}`;
}
