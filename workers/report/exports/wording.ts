/** The words every export uses for the same thing. */
import { plain, type Prose, visible } from '../prose.ts';
import type { Card } from '../attachments.ts';
import type { Place, Problem, Report, Severity, Verdict, Outcome } from '../schema.ts';

export const VERDICTS: Readonly<Record<Verdict, string>> = {
  'runs-code': 'Runs code',
  'can-run-code': 'Can run code',
  review: 'Needs a look',
  'not-known': 'Not known',
  'nothing-runs': 'Nothing runs',
};

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  note: 'Note',
};

export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  runs: 'Runs it',
  refuses: 'Refuses',
  fails: 'Fails first',
  loads: 'Nothing runs',
  unknown: 'Not known',
};

export const PROBLEMS: Readonly<Record<Problem['kind'], string>> = {
  limit: 'Limit reached',
  malformed: 'Malformed',
  unsupported: 'Not supported',
  'reader-failed': 'A reader gave up',
  unreadable: 'Not readable',
  unclaimed: 'Not explained',
};

export const CAVEAT =
  'Vitrine says what loading the file would do. It cannot judge the answers of the model, and what was not understood is not known.';

export function count(n: number): string {
  return n.toLocaleString('en-US');
}

/** Names from the dropped file inwards, the innermost last. */
export function pathOf({ path }: Place): string {
  return path.map(visible).join(' › ');
}

/** Offsets of the innermost name, and of the file when the bytes stand there. */
export function offsetsOf({ path, offset, length, file }: Place): string {
  const inside = `${hex(offset)}, ${bytesOf(length)}`;
  const [first] = file ?? [];
  if (file === null) return `${inside} (after decompression)`;
  return path.length < 2 || first === undefined ? inside : `${inside} (${hex(first.offset)} in the file)`;
}

export function hex(offset: number): string {
  return `0x${offset.toString(16).padStart(4, '0')}`;
}

export function bytesOf(n: number): string {
  return `${count(n)} ${n === 1 ? 'byte' : 'bytes'}`;
}

/** The rules explained, those of a folder's files too, each once. */
export function cardsOf({ cards = [], files = [] }: Report): readonly Card[] {
  const all = [...cards, ...files.flatMap((file) => file.cards ?? [])];
  return [...new Map(all.map((card) => [card.id, card])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Files of a folder that are more than a line in a list. */
export function notable(files: readonly Report[]): readonly Report[] {
  const rank = ({ verdict }: Report): number => WORST_FIRST.indexOf(verdict);
  return files
    .filter(({ verdict, status }) => verdict !== 'nothing-runs' || status !== 'complete')
    .sort((a, b) => rank(a) - rank(b));
}

const WORST_FIRST: readonly Verdict[] = ['runs-code', 'can-run-code', 'review', 'not-known', 'nothing-runs'];

/** What a link did not carry, one sentence each; empty for a whole report. */
export function leftOutWords({ leftOut, findings, files = [] }: Report): readonly string[] {
  if (leftOut === undefined) return [];
  const all = findings.length + leftOut.findings;
  const gone = leftOut.files ?? 0;
  return [
    ...(gone > 0
      ? [`${count(files.length)} of ${count(files.length + gone)} files are included, the worst first.`]
      : []),
    ...(leftOut.findings > 0
      ? [`${count(findings.length)} of ${count(all)} findings are included, the worst first.`]
      : []),
    ...(leftOut.evidence > 0
      ? [`${count(leftOut.evidence)} ${leftOut.evidence === 1 ? 'finding is' : 'findings are'} without evidence.`]
      : []),
    ...(leftOut.contents > 0
      ? [`${count(leftOut.contents)} entries, stretches of the map, names or texts of the file are left out.`]
      : []),
    ...(leftOut.names
      ? ['Names were taken out by whoever shared the report: of files, folders, entries and tensors.']
      : []),
  ];
}

/** The identity line: what was looked at, and by which rules. */
export function madeBy({ engine, rules, schema }: Report): string {
  return `Vitrine ${visible(engine.version)}, ${count(rules.count)} rules (${visible(rules.hash)}), report schema ${schema.toString()}`;
}

export function certaintyOf({ word, reason }: { readonly word: string; readonly reason: Prose }): string {
  return `${word}. ${said(reason)}`;
}

/** Bytes as rows of sixteen: offset, hex, text. */
export function hexDump(block: { readonly offset: number; readonly hex: string }): string {
  const rows: string[] = [];
  for (let at = 0; at < block.hex.length; at += 32) {
    const pairs = block.hex.slice(at, at + 32).match(/../g) ?? [];
    const letters = pairs.map((pair) => {
      const value = Number.parseInt(pair, 16);
      return value >= 0x20 && value < 0x7f ? String.fromCharCode(value) : '·';
    });
    const offset = (block.offset + at / 2).toString(16).padStart(8, '0');
    rows.push(`${offset}  ${pairs.join(' ').padEnd(47)}  ${letters.join('')}`);
  }
  return rows.join('\n');
}

/** A sentence as one text in which every character shows, also those of words that came with a shared report. */
export function said(text: Prose): string {
  return visible(plain(text));
}
