import type { Fact } from '../../facts.ts';
import type { KerasFact } from '../../formats/keras/fact.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import { cardOf } from '../oddity/oddity.ts';
import type { Draft, Rule } from '../rule.ts';
import { judgeKeras } from './judge.ts';
import { KERAS_KINDS } from './kinds.ts';
import { whereAt } from '../../report/where.ts';

const HOW =
  'Every object of the configuration that names a class was looked at. Bytecode was taken apart into the names it uses, and not run.';

/** What a model's configuration makes Keras look up, unpack or read. */
export const KERAS: Rule = {
  cards: Object.entries(KERAS_KINDS).map(([key, kind]) => cardOf(`keras.${key}`, HOW, kind)),
  apply: ({ facts }) => facts.filter(isKeras).flatMap((fact) => draftsOf(fact)),
};

function isKeras(fact: Fact): fact is KerasFact {
  return fact.kind === 'keras';
}

function draftsOf(fact: KerasFact): Draft[] {
  const judged = judgeKeras(fact);
  if (judged === null) return [];
  const { rule, severity, effect } = judged;
  const kind = KERAS_KINDS[rule];
  const shown = shownOf(fact);
  return [
    {
      rule: `keras.${rule}`,
      severity: severity ?? kind.severity,
      title: [kind.title],
      where: whereAt(fact.at),
      snippet: shown,
      place: fact.at,
      what: prose`The configuration has ${shown}.${usesOf(fact)} ${kind.happens}`,
      certainty: { word: 'Likely', reason: ['It depends on the version of Keras and on safe_mode.'] },
      count: 1,
      evidence: { kind: 'place' },
      ...(effect === undefined ? {} : { effect: { ...effect, call: shown } }),
    },
  ];
}

function shownOf({ what, layer, module, name }: KerasFact): Prose {
  switch (what) {
    case 'bytecode':
      return prose`a compiled function in a layer of class ${data(layer, 80)}`;
    case 'unclear':
      return prose`a function of unknown form in a layer of class ${data(layer, 80)}`;
    case 'name':
      return prose`${data(`${module ?? ''}.${name}`, 160)}`;
    case 'torch':
      return prose`a saved torch module in a layer of class ${data(layer, 80)}`;
    default:
      return prose`${data(name, 160)} in a layer of class ${data(layer, 80)}`;
  }
}

function usesOf({ what, code: summary }: KerasFact): Prose {
  if (what !== 'bytecode') return [];
  if (summary === null) return [' It could not be taken apart: its Python version is not known, or it is no code.'];
  const listed = summary.names.slice(0, 12);
  if (listed.length === 0) return [];
  return prose` It uses ${listed.flatMap((name, i) => (i === 0 ? [data(name, 60)] : [', ', data(name, 60)]))}.`;
}
