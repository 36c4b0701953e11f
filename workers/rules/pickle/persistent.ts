import { prose } from '../../report/prose.ts';
import { draftOf } from '../draft.ts';
import { occurrencesOf } from '../occurrences.ts';
import type { Rule } from '../rule.ts';
import { moment, stepText } from '../wording.ts';

/** Things the program leaves to its loader, and method calls in disguise. */
export const LOADER: Rule = {
  cards: [
    {
      id: 'pickle.persistent.unknown',
      title: 'Asks its loader for an object by an id',
      means: prose`The program holds an id and leaves it to the loader what that stands for. It is none of the ids torch writes for its storages.`,
      happens: prose`Loaders without such a function stop here. One that has it returns whatever it likes for this id.`,
      how: prose`The id was compared with the form torch.save writes.`,
      todo: [['Find out which program wrote the file: only its own loader knows these ids.']],
      falseAlarm: prose`ZODB, old versions of torch and in-house tools use ids of their own.`,
      references: ['CWE-502'],
    },
    {
      id: 'pickle.call.method',
      title: 'Calls a method in the guise of adding items',
      means: prose`Adding items to something that is no list calls its own append, extend or add. The program put that method there itself.`,
      happens: prose`The method is called with the items. Here it is one that does nothing of note.`,
      how: prose`The object’s attributes were followed from the step that set them.`,
      todo: [['Look at the method: this detour has no honest use.']],
      falseAlarm: prose`No library is known to write this.`,
      references: ['CWE-502'],
    },
    {
      id: 'pickle.dos.size',
      title: 'Asks for a very large piece of memory',
      means: prose`A size in the file says how much memory to take, and it is more than a gigabyte.`,
      happens: prose`Loading takes that memory at once. A machine with less of it slows down or ends the process.`,
      how: prose`The size is a constant in the program.`,
      todo: [['Load it only where a crash does no harm.']],
      falseAlarm: prose`Large models are large, but they do not ask for empty buffers.`,
      references: ['CWE-789', 'CWE-400'],
    },
  ],
  apply: ({ programs }) =>
    occurrencesOf(programs).flatMap((one) => {
      const { act, program } = one;
      if (act.kind === 'persistent') {
        return [
          draftOf(one, {
            rule: 'pickle.persistent.unknown',
            severity: 'medium',
            title: prose`Asks its loader for an object by an id`,
            what: prose`${moment(program)}, ${stepText(one)} asks the loader what an id stands for. It is none that torch writes, and loaders without an answer stop here.`,
            certainty: { word: 'Possible', reason: ['The loader decides what the id stands for.'] },
          }),
        ];
      }
      if (act.kind === 'message') {
        return [
          draftOf(one, {
            rule: 'pickle.call.method',
            severity: 'note',
            title: prose`Calls a method by adding items`,
            what: prose`${moment(program)}, ${stepText(one)} adds items to an object whose method the program set itself, which calls it.`,
          }),
        ];
      }
      if (act.kind !== 'memory') return [];
      return [
        draftOf(one, {
          rule: 'pickle.dos.size',
          severity: 'medium',
          title: prose`Asks for a very large piece of memory`,
          what: prose`${moment(program)}, ${stepText(one)} takes more than a gigabyte of memory for an empty buffer.`,
        }),
      ];
    }),
};
