import type { ProblemFact } from '../../facts.ts';
import { prose, type Prose } from '../../report/prose.ts';
import type { Severity } from '../../report/schema.ts';
import type { Draft, Rule, RuleCard } from '../rule.ts';
import { whereAt } from '../../report/where.ts';

type Kind = ProblemFact['problem'];

const KINDS: Readonly<
  Record<
    Kind,
    {
      severity: Severity;
      title: string;
      means: Prose;
      happens: Prose;
      todo: Prose;
      falseAlarm: Prose;
      references: readonly string[];
    }
  >
> = {
  limit: {
    severity: 'low',
    title: 'Vitrine stopped at a limit of its own',
    means: prose`Something is larger, deeper or more numerous than Vitrine follows.`,
    happens: prose`What lies beyond the limit was not looked at: it is not known.`,
    todo: prose`Read what was checked, and treat the rest as unchecked.`,
    falseAlarm: prose`Very large files reach limits without meaning to.`,
    references: ['CWE-400'],
  },
  malformed: {
    severity: 'low',
    title: 'Part of the file breaks its own format',
    means: prose`The bytes do not follow the rules of the format they belong to.`,
    happens: prose`Loaders fail there, or read something else than Vitrine.`,
    todo: prose`Compare the size and hash with the publisher’s.`,
    falseAlarm: prose`Downloads that were cut short look like this.`,
    references: ['CWE-755'],
  },
  unsupported: {
    severity: 'note',
    title: 'Part of the file was recognised and not read',
    means: prose`Vitrine knows what this is, and does not read it yet.`,
    happens: prose`What it holds is not known.`,
    todo: prose`Check this part with another tool.`,
    falseAlarm: prose`This says nothing about the file.`,
    references: ['CWE-693'],
  },
  'reader-failed': {
    severity: 'low',
    title: 'A reader of Vitrine gave up',
    means: prose`The reader hit something it does not understand. This is our fault, not proof of harm.`,
    happens: prose`The other readers finished. What this one would have said is not known.`,
    todo: prose`Treat this part as unchecked, and report the file if you can share it.`,
    falseAlarm: prose`This says nothing about the file.`,
    references: ['CWE-755'],
  },
  unreadable: {
    severity: 'low',
    title: 'Part of the file could not be read',
    means: prose`The bytes could not be had: they are locked, missing, or the file changed.`,
    happens: prose`What they hold is not known.`,
    todo: prose`Choose the file again, or get a complete copy.`,
    falseAlarm: prose`This says nothing about the file.`,
    references: ['CWE-755'],
  },
  unclaimed: {
    severity: 'low',
    title: 'Bytes that no part of the format explains',
    means: prose`No reader says what these bytes are for.`,
    happens: prose`Loaders pass by them. They can hold anything.`,
    todo: prose`Look at the bytes: text, another format or noise?`,
    falseAlarm: prose`Some tools append notes or padding.`,
    references: ['CWE-506'],
  },
};

/** Kinds of problems: an object with all of them, so that the compiler finds a missing one. */
const ALL: readonly Kind[] = ['limit', 'malformed', 'unsupported', 'reader-failed', 'unreadable', 'unclaimed'];

/** What was not understood is a finding too: it never turns a report green. */
export const PROBLEM: Rule = {
  cards: ALL.map((kind): RuleCard => {
    const { title, means, happens, todo, falseAlarm, references } = KINDS[kind];
    return {
      id: `problem.${kind}`,
      title,
      means,
      happens,
      how: prose`Every byte of the file has to be explained by a reader; what is left over, and every limit, is stated.`,
      todo: [todo],
      falseAlarm,
      references,
    };
  }),
  apply: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'problem' ? [draftOf(fact)] : [])),
};

function draftOf(fact: ProblemFact): Draft {
  const { severity, title } = KINDS[fact.problem];
  return {
    rule: `problem.${fact.problem}`,
    severity,
    title: fact.problem === 'unclaimed' ? prose`${fact.at.length} bytes belong to no part of the format` : [title],
    where: whereAt(fact.at),
    snippet: prose`${fact.at.length} bytes`,
    place: fact.at,
    what: fact.what,
    certainty: { word: 'Certain', reason: ['Vitrine states what it did not understand.'] },
    count: 1,
    evidence: { kind: 'place' },
  };
}
