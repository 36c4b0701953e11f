import { data, prose, type Prose } from '../../report/prose.ts';
import { tellingNames } from '../../lang/marshal/summary.ts';
import { draftOf } from '../draft.ts';
import { type Occurrence, occurrencesOf } from '../occurrences.ts';
import type { Draft, Rule } from '../rule.ts';
import { moment, nameOf, stepText, throughText } from '../wording.ts';

/** Functions and classes whose code is in the file. Making them runs nothing; running them is a call of its own. */
export const CODE: Rule = {
  cards: [
    {
      id: 'pickle.code.made',
      title: 'Ships a function or class with its code',
      means: prose`The file holds Python bytecode, and the program makes a function, a class or a code object from it.`,
      happens: prose`Loading makes the function and does not run it. The code came with the file: whatever calls the function later runs it.`,
      how: prose`The code object was taken apart into the names and texts it uses. Its bytecode was not run.`,
      todo: [
        ['Look at the names and texts the code uses.'],
        ['Load it only when you trust its author like a program’s.'],
      ],
      falseAlarm: prose`cloudpickle and dill store functions of notebooks and scripts this way on purpose.`,
      references: ['AML.T0018.002', 'CWE-502', 'CWE-94'],
    },
  ],
  apply: ({ programs }) => occurrencesOf(programs).flatMap((one) => judge(one)),
};

function judge(one: Occurrence): Draft[] {
  const { act } = one;
  if (act.kind !== 'code') return [];
  const telling = act.code === null ? [] : tellingNames(act.code);
  const isMarshal = act.capability === 'DESERIALIZE';
  const uses: Prose =
    act.code === null || act.code.names.length === 0
      ? []
      : prose` It uses ${act.code.names.slice(0, 12).flatMap((name, i) => (i === 0 ? [data(name, 60)] : [', ', data(name, 60)]))}.`;
  return [
    draftOf(one, {
      rule: 'pickle.code.made',
      severity: isMarshal || telling.length > 0 ? 'high' : 'medium',
      title: prose`Makes code with ${nameOf(act)}`,
      what: prose`${moment(one.program)}, ${stepText(one)} makes a function, class or code object from parts in the file${throughText(act)}. It is not run by this.${uses}`,
      effect: { capability: 'REFLECT_CODE', would: 'build Python code that is in the file', call: act.shown },
    }),
  ];
}
