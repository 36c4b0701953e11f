import { type Prose, prose } from '../prose.ts';
import { OUTCOMES, VERDICTS } from '../exports/wording.ts';
import type { LoaderOutcome, Verdict } from '../schema.ts';
import { ends, pairUp, type Change, type Compare } from './section.ts';
import { readFiles, type Side } from './side.ts';

/** Worst first; not known before nothing runs. */
const VERDICT_ORDER: readonly Verdict[] = ['runs-code', 'can-run-code', 'review', 'not-known', 'nothing-runs'];

/** Of a folder the worst; what was not read is not known. */
export function verdictOf(side: Side): Verdict {
  const verdicts = side.files.map(({ report }) => report?.verdict ?? 'not-known');
  return VERDICT_ORDER.find((verdict) => verdicts.includes(verdict)) ?? 'not-known';
}

interface Line {
  readonly key: string;
  readonly name: Prose;
  readonly says: Prose;
  readonly known: boolean;
}

/** What loading does: the verdict, and what each loader would do. */
export const compareLoading: Compare = (left, right) => {
  const [l, r] = [linesOf(left), linesOf(right)];
  const changeOf = (a: Line, b: Line): Change => {
    const says = JSON.stringify(a.says) === JSON.stringify(b.says);
    if (says && !(a.known && b.known)) return 'unknown';
    return says ? 'same' : 'changed';
  };
  return {
    id: 'loading',
    name: 'Loading',
    rows: pairUp(l, r, ({ key }) => key, changeOf),
    show: (row) => {
      const { left: a, right: b, any } = ends(row, l, r);
      return { name: any?.name ?? [], left: a?.says ?? null, right: b?.says ?? null };
    },
    partial: [],
  };
};

function linesOf(side: Side): Line[] {
  const verdict = verdictOf(side);
  const headline = side.kind === 'file' ? side.files[0]?.report?.summary.headline : undefined;
  const first: Line = {
    key: 'verdict',
    name: ['Verdict'],
    says: [VERDICTS[verdict], ...(headline === undefined ? [] : [': ', ...headline])],
    known: verdict !== 'not-known',
  };
  if (side.kind === 'folder') return [first];
  return [first, ...readFiles(side).flatMap(({ report }) => report.loaders.map(lineOf))];
}

function lineOf({ id, call, detail, outcome, ranBefore }: LoaderOutcome): Line {
  const says = `${OUTCOMES[outcome]}${ranBefore ? ', after code ran' : ''}`;
  return { key: id, name: prose`${{ code: call }}, ${detail}`, says: [says], known: outcome !== 'unknown' };
}
