import { DISAGREEMENTS } from '../../containers/zip/disagreements.ts';
import type { ZipFact } from '../../facts.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Severity } from '../../report/schema.ts';
import type { Draft, Rule, RuleCard, RuleInput } from '../rule.ts';
import { kindOf } from './kinds.ts';
import { partName } from '../../report/where.ts';

/** What two readers of an archive would see differently, or what no honest writer makes. */
export const ZIP: Rule = {
  cards: [
    ...Object.entries(DISAGREEMENTS).map(([code, says]) => cardOf(code, says)),
    cardOf('other', 'An oddity of the archive'),
  ],
  apply: (input) => {
    const opened = new Set(zipFacts(input).flatMap((fact) => (fact.code === 'unlocked' ? [keyOf(fact)] : [])));
    // What was opened with the password is no longer hidden.
    const told = zipFacts(input).filter((fact) => fact.code !== 'encrypted' || !opened.has(keyOf(fact)));
    const hidesSomething = hides(input);
    return told.map((fact) => draftOf(fact, hidesSomething));
  },
};

function zipFacts({ facts }: RuleInput): ZipFact[] {
  return facts.filter((fact): fact is ZipFact => fact.kind === 'zip');
}

function keyOf({ at, entry }: ZipFact): string {
  return [...at.path, entry ?? ''].join('\0');
}

/** A disagreement matters more when a program in the file would do something. */
function hides({ programs }: RuleInput): boolean {
  return programs.some(({ interpretations }) =>
    interpretations.some(({ acts }) => acts.some((act) => act.kind === 'call' || act.kind === 'mutate')),
  );
}

function draftOf(fact: ZipFact, hidesSomething: boolean): Draft {
  const known = fact.code in DISAGREEMENTS;
  const { severity, why } = kindOf(fact.code);
  const title: Prose = known ? [titleOf(fact.code)] : prose`An oddity of the archive: ${data(fact.code, 60)}`;
  const entry: Prose = fact.entry === null ? [] : prose` · ${data(fact.entry, 120)}`;
  return {
    rule: known ? `zip.${fact.code}` : 'zip.other',
    severity: weigh(severity, fact, hidesSomething),
    title: fact.entry === null ? title : prose`${title}: ${data(shortName(fact.entry), 80)}`,
    where: prose`${partName(fact.at.path)}${entry}`,
    snippet:
      fact.readings.length === 0
        ? title
        : fact.readings
            .slice(0, 3)
            .flatMap(({ reader, sees }, i) => [...(i === 0 ? [] : [' · ']), `${reader} `, ...sees]),
    place: fact.at,
    what: prose`${title}. ${why}${fact.loaded ? ' It is an entry that loaders open.' : ''}`,
    certainty: { word: 'Certain', reason: ['It is measured from the archive’s own records.'] },
    count: 1,
    evidence:
      fact.readings.length < 2
        ? { kind: 'place' }
        : {
            kind: 'compare',
            leftLabel: fact.readings[0]?.reader ?? '',
            rightLabel: fact.readings[1]?.reader ?? '',
            rows: [
              {
                label: fact.entry === null ? 'archive' : 'entry',
                left: fact.readings[0]?.sees ?? [],
                right: fact.readings[1]?.sees ?? [],
              },
            ],
          },
  };
}

/** Without a program that does something, an odd archive is at most a reason to look. */
function weigh(severity: Severity, { loaded }: ZipFact, hidesSomething: boolean): Severity {
  if (severity === 'medium' && loaded && hidesSomething) return 'high';
  if (severity === 'low' && loaded) return 'medium';
  return severity;
}

function titleOf(code: string): string {
  const entry = Object.entries(DISAGREEMENTS).find(([key]) => key === code);
  return entry?.[1] ?? code;
}

function shortName(entry: string): string {
  return entry.slice(entry.lastIndexOf('/') + 1);
}

function cardOf(code: string, says: string): RuleCard {
  const { why, falseAlarm, references } = kindOf(code);
  return {
    id: `zip.${code}`,
    title: says,
    means: prose`${says}.`,
    happens: [why],
    how: prose`Every header of the archive was read: the directory at its end, and the header before each entry. What they say was compared.`,
    todo: [['Ask for a file written by the library itself, and compare hashes.']],
    falseAlarm: [falseAlarm],
    references,
  };
}
