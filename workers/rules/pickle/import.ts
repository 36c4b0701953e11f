import { data, prose, type Prose } from '../../report/prose.ts';
import type { Act } from '../../formats/pickle/semantics/act.ts';
import type { Certainty, Severity } from '../../report/schema.ts';
import { draftOf, type Statement } from '../draft.ts';
import { isDangerous } from '../knowledge/capability.ts';
import { occurrencesOf, type Occurrence } from '../occurrences.ts';
import type { Draft, Rule, RuleCard } from '../rule.ts';
import { importSeverity, isUnknownImport } from '../severity.ts';
import { moment, nameOf, stepText, WOULD, writtenText } from '../wording.ts';
import { FAMILIES } from './capabilities.ts';

const TODO: readonly Prose[] = [
  ['Do not load it before you know why the name is there.'],
  ['Ask the publisher for safetensors, or for the code that wrote the file.'],
];
const HOW = prose`Every name the program looks up was followed to what it means and compared with what is known of Python’s library and of machine-learning libraries.`;

const OTHER: readonly RuleCard[] = [
  {
    id: 'pickle.import.loader',
    title: 'Names a function that loads data, without calling it',
    means: prose`The program looks up a function that loads pickles, bytecode or models. No step of it makes the call.`,
    happens: prose`Nothing while loading. The loaded object holds the loader: code that uses the object may hand it data, and a loader of this kind runs what the data says.`,
    how: HOW,
    todo: TODO,
    falseAlarm: prose`Functions shipped by cloudpickle or dill name what their code uses, and code of training projects loads files.`,
    references: ['AML.T0011.000', 'CWE-502'],
  },
  {
    id: 'pickle.import.unknown',
    title: 'Names something nobody knows',
    means: prose`The program looks up a name that is in none of Vitrine’s tables. Nothing calls it.`,
    happens: prose`Looking a name up imports its module, which runs the module’s code if it is installed. The object holds the name afterwards.`,
    how: HOW,
    todo: [['Check that the module is one you installed and expect.']],
    falseAlarm: prose`Every project has classes and functions of its own: this is common in files that hold more than weights.`,
    references: ['CWE-502'],
  },
  {
    id: 'pickle.import.library',
    title: 'Names something of a known library that is in no table',
    means: prose`The program looks up a name in a library Vitrine knows; the name itself is in none of its tables. Nothing calls it.`,
    happens: prose`Looking a name up imports its module, which runs the library’s code if it is installed. The object holds the name afterwards.`,
    how: HOW,
    todo: [['Check that the library is one you installed, in a version you expect.']],
    falseAlarm: prose`Libraries grow with each version: this is common.`,
    references: ['CWE-502'],
  },
  {
    id: 'pickle.import.alike',
    title: 'Names something called like a dangerous function',
    means: prose`The module is not known, but the name is one that starts programs, runs text or loads data elsewhere.`,
    happens: prose`Libraries hand such functions on under their own name. Nothing in this program calls it; the object holds it afterwards.`,
    how: HOW,
    todo: TODO,
    falseAlarm: prose`A project may use the same name for something harmless.`,
    references: ['CWE-502'],
  },
  {
    id: 'pickle.import.spelling',
    title: 'Spells a name so that it looks like another',
    means: prose`A module or name holds characters that do not show, look like others, or end the name early.`,
    happens: prose`Mostly nothing: such a module does not exist and loading stops there. A NUL is different: CPython 3.11 to mid-2026 reads only what stands before it.`,
    how: prose`The bytes of the name were compared with the characters names are made of.`,
    todo: [['Look at the bytes of the name: no honest tool writes one like this.']],
    falseAlarm: prose`Module names outside ASCII exist, but hardly in published model files.`,
    references: ['CWE-1007', 'CWE-158'],
  },
  {
    id: 'pickle.import.extension',
    title: 'Uses an extension code instead of a name',
    means: prose`EXT opcodes look a name up in a table of the Python that loads the file. The file itself does not say which.`,
    happens: prose`It depends on the machine. Without an entry for this code loading stops here.`,
    how: prose`The program registers no name for this code, so Vitrine cannot tell what it stands for.`,
    todo: [['Find out which library registers extension codes on the machine that should load the file.']],
    falseAlarm: prose`Extension codes are legal and hardly used. In-house tools may register some.`,
    references: ['CWE-502'],
  },
  {
    id: 'pickle.import.computed',
    title: 'Puts a name together while loading',
    means: prose`The module or name is computed by the program or looked up by a helper, instead of being written in the file.`,
    happens: prose`The program can name anything this way, and readers that look for written names see nothing.`,
    how: prose`Texts were computed as far as pure functions allow. What is shown is the result, or what could not be computed.`,
    todo: TODO,
    falseAlarm: prose`No library is known to write model files like this.`,
    references: ['AML.T0018.002', 'CWE-502', 'CWE-470'],
  },
];

