import { data, prose, type Prose } from '../../report/prose.ts';
import type { Name } from '../../formats/pickle/semantics/name.ts';
import type { Draft, Program, Rule } from '../rule.ts';
import { isNotable } from '../wording.ts';
import { partName } from '../../report/where.ts';

/** The names that are what one expects, as a backdrop to those that are not. */
export const ORDINARY: Rule = {
  cards: [
    {
      id: 'pickle.import.ordinary',
      title: 'The other names are ordinary',
      means: prose`Beside the names with findings of their own, the program uses names that files of this kind hold.`,
      happens: prose`They rebuild arrays, tensors and plain objects.`,
      how: prose`Each name is in a table of ordinary names, with what it may be given as arguments.`,
      todo: [['Nothing. They are listed so that the others stand out.']],
      falseAlarm: prose`Not an alarm.`,
      references: ['CWE-502'],
    },
  ],
  apply: ({ programs }) => programs.flatMap((program) => judge(program)),
};

function judge(program: Program): Draft[] {
  const first = program.interpretations[0];
  const isRemarkable = first?.acts.some((act) => isNotable(act)) ?? false;
  const ordinary = first?.names.filter((name: Name) => name.entry.trust === 'good') ?? [];
  if (!isRemarkable || ordinary.length === 0) return [];
  const shown = ordinary.slice(0, 5).map((name): Prose => [data(name.full, 80)]);
  const list = shown.flatMap((name, i) => (i === 0 ? [...name] : [', ', ...name]));
  const { source, at } = program.fact;
  return [
    {
      rule: 'pickle.import.ordinary',
      severity: 'note',
      title: prose`${ordinary.length} other names are ordinary`,
      where: partName(source.path),
      snippet: prose`${list}${ordinary.length > 5 ? ', …' : ''}`,
      place: at,
      what: prose`They rebuild tensors, arrays or plain objects, and are what files of this kind hold.`,
      certainty: { word: 'Certain', reason: ['Every one of them is in the table of ordinary names.'] },
      count: ordinary.length,
      evidence: { kind: 'bytes', source, offset: at.offset, length: Math.min(at.length, 64) },
    },
  ];
}
