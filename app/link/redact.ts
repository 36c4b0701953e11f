/** A report without the name of the file it is about. Every text that came from outside is looked through. */
import type { Report } from '../../workers/report/schema.ts';
import { readReport, FILE_LIMITS } from '../../workers/report/exports/read.ts';

export const REDACTED = 'this file';
/** A shorter stem is part of too many words. */
const LEAST = 3;

/** Also the stem: archives name the folder inside after it. Null only if the report is not one. */
export function withoutNames(report: Report): Report | null {
  const { path } = report.file;
  const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const stem = base.replace(/(?:\.\w{1,16}){1,2}$/, '');
  const names = [...new Set([path, base, base.replace(/\.\w{1,16}$/, ''), stem])]
    .filter((name) => name.length >= LEAST || name === base)
    .filter((name) => name !== '');
  const answer = readReport(JSON.stringify(redact(report, names, '')), FILE_LIMITS);
  if (answer.kind !== 'report') return null;
  const { findings = 0, evidence = 0, contents = 0 } = answer.report.leftOut ?? {};
  return { ...answer.report, leftOut: { findings, evidence, contents, names: true } };
}

/** A part of a sentence: ours, so only a whole file name is looked for in it. */
const WORDS = 'words';

/** Fields whose text is our own words, or a number in letters. */
const OURS = new Set([
  'kind',
  'severity',
  'verdict',
  'status',
  'rule',
  'sha256',
  'hash',
  'version',
  'word',
  'outcome',
  'format',
  'formatName',
  'worst',
  'call',
  'detail',
  'code',
  'note',
]);

/** As deep as a report, which is built with a bound. */
function redact(value: unknown, names: readonly string[], key: string): unknown {
  if (typeof value === 'string') {
    if (key === 'hex') return hidden(value, names);
    const looked = key === WORDS ? names.filter((name) => name.includes('.')) : OURS.has(key) ? [] : names;
    return looked.reduce((text, name) => text.replaceAll(name, REDACTED), value);
  }
  if (Array.isArray(value)) {
    const item = key === 'path' || key === 'names' ? key : WORDS;
    return value.map((one: unknown) => redact(one, names, item));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, redact(item, names, name)]));
}

/** Bytes that spell the name are not shown at all: half a dump would look like the whole. */
function hidden(hex: string, names: readonly string[]): string {
  const spelt = names.some((name) => {
    const bytes = new TextEncoder().encode(name);
    const text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    for (let at = hex.indexOf(text); at >= 0; at = hex.indexOf(text, at + 1)) if (at % 2 === 0) return true;
    return false;
  });
  return spelt ? '' : hex;
}
