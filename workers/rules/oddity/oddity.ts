import type { OddityFact } from '../../facts.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Severity } from '../../report/schema.ts';
import type { Draft, EvidenceRequest, Rule, RuleCard } from '../rule.ts';
import { whereAt } from '../../report/where.ts';

/** How an oddity of a format, or a setting, is to be taken. */
export interface OddityKind {
  readonly severity: Severity;
  readonly title: string;
  readonly means: string;
  readonly happens: string;
  readonly falseAlarm: string;
  readonly todo: string;
  readonly references: readonly string[];
  /** For the banner: what the file would do, as a verb phrase. */
  readonly effect?: string;
}

/** The rule of one format: a table of its oddities, by code. `how` says how the format was read. */
export function oddityRule<Code extends string>(
  format: string,
  how: string,
  kinds: Readonly<Record<Code, OddityKind>>,
): Rule {
  const byCode: ReadonlyMap<string, OddityKind> = new Map(Object.entries(kinds));
  return {
    cards: [...byCode].map(([key, kind]) => cardOf(`${format}.${key}`, how, kind)),
    apply: ({ facts }) =>
      facts.flatMap((fact) => {
        const kind = fact.kind === 'oddity' && fact.format === format ? byCode.get(fact.code) : undefined;
        return fact.kind === 'oddity' && kind !== undefined ? [draftOf(fact, kind)] : [];
      }),
  };
}

function draftOf(fact: OddityFact, kind: OddityKind): Draft {
  const subject: Prose = fact.subject === null ? [] : prose`: ${data(fact.subject, 80)}`;
  return {
    rule: `${fact.format}.${fact.code}`,
    severity: kind.severity,
    title: prose`${kind.title}${subject}`,
    where: whereAt(fact.at),
    snippet: fact.what,
    place: fact.at,
    what: prose`${fact.what} ${kind.happens}`,
    certainty: { word: 'Certain', reason: ['It is measured from the bytes.'] },
    count: 1,
    evidence: evidenceOf(fact),
    ...(kind.effect === undefined
      ? {}
      : { effect: { capability: 'UNKNOWN' as const, would: kind.effect, call: fact.what } }),
  };
}

function evidenceOf({ readings, subject }: OddityFact): EvidenceRequest {
  const [left, right] = readings;
  if (left === undefined || right === undefined) return { kind: 'place' };
  return {
    kind: 'compare',
    leftLabel: left.reader,
    rightLabel: right.reader,
    rows: [{ label: subject === null ? 'file' : 'entry', left: left.sees, right: right.sees }],
  };
}

/** The card of a kind. `how` says how it was found. */
export function cardOf(id: string, how: string, kind: OddityKind): RuleCard {
  return {
    id,
    title: kind.title,
    means: [kind.means],
    happens: [kind.happens],
    how: [how],
    todo: [[kind.todo]],
    falseAlarm: [kind.falseAlarm],
    references: kind.references,
  };
}
