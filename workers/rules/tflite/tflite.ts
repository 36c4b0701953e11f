import type { TfliteCode } from '../../formats/tflite/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const REPORT = 'Do not load it with a runtime that is not up to date. Ask for the model once more.';
const ISOLATE = 'Run it where it can reach nothing that matters, or ask for the model without this operator.';
const NONE = 'None known: converters write none.';

const KINDS: Readonly<Record<TfliteCode, OddityKind>> = {
  bounds: {
    severity: 'high',
    effect: 'make a runtime read outside the model',
    title: 'The model leads outside itself',
    means: 'A FlatBuffer is read by following offsets. One of this file leads out of the file or of its table.',
    happens: 'Runtimes that verify the model first refuse it; one that does not reads what lies there in memory.',
    falseAlarm: 'A file that was cut off.',
    todo: REPORT,
    references: ['CWE-125'],
  },
  overlap: {
    severity: 'medium',
    title: 'Two parts of the model share bytes',
    means: 'The same bytes are one thing when they are reached one way, and another when reached another way.',
    happens: 'What the model is depends on who reads it.',
    falseAlarm: NONE,
    todo: REPORT,
    references: ['CWE-436'],
  },
  index: {
    severity: 'high',
    effect: 'make a runtime read or write outside its memory',
    title: 'The model uses a tensor or buffer it does not have',
    means: 'Operators name their tensors by number, and tensors their buffers. This number is none of theirs.',
    happens:
      'Runtimes refuse the model; before 2.3.1 a number of −1 where a tensor is needed made them read and write outside their memory.',
    falseAlarm: NONE,
    todo: REPORT,
    references: ['CVE-2020-15211', 'CWE-125', 'CWE-787'],
  },
  size: {
    severity: 'medium',
    title: 'A tensor’s bytes do not fit its shape',
    means: 'Type and shape say how many bytes a tensor takes. This one has more or fewer.',
    happens: 'Runtimes that check refuse the model; one that does not reads beyond the tensor’s end.',
    falseAlarm: 'None known: converters keep the two in step.',
    todo: REPORT,
    references: ['CWE-125'],
  },
  code: {
    severity: 'medium',
    title: 'An operator is said to be two',
    means: 'Its number stands in an old field and in a new one, and the two differ.',
    happens: 'Runtimes take the greater one, and other programs either: what is looked at is not what is run.',
    falseAlarm: NONE,
    todo: REPORT,
    references: ['CWE-436'],
  },
  outside: {
    severity: 'high',
    effect: 'read a file outside its own folder',
    title: 'A model’s numbers are outside its folder',
    means: 'A model may keep numbers in a file beside it. This one names a file elsewhere.',
    happens: 'Runtimes that do not check the path open it, and what stands there becomes part of the model.',
    falseAlarm: 'None known: converters put such files beside the model.',
    todo: 'Do not load it with the rights of a service. Ask for the model with its data inside.',
    references: ['CWE-22', 'CWE-73'],
  },
  custom: {
    severity: 'low',
    title: 'The model needs an operator from outside',
    means: 'This operator is none of TensorFlow Lite’s own: the program around the model brings its code along.',
    happens: 'Runtimes refuse the model until a program registers the operator; then that program’s code is run.',
    falseAlarm: 'Detection models and models for accelerators have such operators.',
    todo: 'Take the code from where the operator comes from, not from where the model came from.',
    references: ['CWE-829'],
  },
  write: {
    severity: 'high',
    effect: 'write files',
    title: 'The model writes files',
    means: 'With the Flex delegate a model runs operators of TensorFlow itself. One of its operators writes to a path.',
    happens: 'Running the model in a program with that delegate writes there with the rights of whoever runs it.',
    falseAlarm: NONE,
    todo: ISOLATE,
    references: ['CWE-73'],
  },
  read: {
    severity: 'medium',
    title: 'The model reads files',
    means:
      'With the Flex delegate a model runs operators of TensorFlow itself. One of its operators reads from a path.',
    happens:
      'Running the model in a program with that delegate reads there, and what it reads can leave with the answer.',
    falseAlarm: 'Models converted with the part that reads their inputs.',
    todo: ISOLATE,
    references: ['CWE-73'],
  },
  network: {
    severity: 'medium',
    effect: 'talk to another machine',
    title: 'The model talks to another machine',
    means: 'With the Flex delegate a model runs operators of TensorFlow itself. One of its operators calls a service.',
    happens: 'Running the model in a program with that delegate connects there.',
    falseAlarm: NONE,
    todo: ISOLATE,
    references: ['CWE-918'],
  },
  python: {
    severity: 'medium',
    title: 'The model calls Python',
    means: 'With the Flex delegate a model runs operators of TensorFlow itself. One of them calls a Python function.',
    happens: 'It fails unless a function of that number is registered in the same process; then that one is called.',
    falseAlarm: 'Models converted from training keep such operators.',
    todo: ISOLATE,
    references: ['CWE-829'],
  },
};

/** What a model of TensorFlow Lite reaches besides its own numbers, and where it is not what its format says. */
export const TFLITE = oddityRule(
  'tflite',
  'Every table was walked by, each offset held against the file; the numbers were not read.',
  KINDS,
);
