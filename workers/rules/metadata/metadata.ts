import type { MetadataFact } from '../../facts.ts';
import { data, plain, prose } from '../../report/prose.ts';
import type { Draft, Rule } from '../rule.ts';
import { whereAt } from '../../report/where.ts';

/** What a browser would run or fetch, were a page to show the text as it is. */
const MARKUP =
  /<script[\s>/]|<(?:iframe|object|embed)\b|<\w[^<>]{0,400}\son[a-z]{3,20}\s*=|(?:^|["'\s=(])(?:javascript|vbscript):[\w(/]|data:text\/html/i;

/** What a file says about itself, as pages of hubs and tools show it. */
export const METADATA: Rule = {
  cards: [
    {
      id: 'metadata.script',
      title: 'What the file says about itself holds a script',
      means: prose`A value of the metadata is written so that a page that shows it as it is runs it.`,
      happens: prose`Tools that show metadata without cleaning it run the script with the rights of their page. Loading the weights does not.`,
      how: prose`The values were searched for elements and addresses that browsers run.`,
      todo: [['Do not open the file in tools that show its metadata as a page.']],
      falseAlarm: prose`A text about HTML.`,
      references: ['CWE-79'],
    },
  ],
  apply: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'metadata' && isMarkup(fact) ? [draftOf(fact)] : [])),
};

function isMarkup({ value, type }: MetadataFact): boolean {
  return type !== 'model card' && MARKUP.test(plain(value));
}

function draftOf(fact: MetadataFact): Draft {
  return {
    rule: 'metadata.script',
    severity: 'medium',
    title: prose`What the file says about itself holds a script: ${data(fact.key, 80)}`,
    where: whereAt(fact.at),
    snippet: fact.value,
    place: fact.at,
    what: prose`The value of ${data(fact.key, 80)} is something a browser runs when a page shows it as it is.`,
    certainty: { word: 'Possible', reason: ['It depends on who shows the metadata, and how.'] },
    count: 1,
    evidence: { kind: 'place' },
  };
}
