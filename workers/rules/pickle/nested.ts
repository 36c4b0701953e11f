import { type CodeSummary, tellingNames } from '../../lang/marshal/summary.ts';
import { prose, type Prose } from '../../report/prose.ts';
import type { Act } from '../../formats/pickle/semantics/act.ts';
import type { Interpretation } from '../../formats/pickle/semantics/interpret.ts';
import type { Severity } from '../../report/schema.ts';
import { draftOf } from '../draft.ts';
import { type Occurrence, occurrencesOf } from '../occurrences.ts';
import type { Draft, Rule } from '../rule.ts';
import { callSeverity, importSeverity } from '../severity.ts';
import { moment, nameOf, stepText, throughText, WOULD, writtenText } from '../wording.ts';

/** Pickles inside pickles. What a loaded one does is reported by the other rules, at its place inside. */
export const NESTED: Rule = {
  cards: [
    {
      id: 'pickle.nested.load',
      title: 'Loads another pickle from inside this one',
      means: prose`The program hands bytes to a loader. They are a pickle of their own, which Vitrine read too.`,
      happens: prose`The inner program runs while the outer one is loaded. What it does is reported by its own findings.`,
      how: prose`The bytes were followed to the loader and read with the same engine.`,
      todo: [['Read the findings of the inner pickle, if there are any.']],
      falseAlarm: prose`Tensors pickled without torch.save, and spaCy’s vocabularies, hold pickles like this.`,
      references: ['CWE-502'],
    },
    {
      id: 'pickle.nested.unread',
      title: 'Loads data that Vitrine could not follow',
      means: prose`The program calls a loader with data that is not in the file, or that Vitrine cannot read.`,
      happens: prose`A loader runs what the data says. Where it comes from decides what happens: a path, an address, bytes that are put together while loading.`,
      how: prose`The call is a step of the program; its argument is shown as far as it is known.`,
      todo: [['Do not load it before you know what it loads.'], ['Ask the publisher for safetensors.']],
      falseAlarm: prose`No usual library writes files that load other files.`,
      references: ['AML.T0011.000', 'CWE-502', 'CWE-829'],
    },
    {
      id: 'pickle.nested.dormant',
      title: 'Holds a pickle that nothing loads',
      means: prose`Some bytes or text in the program are a pickle themselves. No step hands them to a loader.`,
      happens: prose`Nothing while loading. Code that uses the object may load them later.`,
      how: prose`Values that begin as a pickle does were read as one; these have the structure of one.`,
      todo: [['Find out what the bytes are for.']],
      falseAlarm: prose`Objects that cache other objects in pickled form do this.`,
      references: ['CWE-502'],
    },
    {
      id: 'pickle.nested.digits',
      title: 'Holds a pickle written in digits',
      means: prose`A text or bytes in the program are a pickle in Base64 or hexadecimal digits. No step decodes or loads them.`,
      happens: prose`Nothing while loading. Code that uses the object may decode and load it later.`,
      how: prose`Values that begin as digits of a pickle do were decoded strictly and read as one, up to its STOP.`,
      todo: [['Find out what the text is for.']],
      falseAlarm: prose`Settings and caches keep objects in this form, and so do messages of task queues.`,
      references: ['CWE-502'],
    },
    {
      id: 'pickle.nested.code',
      title: 'Holds Python code that nothing loads',
      means: prose`Some bytes in the program are a compiled code object of Python, as marshal or a .pyc file holds it. No step hands them to a loader.`,
      happens: prose`Nothing while loading. Code that uses the object may load and run them later.`,
      how: prose`Values that begin as a code object does were read as one, by the layouts of Python 2.7 and 3; these are one from beginning to end. Nothing was run.`,
      todo: [['Find out what the bytes are for, and what the code in them does.']],
      falseAlarm: prose`Objects that carry functions in compiled form do this, such as caches of compilers.`,
      references: ['CWE-502'],
    },
  ],
  apply: ({ programs }) => occurrencesOf(programs).flatMap((one) => judge(one)),
};

function judge(one: Occurrence): Draft[] {
  const { act } = one;
  if (act.kind === 'dormant') return [act.code === null ? dormant(one) : dormantCode(one, act.code)];
  if (act.kind !== 'nested') return [];
  if (act.child !== null) {
    return [
      draftOf(one, {
        rule: 'pickle.nested.load',
        severity: 'note',
        title: prose`Loads another pickle with ${nameOf(act)}`,
        what: prose`${moment(one.program)}, ${stepText(one)} loads ${act.length} bytes as a pickle of their own${throughText(act)}. It was read too${whatInside(act)}.${writtenText(act)}`,
      }),
    ];
  }
  return [
    draftOf(one, {
      rule: 'pickle.nested.unread',
      severity: 'high',
      title: prose`Loads other data with ${nameOf(act)}`,
      what: prose`${moment(one.program)}, ${stepText(one)} calls ${nameOf(act)}${throughText(act)}. What it loads is not in reach of Vitrine, and a loader of this kind runs what the data says.${writtenText(act)}`,
      certainty: { word: 'Likely', reason: ['The call is certain; what it loads is not known.'] },
      effect: { capability: 'DESERIALIZE', would: WOULD.DESERIALIZE, call: act.shown },
    }),
  ];
}

