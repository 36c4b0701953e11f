import type { TensorflowCode } from '../../formats/tensorflow/read.ts';
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

/** What a graph of TensorFlow reaches besides its own numbers. */
export const TENSORFLOW = oddityRule(
  'tensorflow',
  'Every node of every function was walked by; what they compute was not followed.',
  KINDS,
);
