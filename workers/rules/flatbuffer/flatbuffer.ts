import type { FlatbufferCode } from '../../formats/flatbuffer/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

export const REPORT = 'Do not load it with a runtime that is not up to date. Ask for the model once more.';
export const NONE = 'None known: converters write none.';

export const BOUNDS: OddityKind = {
  severity: 'high',
  effect: 'make a runtime read outside the model',
  title: 'The model leads outside itself',
  means: 'One of its offsets or sizes leads out of the file, of its table or of its segment.',
  happens: 'Runtimes that check refuse it; one that does not reads what lies there in memory.',
  falseAlarm: 'A file that was cut off.',
  todo: REPORT,
  references: ['CWE-125'],
};

export const OVERLAP: OddityKind = {
  severity: 'medium',
  title: 'Two parts of the model share bytes',
  means: 'The same bytes are reached as one thing and as another.',
  happens: 'What the model is depends on who reads it.',
  falseAlarm: NONE,
  todo: REPORT,
  references: ['CWE-436'],
};

const KINDS: Readonly<Record<FlatbufferCode, OddityKind>> = {
  bounds: BOUNDS,
  overlap: OVERLAP,
  index: {
    severity: 'high',
    effect: 'make a runtime read or write outside its memory',
    title: 'The model uses a part it does not have',
    means: 'Its parts name each other by number. This number is none of theirs.',
    happens: 'Runtimes that check refuse the model; one that does not reads or writes outside its memory.',
    falseAlarm: NONE,
    todo: REPORT,
    references: ['CWE-125', 'CWE-787'],
  },
  size: {
    severity: 'high',
    effect: 'make a runtime read or write outside its memory',
    title: 'A tensor has a size that cannot be',
    means: 'One of its dimensions is below zero, or all together are more than any memory has.',
    happens: 'Runtimes that check refuse the model; one that does not makes room for too little, and writes behind it.',
    falseAlarm: NONE,
    todo: REPORT,
    references: ['CWE-787'],
  },
  file: {
    severity: 'medium',
    effect: 'read or write files',
    title: 'The model reads or writes a file',
    means: 'This operator takes a path and maps, reads or writes the file there.',
    happens: 'When the model is run, the file is opened with the rights of whoever runs it.',
    falseAlarm: 'None known: models get their numbers from whoever calls them.',
    todo: 'Find out which path it is given before you run the model.',
    references: ['CWE-73'],
  },
  foreign: {
    severity: 'low',
    title: 'The model needs an operator from outside',
    means: 'This operator is none of the runtime’s own: the program around the model brings its code along.',
    happens: 'Runtimes refuse the model until a program registers the operator; then that program’s code is run.',
    falseAlarm: 'Models for accelerators and research have such operators.',
    todo: 'Take the code from where the operator comes from, not from where the model came from.',
    references: ['CWE-829'],
  },
  delegate: {
    severity: 'low',
    title: 'A part of the model is for a library from outside',
    means:
      'A runtime hands parts of a model to libraries for one processor or another. This one does not come with it.',
    happens: 'Runtimes refuse the model until a program registers the library, which is then handed bytes of the file.',
    falseAlarm: 'Models for accelerators have such parts.',
    todo: 'Take the library from where it comes from, not from where the model came from.',
    references: ['CWE-829'],
  },
};

/** What a model that is a FlatBuffer needs besides itself, and where it is not what its format says. */
export const FLATBUFFER = oddityRule(
  'flatbuffer',
  'Every table was walked by, each offset and number held against what there is; the numbers of tensors were not read.',
  KINDS,
);