/** Names that are looked up and not called. */
export const IMPORT: Rule = {
  cards: [
    ...Object.values(FAMILIES).map((family): RuleCard => ({
      id: `pickle.import.${family.key}`,
      title: `Names ${family.noun}, without calling it`,
      means: prose`The program looks up ${family.noun}. No step of it makes the call.`,
      happens: prose`The loaded object holds it: code that uses the object may call it. ${family.happens}`,
      how: HOW,
      todo: TODO,
      falseAlarm: family.falseAlarm,
      references: family.references,
    })),
    ...OTHER,
  ],
  apply: ({ programs }) => occurrencesOf(programs).flatMap((one) => judge(one)),
};

function judge(one: Occurrence): Draft[] {
  const statement = stateImport(one) ?? stateOddName(one);
  return statement === null ? [] : [draftOf(one, statement)];
}

function stateImport(one: Occurrence): Statement | null {
  const { act } = one;
  if (act.kind !== 'import') return null;
  if (isDangerous(act.capability)) {
    const { capability } = act;
    return {
      rule: `pickle.import.${FAMILIES[capability].key}`,
      severity: importSeverity(capability),
      title: prose`Names ${nameOf(act)}, which could ${WOULD[capability]}`,
      what: prose`${moment(one.program)}, ${stepText(one)} looks up ${nameOf(act)}. Nothing in this program calls it, but the loaded object holds it.${writtenText(act)}`,
      certainty: HELD,
      effect: { capability, would: WOULD[capability], call: act.shown },
    };
  }
  if (act.capability === 'DESERIALIZE') {
    return {
      rule: 'pickle.import.loader',
      severity: importSeverity(act.capability),
      title: prose`Names ${nameOf(act)}, which could ${WOULD.DESERIALIZE}`,
      what: prose`${moment(one.program)}, ${stepText(one)} looks up ${nameOf(act)}. Nothing in this program calls it, but the loaded object holds it.${writtenText(act)}`,
      certainty: HELD,
      effect: { capability: 'DESERIALIZE', would: WOULD.DESERIALIZE, call: act.shown },
    };
  }
  if (act.match === 'alike')
    return {
      rule: 'pickle.import.alike',
      severity: 'medium',
      title: prose`Names ${nameOf(act)}, called like a dangerous function`,
      what: unknownText(one),
      certainty: HELD,
    };
  const isLibrary = !isUnknownImport(act);
  return {
    rule: isLibrary ? 'pickle.import.library' : 'pickle.import.unknown',
    severity: isLibrary ? 'note' : 'medium',
    title: prose`Names ${nameOf(act)}, which Vitrine does not know`,
    what: unknownText(one),
    certainty: isLibrary ? HELD : IMPORTED,
    ...(isLibrary
      ? {}
      : { effect: { capability: 'UNKNOWN', would: 'import something Vitrine does not know', call: act.shown } }),
  };
}

function unknownText(one: Occurrence): Prose {
  const { act } = one;
  return prose`${moment(one.program)}, ${stepText(one)} looks up ${nameOf(act)}. Nothing in this program calls it.${writtenText(act)}`;
}

