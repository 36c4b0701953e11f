import type { PaddleCode } from '../../formats/paddle/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const MEANS = 'Operators of a graph compute. A few do more, at a place that the graph itself names.';

const KINDS: Readonly<Record<PaddleCode, OddityKind>> = {
  python: {
    severity: 'medium',
    title: 'The graph calls Python',
    means: 'An operator hands its inputs to a Python function that the program around it registered, by its number.',
    happens:
      'Loading calls nothing. Running the graph calls whichever function has that number, and fails where there is none.',
    falseAlarm: 'Graphs kept from training have such operators.',
    todo: 'Find out which function it expects.',
    references: ['CWE-829'],
  },
  read: {
    severity: 'high',
    effect: 'read a file at a path it names when the graph runs',
    title: 'The graph reads a file of its own choice',
    means: MEANS,
    happens: 'Running the graph opens that path, and what stands there becomes part of the model.',
    falseAlarm: 'Programs that restore a training run, which are no models.',
    todo: 'Do not run it with the rights of a service. Ask for a model without such operators.',
    references: ['CWE-22', 'CWE-73'],
  },
  write: {
    severity: 'high',
    effect: 'write a file at a path it names when the graph runs',
    title: 'The graph writes a file of its own choice',
    means: MEANS,
    happens: 'Running the graph makes or replaces that file.',
    falseAlarm: 'Programs that save a training run, which are no models.',
    todo: 'Do not run it. Ask for a model without such operators.',
    references: ['AML.T0011.000', 'CWE-22', 'CWE-73'],
  },
  connect: {
    severity: 'high',
    effect: 'connect to an address it names when the graph runs',
    title: 'The graph connects to other machines',
    means: MEANS,
    happens: 'Running the graph listens at that address, or sends to it.',
    falseAlarm: 'Programs of training on several machines, which are no models.',
    todo: 'Ask for a model without such operators.',
    references: ['CWE-918'],
  },
};

/** What a program of Paddle reaches besides its own graph. */
export const PADDLE = oddityRule('paddle', 'Every operator of every block was walked by.', KINDS);
