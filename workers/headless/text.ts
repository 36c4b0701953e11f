import { ownFindings } from '../report/folder.ts';
import { data, plain, type Prose } from '../report/prose.ts';
import type { Finding, Problem, Report, Verdict } from '../report/schema.ts';

/** Findings and problems shown one by one; the rest is counted. */
const SHOWN = 12;
const WIDTH = 100;

const WORDS: Readonly<Record<Verdict, string>> = {
  'runs-code': 'RUNS CODE',
  'can-run-code': 'CAN RUN CODE',
  review: 'REVIEW',
  'nothing-runs': 'NOTHING RUNS',
  'not-known': 'NOT KNOWN',
};

/** A report for the terminal: no colours, and nothing of the file can move the cursor. */
export function textReport(report: Report): string {
  if (report.files !== undefined) return folderText(report, report.files);
  const { file, summary, findings, problems, tensors } = report;
  const lines = [
    plain([data(file.path)]),
    field('', [file.formatName, sizeText(file.size), percentText(report)].filter((part) => part !== '').join(', ')),
    ...(file.sha256 === null ? [] : [field('', `sha256 ${file.sha256}`)]),
    '',
    field(WORDS[report.verdict], plain(summary.headline)),
    ...(summary.call === null ? [] : [field('', plain(summary.call))]),
    ...(summary.certainty === null ? [] : [field('', `${summary.certainty.word}: ${plain(summary.certainty.reason)}`)]),
    ...(summary.detail.length === 0 ? [] : [field('', plain(summary.detail))]),
    ...section(findings.map(findingText)),
    ...section(
      report.loaders
        .filter(({ outcome }) => outcome !== 'unknown')
        .map((loader) =>
          field(outcomeWord(loader.outcome), `${loader.call}, ${loader.detail}: ${plain(loader.reason)}`),
        ),
    ),
    ...(tensors === null
      ? []
      : [
          '',
          field(
            'tensors',
            `${count(tensors.count)}, with ${count(tensors.parameters)} parameters in ${sizeText(tensors.bytes)}`,
          ),
        ]),
    ...section(problems.map(problemText)),
  ];
  return `${lines.join('\n')}\n`;
}

function folderText(report: Report, files: readonly Report[]): string {
  const notable = files.filter(({ verdict, status }) => verdict !== 'nothing-runs' || status !== 'complete');
  const quiet = files.length - notable.length;
  const head = [
    plain([data(report.file.path)]),
    field('', `${report.file.formatName}, ${sizeText(report.file.size)}`),
    '',
    field(WORDS[report.verdict], plain(report.summary.headline)),
    ...(quiet === 0 ? [] : [field('', `Nothing runs in ${count(quiet)} of ${count(files.length)} files.`)]),
    ...section(ownFindings(report).map(findingText)),
    ...section(report.problems.map(problemText)),
  ];
  return [`${head.join('\n')}\n`, ...notable.map(textReport)].join('\n');
}

function section(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - SHOWN;
  return ['', ...lines.slice(0, SHOWN), ...(more > 0 ? [field('', `… and ${count(more)} more`)] : [])];
}

function findingText({ severity, title, where, count: times }: Finding): string {
  return field(severity, `${plain(title)} (${plain(where)})${times > 1 ? `, ${count(times)} times` : ''}`);
}

function problemText({ kind, what, place }: Problem): string {
  const inside: Prose = place.path.length < 2 ? [] : [data(place.path.slice(1).join(' ! '), 120), ': '];
  return field(kind === 'unclaimed' ? 'not explained' : 'not known', plain([...inside, ...what]));
}

function outcomeWord(outcome: Report['loaders'][number]['outcome']): string {
  return { runs: 'runs it', refuses: 'refuses', fails: 'fails first', loads: 'loads', unknown: 'unknown' }[outcome];
}

/** A label in the margin and text beside it, broken at spaces. */
function field(label: string, text: string): string {
  const margin = 16;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH - margin) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((part, i) => `  ${(i === 0 ? label : '').padEnd(margin - 2)}${part}`.trimEnd()).join('\n');
}

function percentText({ coverage }: Report): string {
  if (coverage.size === 0) return '';
  const percent = (coverage.accounted / coverage.size) * 100;
  return `${percent === 100 ? '100' : Math.min(99.9, percent).toFixed(1)} % of its bytes explained`;
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? count(bytes) : value.toFixed(1)} ${units[unit] ?? ''}`;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
