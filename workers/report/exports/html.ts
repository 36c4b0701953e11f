/**
 * The report as one HTML file: no script, nothing loaded, a policy that allows its own style sheet and nothing else.
 * Every text goes through `safe` (html-text.ts). A folder has a list of its files, and each that matters in full.
 */
import type { Card } from '../attachments.ts';
import { ownFindings } from '../folder.ts';
import { referenceTitle } from '../references.ts';
import type { Artifact, Evidence, Finding, Report } from '../schema.ts';
import { HTML_STYLE, HTML_STYLE_HASH } from './html-style.ts';
import { data, html, safe, section, table } from './html-text.ts';
import {
  bytesOf,
  cardsOf,
  CAVEAT,
  count,
  hexDump,
  leftOutWords,
  madeBy,
  notable,
  offsetsOf,
  OUTCOMES,
  pathOf,
  PROBLEMS,
  said,
  SEVERITY_WORDS,
  VERDICTS,
} from './wording.ts';

/** Rows of the tables of entries and stretches. */
const MOST_ROWS = 1000;
/** Files of a folder that are shown with everything in them. */
const MOST_FILES = 50;

export function htmlReport(report: Report): string {
  const { file, summary, verdict } = report;
  const cards = cardsOf(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset='utf-8'>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${HTML_STYLE_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${safe(`${VERDICTS[verdict]}: ${file.path}`)}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<header class="${verdict}">
<p class="kind">${VERDICTS[verdict]}</p>
<h1>${html(summary.headline)}</h1>
${callOf(report)}
</header>
<main>
${identity(report)}
${report.files === undefined ? inside(report) : folder(report, report.files)}
${section('The rules explained', cards.length, cards.map(cardOf).join('\n'))}
</main>
<footer><p>${safe(CAVEAT)}</p><p>${safe(madeBy(report))}. Measured from the bytes of the file; this page is a record and does not check anything.</p></footer>
</body>
</html>
`;
}

function identity(report: Report): string {
  const { file, coverage } = report;
  const left = leftOutWords(report).map((line) => `<p class="left">${safe(line)}</p>`);
  return `<dl>
<dt>${report.files === undefined ? 'File' : 'Folder'}</dt><dd>${data(file.path)}, ${bytesOf(file.size)}, ${safe(file.formatName)}</dd>
${
  report.files === undefined
    ? `<dt>SHA-256</dt><dd>${file.sha256 === null ? 'not computed' : `<code>${safe(file.sha256)}</code>`}</dd>
`
    : ''
}<dt>Accounted for</dt><dd>${count(coverage.accounted)} of ${bytesOf(coverage.size)}</dd>
</dl>${left.join('')}`;
}

/** All there is to say of one file. */
function inside(report: Report): string {
  const { findings, loaders, problems, programs } = report;
  return `${map(report)}
${section('Findings', findings.length, findings.map(findingOf).join('\n'))}
${section('If you load it with', loaders.length, loadersOf(report))}
${section('Not known', problems.length, problemsOf(problems))}
${section('Programs', programs.length, programsOf(report))}
${contents(report)}`;
}

/** Every file in a list; what is more than a line of it follows file by file. */
function folder(report: Report, files: readonly Report[]): string {
  const own = ownFindings(report);
  const more = notable(files);
  const shown = more.slice(0, MOST_FILES);
  const rows = [...more, ...files.filter((file) => !more.includes(file))]
    .slice(0, MOST_ROWS)
    .map((file) => [
      `<b>${VERDICTS[file.verdict]}</b>`,
      data(file.file.path),
      bytesOf(file.file.size),
      safe(file.file.formatName),
      file.file.sha256 === null ? 'not computed' : `<code>${safe(file.file.sha256)}</code>`,
    ]);
  const rest = files.length - rows.length;
  return `${section('Files', files.length, table(['Verdict', 'File', 'Size', 'Format', 'SHA-256'], rows) + moreOf(rest, 'files'))}
${section('Across the files', own.length, own.map(findingOf).join('\n'))}
${section('Not known of the folder', report.problems.length, problemsOf(report.problems))}
${shown.map(fileOf).join('\n')}${moreOf(more.length - shown.length, 'files with findings or parts that are not known')}`;
}

function fileOf(report: Report): string {
  const { summary, verdict } = report;
  return `<section class="file">
<header class="${verdict}"><p class="kind">${VERDICTS[verdict]}</p><h2>${data(report.file.path)}</h2>
<p><b>${html(summary.headline)}</b></p>${callOf(report)}</header>
${identity(report)}
${inside(report)}
</section>`;
}

function callOf({ summary }: Report): string {
  const { call, certainty, detail } = summary;
  const sure = certainty === null ? '' : `<b>${certainty.word}.</b> ${html(certainty.reason)} `;
  return `${call === null ? '' : `<p class="call">${html(call)}</p>`}<p>${sure}${html(detail)}</p>`;
}

function moreOf(rest: number, what: string): string {
  return rest > 0 ? `<p class="left">${count(rest)} ${what} more: see the JSON report.</p>` : '';
}

/** Every byte at true scale, as rectangles of an SVG: sizes are attributes, so no style is needed. */
function map({ coverage: { segments, size } }: Report): string {
  if (size === 0 || segments.length === 0) return '';
  const bars = segments.slice(0, MOST_ROWS).map(({ offset, length, kind }) => {
    const [x, width] = [(offset / size) * 1000, Math.max(0.2, (length / size) * 1000)];
    return `<rect class="${kind}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="10"/>`;
  });
  return `<svg class="map" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="Bytes of the file by kind; listed below">${bars.join('')}</svg>`;
}

