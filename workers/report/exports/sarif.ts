/**
 * SARIF 2.1.0 for code scanning and CI. Deterministic: no times, no machine paths, one run. The files of a folder are its artifacts.
 * Viewers anchor to lines, so a region has `startLine: 1` beside its bytes; the member is a logical location.
 */
import { fileAt } from '../folder.ts';
import { visible } from '../prose.ts';
import { referenceTitle } from '../references.ts';
import type { Card } from '../attachments.ts';
import type { Finding, Place, Problem, Report, Severity } from '../schema.ts';
import { SEVERITIES } from '../schema.ts';
import { cardsOf, certaintyOf, leftOutWords, pathOf, PROBLEMS, said } from './wording.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  note: 'note',
};
/** As code scanning reads it: over 9 critical, over 7 high, over 4 medium, else low. */
const SCORES: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  note: '0.0',
};

const TAXONOMIES = [
  { name: 'ATLAS', organization: 'MITRE', holds: (id: string) => id.startsWith('AML.') },
  { name: 'CWE', organization: 'MITRE', holds: (id: string) => id.startsWith('CWE-') },
  { name: 'CVE', organization: 'MITRE', holds: (id: string) => id.startsWith('CVE-') },
] as const;

export async function sarifReport(report: Report): Promise<string> {
  const ids = [...new Set(report.findings.map(({ rule }) => rule))].sort();
  const used = [...new Set(report.findings.flatMap(({ references }) => references))].sort();
  const taxonomies = TAXONOMIES.flatMap(({ name, organization, holds }) => {
    const taxa = used.filter(holds).map((id) => ({ id, shortDescription: { text: referenceTitle(id) ?? id } }));
    return taxa.length === 0 ? [] : [{ name, organization, taxa }];
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Vitrine',
            version: visible(report.engine.version),
            rules: ids.map((id) => ruleOf(id, report)),
            supportedTaxonomies: taxonomies.map(({ name }, index) => ({ name, index })),
          },
        },
        ...(taxonomies.length === 0 ? {} : { taxonomies }),
        columnKind: 'utf16CodeUnits',
        artifacts: artifactsOf(report),
        invocations: [
          {
            executionSuccessful: report.status === 'complete',
            toolExecutionNotifications: [
              ...allProblems(report).map(notificationOf(report)),
              ...leftOutWords(report).map((text) => ({ level: 'note', message: { text } })),
            ],
          },
        ],
        results: await Promise.all(report.findings.map((finding) => resultOf(finding, ids, report))),
        properties: {
          verdict: report.verdict,
          status: report.status,
          headline: said(report.summary.headline),
          rulesHash: visible(report.rules.hash),
          reportSchema: report.schema,
        },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Of a folder also those of its files: an inspection is as complete as its parts. */
function allProblems({ problems, files = [] }: Report): readonly Problem[] {
  return [...problems, ...files.flatMap((file) => file.problems)];
}

function ruleOf(id: string, report: Report): object {
  const own = report.findings.filter(({ rule }) => rule === id);
  const card = cardsOf(report).find((one) => one.id === id);
  const worst = SEVERITIES.find((severity) => own.some((finding) => finding.severity === severity)) ?? 'note';
  const references = [...new Set(own.flatMap((finding) => finding.references))].sort();
  const title = card === undefined ? said(own[0]?.title ?? []) : visible(card.title);
  return {
    id: visible(id),
    shortDescription: { text: title },
    ...(card === undefined ? {} : { fullDescription: { text: said(card.means) } }),
    help: { text: helpOf(card, own[0]) },
    defaultConfiguration: { level: LEVELS[worst] },
    properties: {
      'security-severity': SCORES[worst],
      tags: ['security', ...references.flatMap(cweTag)],
    },
    relationships: references.flatMap((reference) => {
      const taxonomy = TAXONOMIES.find(({ holds }) => holds(reference));
      if (taxonomy === undefined) return [];
      return [{ target: { id: reference, toolComponent: { name: taxonomy.name } }, kinds: ['relevant'] }];
    }),
  };
}

function cweTag(reference: string): string[] {
  const number = /^CWE-(\d+)$/.exec(reference)?.[1];
  return number === undefined ? [] : [`external/cwe/cwe-${number.padStart(3, '0')}`];
}

function helpOf(card: Card | undefined, first: Finding | undefined): string {
  const todo = (first?.todo ?? []).map((step, i) => `${(i + 1).toString()}. ${said(step)}`).join('\n');
  const parts =
    card === undefined
      ? [said(first?.what ?? [])]
      : [
          said(card.means),
          `What happens: ${said(card.happens)}`,
          `How it is told: ${said(card.how)}`,
          `False alarms: ${said(card.falseAlarm)}`,
        ];
  return [...parts, ...(todo === '' ? [] : [`What to do:\n${todo}`])].filter((part) => part !== '').join('\n\n') || '-';
}

async function resultOf(finding: Finding, ids: readonly string[], report: Report): Promise<object> {
  const { rule, severity, title, what, snippet, certainty, place, count } = finding;
  const shown = said(snippet);
  return {
    ruleId: visible(rule),
    ruleIndex: ids.indexOf(rule),
    level: LEVELS[severity],
    message: {
      text: [`${said(title)}.`, said(what), certaintyOf(certainty), shown].filter((part) => part !== '').join(' '),
    },
    locations: [locationOf(place, report)],
    occurrenceCount: Math.max(1, count),
    partialFingerprints: { 'vitrineFinding/v1': await sha256([rule, ...inside(place, report), shown].join('|')) },
    properties: { severity, certainty: certainty.word, id: visible(finding.id) },
  };
}

/** Without the name of what was opened: the same finding in a renamed copy is the same alert. */
function inside({ path: [first = '', ...members] }: Place, { files }: Report): readonly string[] {
  return files === undefined ? members : [first.slice(first.indexOf('/') + 1), ...members];
}

function locationOf(place: Place, report: Report): object {
  const { path, offset, length, file } = place;
  const [first] = file ?? [];
  const members = path.slice(1).map(visible);
  const bytes = first === undefined ? {} : { byteOffset: first.offset, byteLength: first.length };
  return {
    physicalLocation: {
      artifactLocation: artifactAt(place, report),
      region: { startLine: 1, ...bytes },
    },
    ...(members.length === 0
      ? {}
      : { logicalLocations: [{ name: members.at(-1), fullyQualifiedName: members.join('!'), kind: 'member' }] }),
    // Where it is in the member: also when its bytes only exist after decompression.
    properties: { memberOffset: offset, memberLength: length, stored: file !== null },
  };
}

function notificationOf(report: Report) {
  return ({ kind, place, what }: Problem): object => ({
    descriptor: { id: `problem.${kind}` },
    level: kind === 'reader-failed' || kind === 'limit' ? 'error' : 'warning',
    message: { text: `${PROBLEMS[kind]}: ${said(what)} (${pathOf(place)})` },
    locations: [locationOf(place, report)],
  });
}

/** What was opened first; of a folder, its files after it. */
function artifactsOf(report: Report): readonly object[] {
  const { files, file } = report;
  if (files === undefined) return [artifactOf(report, file.path)];
  const folder = {
    location: { uri: `${uriOf(file.path)}/` },
    length: file.size,
    roles: ['directory', 'analysisTarget'],
  };
  return [folder, ...files.map((one) => ({ ...artifactOf(one, nameOf(one)), parentIndex: 0 }))];
}

function artifactAt(place: Place, report: Report): object {
  const { files, file } = report;
  if (files === undefined) return { uri: uriOf(file.path), index: 0 };
  const one = fileAt(report, place);
  return one === undefined
    ? { uri: `${uriOf(file.path)}/`, index: 0 }
    : { uri: uriOf(nameOf(one)), index: files.indexOf(one) + 1 };
}

/** A file of a folder by its way from there, wherever the folder stands on the machine. */
function nameOf({ tree, file }: Report): string {
  return tree.place.path[0] ?? file.path;
}

function artifactOf({ file: { size, sha256: hash, format } }: Report, path: string): object {
  return {
    location: { uri: uriOf(path) },
    length: size,
    roles: ['analysisTarget'],
    ...(hash === null ? {} : { hashes: { 'sha-256': hash } }),
    ...(format === null ? {} : { properties: { format: visible(format) } }),
  };
}

/** Relative, percent-encoded, and nothing of the machine: of an absolute path only the name stays. */
function uriOf(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  const parts = slashes.split('/').filter((part) => part !== '' && part !== '.' && part !== '..');
  const kept = /^(?:\/|[A-Za-z]:)/.test(slashes) ? parts.slice(-1) : parts;
  const encoded = kept.map((part) => encodeURIComponent(visible(part)).replaceAll("'", '%27')).join('/');
  return encoded === '' ? 'file' : encoded;
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