function dormant(one: Occurrence): Draft {
  const { act } = one;
  const worst = worstInside(act);
  const isSerious = worst === 'critical' || worst === 'high' || worst === 'medium';
  if (act.digits !== null) return digits(one, act.digits, isSerious);
  const says: Prose = isSerious ? [' If something loads them, they would do more than rebuild an object.'] : [];
  return draftOf(one, {
    rule: 'pickle.nested.dormant',
    severity: isSerious ? 'medium' : 'note',
    title: prose`Holds ${act.length} bytes that are a pickle of their own`,
    what: prose`The program carries ${act.length} bytes that are a pickle. Nothing in it loads them.${says}`,
    certainty: {
      word: 'Possible',
      reason: ['The bytes have the structure of a pickle; who would load them is not in the file.'],
    },
    snippet: callsInside(act),
  });
}

/** Whoever loads these has to decode them first: further away than bytes that are a pickle as they stand. */
function digits(one: Occurrence, written: string, isSerious: boolean): Draft {
  const { act } = one;
  const says: Prose = isSerious
    ? [' If something decoded and loaded it, it would do more than rebuild an object.']
    : [];
  return draftOf(one, {
    rule: 'pickle.nested.digits',
    severity: isSerious ? 'low' : 'note',
    title: prose`Holds a pickle written in ${written}`,
    what: prose`The program carries ${act.length} characters that are a pickle in ${written}, from the first to its STOP. Nothing in it decodes or loads them.${says}`,
    certainty: {
      word: 'Possible',
      reason: ['What stands there is a pickle; who would decode and load it is not in the file.'],
    },
    snippet: callsInside(act),
  });
}

function dormantCode(one: Occurrence, code: CodeSummary): Draft {
  const { act } = one;
  const telling = tellingNames(code);
  const names = (telling.length > 0 ? telling : code.names).slice(0, SHOWN);
  const texts = code.texts.filter((text) => text.length > 1).slice(0, SHOWN);
  return draftOf(one, {
    rule: 'pickle.nested.code',
    severity: telling.length > 0 ? 'low' : 'note',
    title: prose`Holds ${act.length} bytes that are Python code`,
    what: prose`The program carries ${act.length} bytes that are a compiled code object, ${{ data: code.name }}. Nothing in it loads them.${listed(' It names', names)}${listed(' It holds the texts', texts)}`,
    certainty: {
      word: 'Possible',
      reason: ['The bytes have the structure of code; who would run them is not in the file.'],
    },
    snippet: prose`${act.length} bytes, code: ${{ data: code.name }}`,
  });
}

/** Names and texts of code that are shown. */
const SHOWN = 8;

function listed(what: string, texts: readonly string[]): Prose {
  if (texts.length === 0) return [];
  return [`${what} `, ...texts.flatMap((text, i) => [...(i === 0 ? [] : [', ']), { data: text.slice(0, 80) }]), '.'];
}

function whatInside(act: Act): string {
  const isBroken = (act.child ?? []).some(({ trace }) => trace.ending.kind === 'failed');
  if (worstInside(act) !== null) return ': see its findings';
  return isBroken ? ' up to where it breaks off, and does nothing of note before' : ' and does nothing of note';
}

/** The worst that the acts inside would be. */
function worstInside(act: Act): Severity | null {
  const severities = (act.child ?? []).flatMap((child) => child.acts.map((inner) => severityOf(inner)));
  return ORDER.find((severity) => severities.includes(severity)) ?? null;
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium'];

function severityOf(act: Act): Severity {
  if (act.kind === 'call' || act.kind === 'mutate') return callSeverity(act);
  if (act.kind === 'import') return importSeverity(act.capability);
  if (act.kind === 'nested') return act.child === null ? 'high' : (worstInside(act) ?? 'note');
  return act.kind === 'unknown' ? 'medium' : 'note';
}

function callsInside(act: Act): Prose {
  const shown = (act.child ?? [])
    .flatMap((child: Interpretation) => child.acts)
    .find((inner) => severityOf(inner) !== 'note')?.shown;
  return shown === undefined ? prose`${act.length} bytes` : prose`${act.length} bytes, inside: ${shown}`;
}