function stateOddName(one: Occurrence): Statement | null {
  const { act } = one;
  switch (act.kind) {
    case 'spelling':
      return spelling(one);
    case 'extension':
      return {
        rule: 'pickle.import.extension',
        severity: 'medium',
        title: prose`Uses ${act.shown}, which nothing here explains`,
        what: prose`${moment(one.program)}, ${stepText(one)} looks up ${act.shown} in a table of the Python that loads the file. Without an entry there, loading stops.`,
        certainty: { word: 'Possible', reason: ['It depends on what is registered where the file is loaded.'] },
      };
    case 'computed':
      return computed(one);
    default:
      return null;
  }
}

const IMPORTED: Certainty = {
  word: 'Possible',
  reason: ['The import is certain; what the module does depends on what is installed under that name.'],
};

const HELD: Certainty = {
  word: 'Possible',
  reason: ['The name is looked up for certain; whether anything calls it later depends on who uses the object.'],
};

function spelling(one: Occurrence): Statement {
  const { act } = one;
  const flags = act.name?.flags ?? [];
  const hasNul = flags.includes('nul');
  const isAbsent = flags.includes('absent');
  const isLiteral = flags.includes('literal-dot') && !flags.includes('control') && !flags.includes('confusable');
  const written = `${act.name?.written.module ?? ''}.${act.name?.written.name ?? ''}`;
  const why = hasNul
    ? ' The NUL ends the module’s name for CPython 3.11 to mid-2026; others refuse it.'
    : isAbsent
      ? ' No release of Python has this attribute: loading stops there.'
      : isLiteral
        ? ' Below protocol 4 the dot is part of one attribute’s name, which no module has: loading stops there.'
        : ' A module of that name does not exist on an ordinary machine: loading stops there.';
  return {
    rule: 'pickle.import.spelling',
    severity: hasNul ? 'medium' : 'note',
    title: isAbsent
      ? prose`Names an attribute that does not exist`
      : isLiteral
        ? prose`Names an attribute with a dot in it`
        : prose`Spells a name with characters that hide it`,
    what: prose`${moment(one.program)}, ${stepText(one)} looks up ${data(written, 200)}.${why}`,
    certainty: { word: 'Likely', reason: ['It depends on which modules exist where the file is loaded.'] },
  };
}

function computed(one: Occurrence): Statement {
  const { act } = one;
  const severity: Severity = act.name === null ? 'high' : computedSeverity(act);
  if (act.name !== null && act.text !== null) return imported(one, severity);
  return {
    rule: 'pickle.import.computed',
    severity,
    title:
      act.name === null
        ? prose`Looks up a name that is only known while loading`
        : prose`Puts the name ${nameOf(act)} together while loading`,
    what:
      act.name === null
        ? prose`${moment(one.program)}, ${stepText(one)} looks up a name made of values that Vitrine cannot compute.`
        : prose`${moment(one.program)}, ${stepText(one)} gets ${nameOf(act)} by a computed name. It does not stand in the file as such.`,
    certainty:
      act.name === null
        ? { word: 'Likely', reason: ['The look-up is certain, what it finds is not known.'] }
        : { word: 'Certain', reason: ['The name was computed from constants in the file.'] },
  };
}

/** `importlib.import_module("os")`: the text stands in the file, and a helper looks it up. */
function imported(one: Occurrence, severity: Severity): Statement {
  const { act } = one;
  return {
    rule: 'pickle.import.computed',
    severity,
    title: prose`Looks up ${nameOf(act)} by a text`,
    what: prose`${moment(one.program)}, ${stepText(one)} hands the text ${data(act.text ?? '', 200)} to ${data(act.via.at(-1) ?? '', 80)}, which imports what it says: ${nameOf(act)}. No opcode of the program names it.`,
    certainty: { word: 'Certain', reason: ['The text is a constant of the program.'] },
  };
}

function computedSeverity(act: Act): Severity {
  const isHelped = act.via.length > 0;
  if (act.name?.entry.trust === 'good') return 'medium';
  // An import helper runs the module it is told; a name that is only put together may still be harmless.
  return isHelped || importSeverity(act.capability) === 'high' ? 'high' : 'medium';
}
