import type { CoremlCode } from '../../formats/coreml/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const CUSTOM: Omit<OddityKind, 'title' | 'means' | 'severity'> = {
  happens: 'Core ML looks the class up by its name, makes an object of it, and hands it what stands in the file.',
  falseAlarm: 'Models with layers that Core ML does not have cannot do without.',
  todo: 'Find out which program brings the class along, and what it does with what it is given.',
  references: ['CWE-470', 'CWE-829'],
};

const KINDS: Readonly<Record<CoremlCode, OddityKind>> = {
  outside: {
    severity: 'high',
    effect: 'read a file outside its own folder',
    title: 'A part of the model is outside its package',
    means: 'A package names its parts, and a model the files of its numbers. This one is elsewhere.',
    happens: 'Readers that do not check open it, and what stands there becomes part of the model.',
    falseAlarm: 'None known: writers keep all parts in the package.',
    todo: 'Do not load it with the rights of a service. Ask for the whole package.',
    references: ['CWE-22', 'CWE-73'],
  },
  class: {
    ...CUSTOM,
    severity: 'medium',
    effect: 'make an object of a class that it names',
    title: 'The model is a class from outside',
    means: 'All that this model does is done by a class of the program that loads it. The file says which.',
  },
  layer: {
    ...CUSTOM,
    severity: 'low',
    title: 'The model needs a layer from outside',
    means: 'This layer is computed by a class of the program that loads the model. The file says which.',
  },
  linked: {
    severity: 'medium',
    effect: 'load a model from another file',
    title: 'The model is linked to another file',
    means: 'The model itself is in another file, which is looked for by name.',
    happens: 'What is loaded depends on what lies there.',
    falseAlarm: 'Programs that share one model among several.',
    todo: 'Inspect that file too.',
    references: ['CWE-829'],
  },
  address: {
    severity: 'note',
    title: 'The model gives an address',
    means: 'What the model says about itself holds an address.',
    happens: 'Nothing opens it by itself; programs that show it may make a link of it, or fetch it.',
    falseAlarm: 'Licences and sources are given this way.',
    todo: 'Nothing, unless somebody wants to follow it.',
    references: ['CWE-918'],
  },
  bounds: {
    severity: 'high',
    effect: 'make a runtime read outside the file',
    title: 'Numbers are said to be outside the file',
    means: 'Each stretch of numbers says where it begins and how long it is. This one leads out of the file.',
    happens: 'Runtimes that check refuse it; one that does not reads what lies there in memory.',
    falseAlarm: 'A file that was cut off.',
    todo: 'Ask for the model once more.',
    references: ['CWE-125'],
  },
};

/** What a model of Core ML reaches besides its own numbers. */
export const COREML = oddityRule(
  'coreml',
  'Every message of the model was walked by; the numbers were not read.',
  KINDS,
);
