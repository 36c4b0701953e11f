/** One answer for several files. Pure. */
import { data, prose, type Prose } from '../../../workers/report/prose.ts';
import type { Severity, Verdict } from '../../../workers/report/schema.ts';
import type { AcrossFiles } from '../../engine/across.ts';
import type { Document } from '../../engine/document.ts';
import { count, plural } from '../../ui/format.ts';
import type { MarkKind } from '../../ui/Mark.tsx';
import { shortPath } from './short-path.ts';
import { verdictOrder, verdictWords } from '../../ui/verdict.ts';

export interface Answer {
  readonly mark: MarkKind;
  readonly word: string;
  readonly headline: Prose;
  readonly detail: string;
}

const says: Readonly<Record<'runs-code' | 'can-run-code' | 'review', readonly [one: string, many: string]>> = {
  'runs-code': ['would run code when loaded', 'would run code when loaded'],
  'can-run-code': ['can run code when loaded', 'can run code when loaded'],
  review: ['needs a look before you load it', 'need a look before you load them'],
};

const WEIGHTS: Readonly<Partial<Record<Severity, Verdict>>> = {
  critical: 'runs-code',
  high: 'can-run-code',
  medium: 'review',
};

/** `across`: what the files say about each other weighs as what one of them says. */
export function answerOf(documents: readonly Document[], across: AcrossFiles = { phase: 'none' }): Answer {
  const all = documents.length;
  const open = documents.filter((d) => d.state.phase === 'waiting' || d.state.phase === 'reading').length;
  const unknown = documents.filter((d) => verdictOf(d) === 'not-known').length - open;
  const clean = documents.filter((d) => verdictOf(d) === 'nothing-runs').length;
  const detail = [
    clean > 0 ? `Nothing runs in ${plural(clean, 'file')}.` : '',
    unknown > 0 ? `What ${plural(unknown, 'file')} ${unknown === 1 ? 'does' : 'do'} is not known.` : '',
    open > 0 ? `${plural(open, 'file')} still ${open === 1 ? 'waits' : 'wait'}.` : '',
  ].filter((s) => s !== '');
  const answer = (verdict: Verdict, headline: Prose, more = detail.join(' ')): Answer => ({
    ...verdictWords[verdict],
    headline,
    detail: more,
  });

  for (const verdict of ['runs-code', 'can-run-code', 'review'] as const) {
    const found = documents.filter((d) => verdictOf(d) === verdict);
    const [first] = found;
    if (first === undefined) continue;
    if (all === 1) return answer(verdict, prose`This file ${says[verdict][0]}: ${data(shortPath(first.name), 120)}.`);
    if (found.length === 1)
      return answer(
        verdict,
        prose`One of these ${count(all)} files ${says[verdict][0]}: ${data(shortPath(first.name), 120)}.`,
      );
    return answer(verdict, prose`${count(found.length)} of these ${count(all)} files ${says[verdict][1]}.`);
  }
  const together = across.phase === 'done' ? across.findings[0] : undefined;
  const weight = together === undefined ? undefined : WEIGHTS[together.severity];
  if (together !== undefined && weight !== undefined) return answer(weight, together.title);
  if (open > 0) return answer('not-known', prose`Nothing found so far.`);
  if (unknown === all) return answer('not-known', prose`What these files do is not known.`, '');
  if (unknown > 0) return answer('not-known', prose`Not all of these ${count(all)} files could be checked.`);
  return answer('nothing-runs', prose`Nothing in these ${count(all)} files runs when you load them.`);
}

/** Worst first; what is not known before what is clean. */
export function byVerdict(a: Document, b: Document): number {
  return verdictOrder.indexOf(verdictOf(a)) - verdictOrder.indexOf(verdictOf(b));
}

/** A file without a report is not known, whatever the reason. */
function verdictOf({ state }: Document): Verdict {
  return state.phase === 'done' ? state.report.verdict : 'not-known';
}