function findingOf(finding: Finding): string {
  const { severity, title, rule, what, certainty, place, snippet, todo, references, evidence } = finding;
  const steps = todo.map((step) => `<li>${html(step)}</li>`).join('');
  const refs = references.map((id) => `<li>${safe(id)} ${safe(referenceTitle(id) ?? '')}</li>`).join('');
  return `<article class="${severity}">
<h3><span class="sev">${SEVERITY_WORDS[severity]}:</span> ${html(title)}</h3>
<p class="at">${safe(pathOf(place))}, ${offsetsOf(place)} · ${safe(rule)}</p>
${snippet.length === 0 ? '' : `<p class="call">${html(snippet)}</p>`}
<p>${html(what)}</p>
<p><b>${certainty.word}.</b> ${html(certainty.reason)}</p>
${evidenceOf(evidence)}
${steps === '' ? '' : `<h4>What to do</h4><ol>${steps}</ol>`}
${refs === '' ? '' : `<h4>References</h4><ul>${refs}</ul>`}
</article>`;
}

function evidenceOf(evidence: Evidence): string {
  const parts: string[] = [];
  if (evidence.kind === 'compare') {
    const rows = evidence.rows.map((row) => [safe(row.label), html(row.left), html(row.right)]);
    parts.push(table(['', safe(evidence.leftLabel), safe(evidence.rightLabel)], rows));
  }
  if (evidence.bytes !== null && evidence.bytes.hex !== '') parts.push(`<pre>${lines(hexDump(evidence.bytes))}</pre>`);
  if (evidence.kind === 'program') {
    const rows = evidence.opcodes.map((line) => [
      count(line.step),
      `<code>${line.offset.toString(16)}</code>`,
      line.hit ? `<mark>${safe(line.name)}</mark>` : safe(line.name),
      html(line.argument),
      safe(line.note),
    ]);
    parts.push(table(['Step', 'Offset', 'Opcode', 'Argument', ''], rows));
    const python = evidence.lines.map((line) => (line.hit ? `<mark>${html(line.text)}</mark>` : html(line.text)));
    parts.push(`<pre>${python.join('\n')}</pre><p class="at">Pseudo-Python, never executed.</p>`);
  }
  return parts.length === 0 ? '' : `<h4>Evidence</h4>${parts.join('')}`;
}

/** Lines of our own making: the line ends stay. */
function lines(text: string): string {
  return text.split('\n').map(safe).join('\n');
}

function loadersOf({ loaders }: Report): string {
  return table(
    ['Loader', 'Version', 'Outcome', 'Why'],
    loaders.map((l) => [
      `<code>${safe(l.call)}</code>`,
      safe(l.detail),
      `<b>${OUTCOMES[l.outcome]}</b>`,
      `${html(l.reason)}${l.ranBefore && l.outcome !== 'runs' ? ' Code runs before that: its effects stand.' : ''}`,
    ]),
  );
}

function problemsOf(problems: Report['problems']): string {
  return table(
    ['What', 'Where', 'Why'],
    problems
      .slice(0, MOST_ROWS)
      .map((p) => [PROBLEMS[p.kind], `${safe(pathOf(p.place))}, ${offsetsOf(p.place)}`, html(p.what)]),
  );
}

function programsOf({ programs }: Report): string {
  return table(
    ['Program', 'Steps', 'Calls', 'Imports', 'Ends', 'Names'],
    programs
      .slice(0, MOST_ROWS)
      .map((p) => [
        data(p.name),
        count(p.steps),
        count(p.calls),
        count(p.imports),
        p.ending.kind === 'stop' ? 'STOP' : `fails: ${safe(said(p.ending.reason))}`,
        p.names.map(data).join(', '),
      ]),
  );
}

/** No recursion: the tree is as deep as the file wants. */
function contents({ tree, coverage: { segments } }: Report): string {
  const rows: string[][] = [];
  const todo: { artifact: Artifact; depth: number }[] = [{ artifact: tree, depth: 0 }];
  let more = 0;
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { artifact, depth } = next;
    more += artifact.omitted;
    if (rows.length < MOST_ROWS) {
      const worst = artifact.worst === null ? '' : SEVERITY_WORDS[artifact.worst];
      rows.push(['· '.repeat(Math.min(depth, 32)) + data(artifact.name), artifact.kind, bytesOf(artifact.size), worst]);
    } else more += 1;
    for (const child of [...artifact.children].reverse()) todo.push({ artifact: child, depth: depth + 1 });
  }
  const stretches = segments
    .slice(0, MOST_ROWS)
    .map((s) => [`<code>${s.offset.toString(16)}</code>`, bytesOf(s.length), s.kind, safe(s.label)]);
  const rest = segments.length - stretches.length;
  return `<section>
<h2>Contents</h2>
${table(['Entry', 'Kind', 'Size', 'Worst finding'], rows)}${more > 0 ? `<p class="left">${count(more)} entries more.</p>` : ''}
<h2>Every byte</h2>
${table(['Offset', 'Size', 'Kind', 'What'], stretches)}${rest > 0 ? `<p class="left">${count(rest)} stretches more.</p>` : ''}
</section>`;
}

function cardOf(card: Card): string {
  return `<article><h3>${safe(card.title)}</h3><p class="at">${safe(card.id)}</p><p>${html(card.means)}</p>
<p><b>What happens.</b> ${html(card.happens)}</p><p><b>How it is told.</b> ${html(card.how)}</p><p><b>False alarms.</b> ${html(card.falseAlarm)}</p></article>`;
}
