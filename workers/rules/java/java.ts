import type { JavaFact } from '../../facts.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Draft, Rule } from '../rule.ts';
import { JAVA_CARDS } from './cards.ts';
import { isGadget, isPlatform } from './gadgets.ts';
import { whereAt } from '../../report/where.ts';

/** Classes of one stream that get a finding of their own; the rest is counted. */
const TOLD = 8;

/** Java objects: which classes reading them makes. */
export const JAVA: Rule = {
  cards: JAVA_CARDS,
  apply: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'java' ? draftsOf(fact) : [])),
};

function draftsOf(fact: JavaFact): Draft[] {
  const gadgets = fact.classes.filter(({ name }) => isGadget(name));
  const foreign = fact.classes.filter(({ name }) => !isPlatform(name) && !isGadget(name));
  const told = gadgets.slice(0, TOLD).map((one) => gadget(one, gadgets.length));
  if (foreign.length > 0) return [...told, objects(fact, foreign)];
  return gadgets.length > 0 ? told : [plainOnes(fact)];
}

function gadget({ name, at }: JavaFact['classes'][number], all: number): Draft {
  const more: Prose = all > TOLD ? prose` ${all} such classes are named.` : [];
  return {
    rule: 'java.gadget',
    severity: 'high',
    title: prose`Holds ${data(name, 120)}, which runs code when it is read`,
    where: whereAt(at),
    snippet: prose`${data(name, 200)}`,
    place: at,
    what: prose`Java programs that read this file make an object of ${data(name, 200)}. Published attacks use this class to run commands while objects are read, where the library it belongs to is installed.${more}`,
    certainty: {
      word: 'Likely',
      reason: [
        'The class is named for certain; whether it runs something depends on the libraries of the program that reads the file.',
      ],
    },
    count: 1,
    evidence: { kind: 'place' },
    effect: {
      capability: 'UNKNOWN',
      would: 'run code of the file’s choosing in a Java program',
      call: prose`${data(name, 200)}`,
      when: 'when a Java program reads it',
    },
  };
}

function objects(fact: JavaFact, foreign: JavaFact['classes']): Draft {
  const { at } = foreign[0] ?? fact;
  return {
    rule: 'java.objects',
    severity: 'medium',
    title: prose`Makes Java objects of ${foreign.length === 1 ? 'a class' : `${foreign.length} classes`} Vitrine does not know`,
    where: whereAt(at),
    snippet: listed(foreign),
    place: at,
    what: prose`Reading this file makes ${fact.objects} Java objects, also of classes that are not Java’s own: ${listed(foreign)}. Each class may bring code that runs while its objects are read.`,
    certainty: {
      word: 'Possible',
      reason: ['The classes are named for certain; what their code does on reading is not in this file.'],
    },
    count: foreign.length,
    evidence: { kind: 'place' },
  };
}

function plainOnes(fact: JavaFact): Draft {
  return {
    rule: 'java.plain',
    severity: 'low',
    title: ['Java objects'],
    where: whereAt(fact.at),
    snippet: fact.classes.length === 0 ? ['values without a class'] : listed(fact.classes),
    place: fact.at,
    what: prose`Reading this file makes ${fact.objects} Java objects of classes that every Java has. Only Java programs read it, and those that do should say which classes they expect.`,
    certainty: { word: 'Certain', reason: ['Every class of the stream is named in it.'] },
    count: 1,
    evidence: { kind: 'place' },
  };
}

function listed(classes: JavaFact['classes']): Prose {
  const shown = classes.slice(0, 6).flatMap(({ name }, i) => [i === 0 ? '' : ', ', data(name, 120)]);
  return classes.length > 6 ? [...shown, ` and ${classes.length - 6} more`] : shown;
}
