import type { ExecutableFact } from '../../facts.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Severity } from '../../report/schema.ts';
import type { Draft, Rule, RuleCard } from '../rule.ts';
import { byteText, partName } from '../../report/where.ts';

/** Native programs and scripts, beside models and inside them. */
export const EXECUTABLE: Rule = {
  cards: cards(),
  apply: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'executable' ? [draftOf(fact)] : [])),
};

interface Judgement {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly what: string;
  readonly would: string | null;
}

/** Extensions under which a script or a program is what it says it is. */
const SCRIPTS = /\.(?:sh|bash|zsh|py|pl|rb|js|mjs|lua|r|jl)$/i;

function judge({ form, whole, model, about, at }: ExecutableFact): Judgement {
  const name = at.path.at(-1) ?? '';
  if (model)
    return {
      rule: 'llamafile',
      severity: 'critical',
      title: 'The model is a program',
      what: 'A llamafile is started like any program, and then does whatever it was built to do; the weights are only a part of it.',
      would: 'run native code',
    };
  if (/CUDA|AMD GPU|object file|debug symbols|core dump/.test(about))
    return {
      rule: 'device',
      severity: 'low',
      title: 'Code for a graphics card, or a part of a program',
      what: 'It is machine code that no system starts by itself. Engines for graphics cards hold such code.',
      would: null,
    };
  if (form === 'script') {
    const isNamed = SCRIPTS.test(name) || !name.includes('.');
    return isNamed
      ? {
          rule: 'script',
          severity: 'note',
          title: 'A script',
          what: 'It only runs when somebody starts it; loaders of models do not.',
          would: null,
        }
      : {
          rule: 'script',
          severity: 'medium',
          title: 'A script under another name',
          what: 'It is a script, and its name says something else.',
          would: null,
        };
  }
  if (!whole)
    return {
      rule: 'inside',
      severity: 'high',
      title: 'A native program inside the file',
      what: 'No model needs one. Loaders pass by it; whoever unpacks it, or knows where it is, can start it.',
      would: 'bring a native program along',
    };
  return {
    rule: 'native',
    severity: 'high',
    title: 'A native program, not a model',
    what: 'Starting it, or loading it as a library, runs machine code that Vitrine does not read. In a model’s folder, code of the model loads libraries by name.',
    would: 'run native code when it is started or loaded as a library',
  };
}

function draftOf(fact: ExecutableFact): Draft {
  const { rule, severity, title, what, would } = judge(fact);
  const shown: Prose = prose`${data(fact.about, 120)}`;
  return {
    rule: `executable.${rule}`,
    severity,
    title: [title],
    where: prose`${partName(fact.at.path)}, ${byteText(fact.at.file?.[0]?.offset ?? fact.at.offset)}`,
    snippet: shown,
    place: fact.at,
    what: prose`The header is that of a ${shown}. ${what}`,
    certainty: { word: 'Certain', reason: ['The header was checked field by field.'] },
    count: 1,
    evidence: { kind: 'place' },
    ...(would === null ? {} : { effect: { capability: 'NATIVE_LOAD' as const, would, call: shown } }),
  };
}

function cards(): RuleCard[] {
  const card = (id: string, title: string, means: Prose, happens: Prose, falseAlarm: Prose): RuleCard => ({
    id: `executable.${id}`,
    title,
    means,
    happens,
    how: prose`The header was checked field by field, so that bytes which only look like one do not count. The machine code itself is not read.`,
    todo: [['Do not start it. Ask for the weights alone.']],
    falseAlarm,
    references: ['AML.T0018.002', 'CWE-506', 'CWE-829'],
  });
  return [
    card(
      'llamafile',
      'The model is a program',
      prose`Weights and a native program are one file that starts by itself.`,
      prose`Using the model means to run the program, with all the rights of the person who starts it.`,
      prose`Llamafiles are made to be this. The finding says that there is code, not that it does harm.`,
    ),
    card(
      'native',
      'A native program, not a model',
      prose`The file is machine code for an operating system.`,
      prose`It runs when it is started, or when a program loads it as a library.`,
      prose`Custom operators and compiled models are shipped as libraries.`,
    ),
    card(
      'inside',
      'A native program inside the file',
      prose`A complete header of a native program stands inside something else.`,
      prose`Loaders do not start it. Something else that reads the file can.`,
      prose`Compiled models hold libraries.`,
    ),
    card(
      'device',
      'Code for a graphics card, or a part of a program',
      prose`Machine code that no operating system starts by itself.`,
      prose`The engine it belongs to loads it onto the card.`,
      prose`Compiled engines hold such code.`,
    ),
    card(
      'script',
      'A script',
      prose`A text that begins with the program that runs it.`,
      prose`It runs when somebody starts it.`,
      prose`Repositories hold scripts for training and converting.`,
    ),
  ];
}
