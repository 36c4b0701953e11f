/**
 * A summary for an issue or a chat. Text from a file is only ever inside code spans, where Markdown has no links, no
 * HTML, no mentions and no emphasis; our own words are plain unless they hold a character that could mean something.
 */
import { type Prose, type ProsePart, visible } from '../prose.ts';
import { referenceTitle } from '../references.ts';
import type { Finding, Report } from '../schema.ts';
import {
  bytesOf,
  CAVEAT,
  count,
  leftOutWords,
  madeBy,
  notable,
  offsetsOf,
  OUTCOMES,
  pathOf,
  PROBLEMS,
  SEVERITY_WORDS,
  VERDICTS,
} from './wording.ts';

/** Findings and problems with a line of their own. */
const MOST = 50;
/** Files of a folder whose loaders are listed. */
const MOST_LOADED = 3;
/** Characters of one code span. */
const LONGEST = 300;

export function markdownReport(report: Report): string {
  const { file, summary, findings, verdict } = report;
  const problems = [...report.problems, ...(report.files ?? []).flatMap((one) => one.problems)];
  const left = leftOutWords(report);
  return [
    `## ${VERDICTS[verdict]}: ${words(summary.headline)}`,
    '',
    ...(summary.call === null ? [] : [span(flat(summary.call)), '']),
    [
      ...(summary.certainty === null ? [] : [`${summary.certainty.word}. ${words(summary.certainty.reason)}`]),
      words(summary.detail),
    ].join(' '),
    '',
    `- ${report.files === undefined ? 'File' : 'Folder'}: ${span(file.path)}, ${bytesOf(file.size)}, ${words([file.formatName])}`,
    ...(report.files === undefined ? [`- SHA-256: ${file.sha256 === null ? 'not computed' : span(file.sha256)}`] : []),
    `- Accounted for: ${count(report.coverage.accounted)} of ${bytesOf(report.coverage.size)}`,
    `- Checked with: ${words([madeBy(report)])}`,
    ...left.map((line) => `- ${line}`),
    ...filesOf(report),
    ...section('Findings', findings.slice(0, MOST).map(finding), findings.length),
    ...(report.files === undefined ? [report] : notable(report.files).slice(0, MOST_LOADED)).flatMap(loadersOf(report)),
    ...section(
      'Not known',
      problems
        .slice(0, MOST)
        .map((p) => `${PROBLEMS[p.kind]}: ${words(p.what)} (${span(pathOf(p.place))}, ${offsetsOf(p.place)})`),
      problems.length,
    ),
    '',
    CAVEAT,
    '',
  ].join('\n');
}

/** Every file of a folder, the worst first. */
function filesOf({ files }: Report): string[] {
  if (files === undefined) return [];
  const more = notable(files);
  const lines = [...more, ...files.filter((one) => !more.includes(one))].slice(0, MOST).map(({ file, verdict }) => {
    const hash = file.sha256 === null ? 'not hashed' : `SHA-256 ${span(file.sha256)}`;
    return `**${VERDICTS[verdict]}** ${span(file.path)}, ${bytesOf(file.size)}, ${hash}`;
  });
  return section('Files', lines, files.length);
}

function loadersOf(whole: Report) {
  return ({ loaders, file }: Report): string[] => {
    const lines = loaders.map(
      (l) => `${span(l.call)} (${words([l.detail])}): **${OUTCOMES[l.outcome]}**. ${words(l.reason)}`,
    );
    return section(
      whole.files === undefined ? 'If you load it with' : `If you load ${span(file.path)} with`,
      lines,
      lines.length,
    );
  };
}

function section(title: string, lines: readonly string[], all: number): string[] {
  if (all === 0) return [];
  const more = all - lines.length;
  const rest = more > 0 ? [`- ${count(more)} more are in the full report.`] : [];
  return ['', `### ${title}`, '', ...lines.map((line) => `- ${line}`), ...rest];
}

function finding({ severity, title, rule, what, certainty, place, snippet, references, todo }: Finding): string {
  const named = references.map((id) => `${words([id])} ${words([referenceTitle(id) ?? ''])}`.trim());
  return [
    `**${SEVERITY_WORDS[severity]}** ${words(title)} (${span(rule)})`,
    `  ${words(what)} ${certainty.word}: ${words(certainty.reason)}`,
    `  - At ${span(pathOf(place))}, ${offsetsOf(place)}`,
    ...(snippet.length === 0 ? [] : [`  - ${span(flat(snippet))}`]),
    ...todo.map((step) => `  - To do: ${words(step)}`),
    ...(named.length === 0 ? [] : [`  - ${named.join('; ')}`]),
  ].join('\n');
}

/** A sentence: ours as it is, file text in code spans. */
export function words(text: Prose): string {
  return glue(text.map(part));
}

/** Two code spans that touch would read as one with a longer fence. */
function glue(pieces: readonly string[]): string {
  return pieces.reduce(
    (all, piece) => (all.endsWith('`') && piece.startsWith('`') ? `${all} ${piece}` : all + piece),
    '',
  );
}

function part(one: ProsePart): string {
  if (typeof one === 'string') return ours(one);
  if ('code' in one) return span(one.code);
  return span(one.data) + (one.cut === undefined ? '' : ` … ${count(one.cut)} more`);
}

/** Our words have no markup. Those that could be read as some come from elsewhere or name code: they are set as code. */
function ours(text: string): string {
  return visible(text)
    .split(/( )/)
    .map((word) =>
      /^[\p{L}\p{N} ,.;:?%'"()/’“”‘…–-]*$/u.test(word) && !/:\/\/|www\.|^\d+[.)]$|^-+$/i.test(word) ? word : span(word),
    )
    .join('');
}

function flat(text: Prose): string {
  return text.map((one) => (typeof one === 'string' ? one : 'code' in one ? one.code : one.data)).join('');
}

/** The fence is longer than any run of backticks inside (CommonMark §6.1). There is no table for a `|` to break. */
export function span(text: string): string {
  const all = Array.from(visible(text));
  const shown = all.slice(0, LONGEST).join('');
  const rest = all.length > LONGEST ? ` … ${count(all.length - LONGEST)} more` : '';
  if (shown.trim() === '') return `(${shown === '' ? 'empty' : 'blank'})${rest}`;
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}${rest}`;
}
