/**
 * A report without names: of what was opened, of folders, entries and tensors, and without what the file says about
 * itself. What it imports and calls stays, with the text of these calls: that is what a report is for.
 */
import type { LeftOut } from '../../workers/report/attachments.ts';
import { FILE_LIMITS, readReport } from '../../workers/report/exports/read.ts';
import { ownFindings } from '../../workers/report/folder.ts';
import type { Report } from '../../workers/report/schema.ts';
import { Names } from './names.ts';

export const REDACTED = 'this file';
export const REDACTED_FOLDER = 'this folder';

/** Null only if the report is not one. */
export function withoutNames(report: Report): Report | null {
  const names = new Names();
  if (report.files === undefined) names.root(report.file.path, REDACTED);
  names.root(report.tree.place.path[0] ?? '', report.files === undefined ? REDACTED : REDACTED_FOLDER);
  const { files } = report;
  if (files !== undefined) names.root(report.file.path, REDACTED_FOLDER);
  const bare = files === undefined ? withoutTexts(report) : folderWithoutTexts(report, files);
  const collected = new Walk(names);
  collected.value(bare, '');
  const answer = readReport(JSON.stringify(new Walk(names).value(bare, '')), FILE_LIMITS);
  if (answer.kind !== 'report') return null;
  return { ...answer.report, leftOut: { ...leftOutOf(answer.report), names: true } };
}

/** What is left out of its files is left out of the folder. */
function folderWithoutTexts(report: Report, all: readonly Report[]): Report {
  const own = withoutTexts(report);
  const files = all.map(withoutTexts);
  const sum = (key: 'evidence' | 'contents'): number =>
    files.reduce((n, file, i) => n + leftOutOf(file)[key] - (all[i]?.leftOut?.[key] ?? 0), leftOutOf(own)[key]);
  // Findings of the files stand in the folder too, and are counted there alone.
  const evidence = leftOutOf(report).evidence + ownEvidence(report) + sum('evidence') - leftOutOf(own).evidence;
  return { ...own, files, leftOut: { ...leftOutOf(own), evidence, contents: sum('contents') } };
}

function ownEvidence(report: Report): number {
  return ownFindings(report).filter(({ evidence }) => evidence.kind === 'bytes' && evidence.bytes.hex !== '').length;
}

/** What the file says about itself goes, and bytes, where they are not those of a call: they spell names. */
function withoutTexts(report: Report): Report {
  const copy: { -readonly [K in keyof Report]: Report[K] } = { ...report };
  const contents = (report.metadata?.entries.length ?? 0) + (report.templates?.length ?? 0);
  delete copy.metadata;
  delete copy.templates;
  copy.coverage = {
    ...report.coverage,
    segments: report.coverage.segments.map((one) => (one.kind === 'weights' ? { ...one, label: 'weights' } : one)),
  };
  let evidence = 0;
  copy.findings = report.findings.map((finding) => {
    const { bytes, kind } = finding.evidence;
    if (kind === 'program' || bytes === null || bytes.hex === '') return finding;
    if (kind === 'compare') return { ...finding, evidence: { ...finding.evidence, bytes: null } };
    evidence += 1;
    return { ...finding, evidence: { kind, bytes: { ...bytes, hex: '', marks: [] } } };
  });
  if (contents + evidence === 0) return copy;
  const before = leftOutOf(report);
  copy.leftOut = { ...before, contents: before.contents + contents, evidence: before.evidence + evidence };
  return copy;
}

function leftOutOf({ leftOut }: Report): LeftOut {
  return leftOut ?? { findings: 0, evidence: 0, contents: 0, names: false };
}

/** Fields whose text is our own words, or a number in letters. */
const OURS = new Set(
  'kind severity verdict status rule sha256 hash version word outcome format formatName worst call detail code note label'.split(
    ' ',
  ),
);
/** What would run: file names in it are part of the call. */
const CALLS = new Set(['call', 'snippet', 'lines', 'opcodes']);

/** Through a report, which is as deep as it was built with a bound. The first walk learns the names, the second has them all. */
class Walk {
  readonly #names: Names;
  #inCall = 0;

  constructor(names: Names) {
    this.#names = names;
  }

  value(value: unknown, key: string): unknown {
    if (typeof value === 'string') return this.#string(value, key);
    if (Array.isArray(value)) return value.map((one: unknown) => this.value(one, key === 'names' ? 'import' : 'words'));
    if (typeof value !== 'object' || value === null) return value;
    const has = (name: string): boolean => Object.hasOwn(value, name);
    const places = has('path') && has('offset');
    const named = has('place') && has('name');
    const isCut = has('cut');
    return Object.fromEntries(
      Object.entries(value).map(([name, item]: [string, unknown]) => {
        const isName = (places && name === 'path') || (named && name === 'name') || name === 'path';
        if (isCut && name === 'data' && typeof item === 'string') return [name, this.#names.cutText(item)];
        return [name, isName ? this.#path(item) : this.#within(item, name)];
      }),
    );
  }

  #within(value: unknown, key: string): unknown {
    const call = CALLS.has(key) ? 1 : 0;
    this.#inCall += call;
    const walked = this.value(value, key);
    this.#inCall -= call;
    return walked;
  }

  #path(value: unknown): unknown {
    if (typeof value === 'string') return this.#names.path(value);
    return Array.isArray(value) ? value.map((one: unknown) => this.#path(one)) : value;
  }

  #string(text: string, key: string): string {
    if (key === 'hex') return this.#names.spelt(text) ? '' : text;
    if (key === 'id' || key === 'import') return this.#names.text(text);
    if (key === 'data') return this.#inCall > 0 ? this.#names.text(text) : this.#names.fileName(text);
    if (OURS.has(key)) return text;
    return this.#names.words(text);
  }
}
