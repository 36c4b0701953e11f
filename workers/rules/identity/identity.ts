import { data, prose, type Prose } from '../../report/prose.ts';
import type { Place, Severity } from '../../report/schema.ts';
import type { Draft, Rule } from '../rule.ts';
import { partName } from '../../report/where.ts';

/** What the file is, against what it is called. */
export const IDENTITY: Rule = {
  cards: [
    {
      id: 'identity.extension',
      title: 'The name suggests another format',
      means: prose`The file’s extension belongs to other formats than the one its bytes are.`,
      happens: prose`Tools that go by the name treat it as something else, or skip it. Loaders go by the bytes.`,
      how: prose`Formats are recognised by content, never by name.`,
      todo: [['Ask why it is named like this before you load it.']],
      falseAlarm: prose`Names are often chosen loosely: “.bin” may be anything.`,
      references: ['CWE-434', 'CWE-436'],
    },
    {
      id: 'identity.several',
      title: 'The bytes are more than one format',
      means: prose`The same file is valid as several formats.`,
      happens: prose`What a loader does depends on which of them it looks for first.`,
      how: prose`All known formats were tried, not only the first that fits.`,
      todo: [['Look at both: a check of one says nothing about the other.']],
      falseAlarm: prose`Short files can fit several formats by chance.`,
      references: ['CWE-436'],
    },
  ],
  apply: ({ facts }) =>
    facts.flatMap((fact) => {
      if (fact.kind !== 'identity') return [];
      const drafts: Draft[] = [];
      if (fact.extension !== null) {
        const what = prose`The name ends in ${data(fact.extension, 20)}, the content is ${fact.formatName}. Loaders look at the content.`;
        drafts.push(
          draft(
            fact.at,
            'identity.extension',
            'low',
            prose`“${data(fact.extension, 20)}” is not what this is`,
            prose`content: ${fact.formatName}`,
            what,
          ),
        );
      }
      const also = fact.also.filter((other) => familyOf(other) !== familyOf(fact.format));
      if (also.length > 0) {
        const others = also.join(', ');
        drafts.push(
          draft(
            fact.at,
            'identity.several',
            'low',
            prose`The bytes are more than one format`,
            prose`${fact.format}, ${others}`,
            prose`The content is ${fact.formatName} and also fits: ${others}.`,
          ),
        );
      }
      return drafts;
    }),
};

/** Kinds of ZIP archives are one format in several roles, and torch's old format is made of pickles. */
function familyOf(format: string): string {
  if (ARCHIVES.has(format)) return 'zip';
  return format === 'torch-legacy' ? 'pickle' : format;
}

const ARCHIVES: ReadonlySet<string> = new Set(
  'torch-zip torchscript torch-package torch-export keras-zip skops npz jar office zip'.split(' '),
);

function draft(place: Place, rule: string, severity: Severity, title: Prose, snippet: Prose, what: Prose): Draft {
  return {
    rule,
    severity,
    title,
    where: partName(place.path),
    snippet,
    place,
    what,
    certainty: { word: 'Certain', reason: ['It is measured from the bytes.'] },
    count: 1,
    evidence: { kind: 'place' },
  };
}
