import { PATH } from '../../formats/pickle/semantics/call-arguments.ts';
import { prose, type Prose } from '../../report/prose.ts';
import type { Act } from '../../formats/pickle/semantics/act.ts';
import type { Severity } from '../../report/schema.ts';
import { draftOf } from '../draft.ts';
import { type Occurrence, occurrencesOf } from '../occurrences.ts';
import type { Draft, Rule } from '../rule.ts';
import { isForeignClass } from '../torch/script-program.ts';
import { moment, nameOf, stepText, throughText, writtenText } from '../wording.ts';

const TODO: readonly Prose[] = [
  ['Find out which library the name belongs to, and whether you have it and trust it.'],
  ['Load it where nothing of value is in reach, or ask for safetensors.'],
];

/** Calls that nobody can vouch for: never clean, never an accusation. */
export const UNKNOWN: Rule = {
  cards: [
    {
      id: 'pickle.unknown.call',
      title: 'Calls something Vitrine does not know',
      means: prose`The program calls a function or makes an object of a class that is in none of Vitrine’s tables.`,
      happens: prose`Its module is imported, if it is installed, and its code runs with the arguments from the file. What it does is up to that module.`,
      how: prose`The call is a step of the program. Its name was compared with the tables of known names and found in none.`,
      todo: TODO,
      falseAlarm: prose`Projects pickle classes of their own. In a training checkpoint this is common, in plain weights it is not.`,
      references: ['AML.T0011.000', 'CWE-502'],
    },
    {
      id: 'pickle.unknown.alike',
      title: 'Calls something called like a dangerous function',
      means: prose`The program calls a name that is not in Vitrine’s tables and that elsewhere stands for starting programs, running text or loading data.`,
      happens: prose`Libraries hand such functions on under their own name. If this is one, loading would do just that.`,
      how: prose`The last part of the name, or where the called object came from, is compared with functions that mean the same everywhere.`,
      todo: [['Do not load it before you know what the function does.'], ...TODO],
      falseAlarm: prose`A project may use the same name for something harmless.`,
      references: ['AML.T0011.000', 'CWE-502'],
    },
    {
      id: 'pickle.unknown.library',
      title: 'Makes an object of a library class that is not in the tables',
      means: prose`The class belongs to a library that model files often need. Vitrine’s list of its classes does not have this one.`,
      happens: prose`The library’s code for this class runs. Libraries of this kind do not run what the file says.`,
      how: prose`The name looks like a class and its package is known; it was only created, not called with arguments.`,
      todo: [['Nothing, if the library is the one you expect.']],
      falseAlarm: prose`Other releases have other classes: most of these are ordinary.`,
      references: ['CWE-502'],
    },
    {
      id: 'pickle.unknown.construct',
      title: 'Calls a library class with arguments',
      means: prose`Saved objects are usually created empty and filled. Here a library’s class is called with arguments instead.`,
      happens: prose`The constructor runs with arguments from the file. Some constructors open files when they are given a path.`,
      how: prose`The call is a step of the program, and the class is one of a library’s release.`,
      todo: [['Look at the arguments: paths and addresses do not belong there.']],
      falseAlarm: prose`Classes with their own way of being pickled do this.`,
      references: ['CWE-502'],
    },
  ],
  apply: ({ programs, facts }) => {
    const hasScript = facts.some((fact) => fact.kind === 'torch' && fact.torchScript);
    return occurrencesOf(programs).flatMap((one) => (hasScript && isScriptClass(one) ? [] : judge(one)));
  },
};

/** A class of the archive's own TorchScript program: torch.jit.load looks it up there, and no Python has such a module. */
function isScriptClass({ act }: Occurrence): boolean {
  return act.name?.path.length === 1 && /^__torch__(?:\.|$)/.test(act.name.module) && !isForeignClass(act.name.full);
}

function judge(one: Occurrence): Draft[] {
  const { act } = one;
  if (act.kind === 'construct') return [construct(one)];
  if (act.kind !== 'unknown') return [];
  const isLibrary = act.match === 'package' && act.isNew;
  const isAlike = act.match === 'alike';
  return [
    draftOf(one, {
      rule: isLibrary ? 'pickle.unknown.library' : isAlike ? 'pickle.unknown.alike' : 'pickle.unknown.call',
      severity: severityOf(isLibrary, isAlike),
      title: titleOf(act, isAlike),
      what: prose`${moment(one.program)}, ${stepText(one)} ${act.isNew ? 'makes an object of' : 'calls'} ${act.name === null ? 'something that only exists while loading' : nameOf(act)}${throughText(act)}. What that does is not known here.${writtenText(act)}`,
      certainty: {
        word: 'Possible',
        reason: ['The call is certain; what it does depends on what is installed under that name.'],
      },
      ...(isLibrary
        ? {}
        : { effect: { capability: 'UNKNOWN', would: 'call something Vitrine does not know', call: act.shown } }),
    }),
  ];
}

function severityOf(isLibrary: boolean, isAlike: boolean): Severity {
  if (isLibrary) return 'note';
  return isAlike ? 'high' : 'medium';
}

function titleOf(act: Act, isAlike: boolean): Prose {
  if (act.name === null)
    return isAlike
      ? prose`Calls a function it got in a roundabout way`
      : prose`Calls an object whose kind is not known`;
  if (isAlike) return prose`Calls ${nameOf(act)}, called like a dangerous function`;
  return act.isNew
    ? prose`Makes an object of ${nameOf(act)}`
    : prose`Calls ${nameOf(act)}, which Vitrine does not know`;
}

/** Classes whose objects stand for something outside the program, by the last word of their name. */
const HANDLES =
  /(?:File|Stream|Writer|Client|Session|Connection|Popen|Executor|Downloader|Database|Memory|Logger|Repo|Server|Socket)$/;
/** A constructor that is given a text, and opens what it names as far as can be told from here. */
function opens({ name, text }: Act): boolean {
  return text !== null && (PATH.test(text) || HANDLES.test(name?.path.at(-1) ?? ''));
}

function construct(one: Occurrence): Draft {
  const { act } = one;
  const mayOpen = opens(act);
  return draftOf(one, {
    rule: 'pickle.unknown.construct',
    severity: mayOpen ? 'medium' : act.text === null && act.known ? 'note' : 'low',
    ...(mayOpen
      ? {
          effect: {
            capability: 'UNKNOWN' as const,
            would: 'give a path or address to a library’s class',
            call: act.shown,
          },
        }
      : {}),
    title: prose`Calls the class ${nameOf(act)} with arguments`,
    what: prose`${moment(one.program)}, ${stepText(one)} calls the class ${nameOf(act)} with arguments from the file${throughText(act)}.`,
  });
}
