import type { TensorflowCode } from '../../formats/tensorflow/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const TODO = 'Run it where it can reach nothing that matters, or ask for the model without this operator.';

const KINDS: Readonly<Record<TensorflowCode, OddityKind>> = {
  write: {
    severity: 'high',
    effect: 'write files',
    title: 'The graph writes files',
    means: 'A graph of TensorFlow is a program. One of its operators writes to a path.',
    happens:
      'Using the model, and with functions that restore it also loading it, writes there with the rights of whoever runs it.',
    falseAlarm: 'Graphs saved with their input and logging parts.',
    todo: TODO,
    references: ['AML.T0011.000', 'CWE-73'],
  },
  read: {
    severity: 'medium',
    title: 'The graph reads files',
    means: 'A graph of TensorFlow is a program. One of its operators reads from a path or an address.',
    happens:
      'Using the model reads there with the rights of whoever runs it, and what it reads can leave with the answer.',
    falseAlarm: 'Graphs saved with the part that reads their inputs.',
    todo: TODO,
    references: ['CWE-73'],
  },
  network: {
    severity: 'medium',
    effect: 'talk to another machine',
    title: 'The graph talks to another machine',
    means: 'A graph of TensorFlow is a program. One of its operators opens a port or calls a service at an address.',
    happens: 'Using the model connects there, or answers whoever connects, with the rights of whoever runs it.',
    falseAlarm: 'Graphs saved with the service that fed their training.',
    todo: TODO,
    references: ['CWE-918'],
  },
  foreign: {
    severity: 'low',
    title: 'The graph has operators of a library of its own',
    means: 'This operator is none of TensorFlow’s, and the model does not define it as a function.',
    happens:
      'TensorFlow refuses the graph until whoever loads it loads the library of native code that has the operator.',
    falseAlarm: 'Models that need TensorFlow Text, Addons or an accelerator have such operators.',
    todo: 'Take the library from where the operator comes from, not from where the model came from.',
    references: ['CWE-829'],
  },
  outside: {
    severity: 'high',
    effect: 'read a file outside its own folder',
    title: 'An asset is outside the model’s folder',
    means: 'A SavedModel may bring files along, each by its name in the folder of assets. This name leads elsewhere.',
    happens: 'Loading the model hands that path to the graph, which reads it.',
    falseAlarm: 'None known: TensorFlow writes names without folders that lead outside.',
    todo: 'Do not load it with the rights of a service. Ask for the model once more.',
    references: ['CWE-22', 'CWE-73'],
  },
  size: {
    severity: 'medium',
    title: 'A tensor’s bytes do not fit its shape',
    means: 'Type and shape say how many bytes a tensor takes. This one has more or fewer.',
    happens: 'TensorFlow refuses it; a reader that does not check reads beyond the tensor’s end.',
    falseAlarm: 'None known: TensorFlow keeps the two in step.',
    todo: 'Do not load it with a runtime that is not up to date. Ask for the model once more.',
    references: ['CWE-125'],
  },
  python: {
    severity: 'medium',
    title: 'The graph calls Python',
    means: 'An operator calls a Python function that the program around it registered.',
    happens: 'It fails unless a function of that number is registered in the same process; then that one is called.',
    falseAlarm: 'Graphs saved from training keep such operators.',
    todo: TODO,
    references: ['CWE-829'],
  },
};

/** What a model of TensorFlow reaches besides its own numbers. */
export const TENSORFLOW = oddityRule(
  'tensorflow',
  'Every node of every function was walked by, and the paths they are given were followed back; the numbers were not read.',
  KINDS,
);
