import { data, plain, prose, type Prose, visible } from '../../report/prose.ts';
import type { Act } from '../../formats/pickle/semantics/act.ts';
import { draftOf } from '../draft.ts';
import { type Dangerous, isDangerous } from '../knowledge/capability.ts';
import { type Occurrence, occurrencesOf } from '../occurrences.ts';
import type { Draft, Rule, RuleCard } from '../rule.ts';
import { callSeverity } from '../severity.ts';
import {
  decodedText,
  hostsText,
  isShell,
  moment,
  nameOf,
  stepText,
  throughText,
  would,
  writtenText,
} from '../wording.ts';
import { FAMILIES } from './capabilities.ts';

const TODO: readonly Prose[] = [
  ['Do not load it. Keep it as evidence.'],
  ['Ask the publisher for safetensors and compare hashes.'],
  ['Already loaded? Treat that machine as compromised and change the keys it could reach.'],
];

/** Calls of dangerous functions: the reason Vitrine exists. */
export const CALL: Rule = {
  cards: Object.values(FAMILIES).map((family): RuleCard => ({
    id: `pickle.call.${family.key}`,
    title: `Calls ${family.noun}`,
    means: family.means,
    happens: family.happens,
    how: prose`The program was replayed as symbols, opcode by opcode, and this call is a step of it. Names were followed through aliases, memo, attributes and indirect calls.`,
    todo: TODO,
    falseAlarm: family.falseAlarm,
    references: family.references,
  })),
  apply: ({ programs }) => occurrencesOf(programs).flatMap((one) => judge(one)),
};

function judge(one: Occurrence): Draft[] {
  const { act } = one;
  if ((act.kind !== 'call' && act.kind !== 'mutate') || !isDangerous(act.capability)) return [];
  const { capability } = act;
  return [
    draftOf(one, {
      rule: `pickle.call.${FAMILIES[capability].key}`,
      severity: callSeverity(act),
      title: titleOf(act),
      what: whatOf(one, capability),
      effect: { capability, would: would(act), call: act.shown },
    }),
  ];
}

function titleOf(act: Act): Prose {
  if (act.kind === 'mutate') return prose`Changes ${nameOf(act)} while loading`;
  if (act.name === null && act.capability === 'REFLECT_CODE') return prose`Runs code that is in the file`;
  if (act.name === null) return prose`Reaches into an object’s attributes`;
  switch (act.capability) {
    case 'EXEC_PROC':
      return isShell(act)
        ? prose`Calls ${nameOf(act)} with a shell command`
        : prose`Starts a program with ${nameOf(act)}`;
    case 'EVAL':
      return prose`Runs Python code with ${nameOf(act)}`;
    case 'REFLECT_CODE':
      return prose`Builds code with ${nameOf(act)}`;
    case 'NATIVE_LOAD':
      return prose`Loads machine code with ${nameOf(act)}`;
    case 'FS_WRITE':
      return prose`Writes files with ${nameOf(act)}`;
    case 'FS_DELETE':
      return prose`Deletes files with ${nameOf(act)}`;
    case 'NET':
      return prose`Contacts another machine with ${nameOf(act)}`;
    default:
      return prose`Calls ${nameOf(act)}`;
  }
}

function whatOf(one: Occurrence, capability: Dangerous): Prose {
  const { act, program } = one;
  const fixed = !act.known
    ? ' with arguments that are only known while loading'
    : act.text === null
      ? ''
      : ' with a fixed text';
  const subject =
    act.kind === 'mutate'
      ? prose`changes ${nameOf(act)}`
      : prose`calls ${act.name === null ? (capability === 'REFLECT_CODE' ? 'a function whose code is in the file' : 'something reached through attributes') : nameOf(act)}${fixed}`;
  return prose`${moment(program)}, ${stepText(one)} ${subject}${throughText(act)}. That would ${would(act)}${consequence(capability)}.${argumentText(act)}${decodedText(act)}${hostsText(act.text)}${writtenText(act)}`;
}

/** The text a call gets, when the call as shown does not have it. */
function argumentText({ text, shown }: Act): Prose {
  if (text === null || plain(shown).includes(visible(text.slice(0, 40)))) return [];
  return prose` The text is ${data(text, 300)}`;
}

function consequence(capability: Dangerous): string {
  switch (capability) {
    case 'EXEC_PROC':
    case 'EVAL':
    case 'NATIVE_LOAD':
    case 'REFLECT_CODE':
      return ' as you';
    case 'FS_WRITE':
    case 'FS_DELETE':
      return ' with your rights';
    default:
      return '';
  }
}
