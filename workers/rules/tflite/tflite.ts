import type { TfliteCode } from '../../formats/tflite/codes.ts';
import { BOUNDS, NONE, OVERLAP, REPORT } from '../flatbuffer/flatbuffer.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const KINDS: Readonly<Record<TfliteCode, OddityKind>> = {
  bounds: BOUNDS,
  overlap: OVERLAP,
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
  code: {
    severity: 'medium',
    title: 'An operator is said to be two',
    means: 'Its number in the old field differs from that in the new one.',
    happens: 'Runtimes take the greater one, other programs either.',
    falseAlarm: NONE,
    todo: REPORT,
    references: ['CWE-436'],
  },
  outside: {
    severity: 'high',
    effect: 'read a file outside its own folder',
    title: 'A model’s numbers are outside its folder',
    means: 'A tensor may keep its numbers in a file beside the model. This one names a file elsewhere.',
    happens: 'Readers that do not check open it, and what stands there becomes part of the model.',
    falseAlarm: 'None known: writers put such files beside the model.',
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
};

/** What a model of TensorFlow Lite reaches besides its own numbers, and where it is not what its format says. */
export const TFLITE = oddityRule(
  'tflite',
  'Every table was walked by, each offset held against the file; the numbers were not read.',
  KINDS,
);
