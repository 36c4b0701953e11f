import type { FlaxCode } from '../../formats/flax/read.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const TODO = 'Compare size and hash with the publisher’s file.';

const KINDS: Readonly<Record<FlaxCode, OddityKind>> = {
  'ext-unknown': {
    severity: 'medium',
    title: 'A value of a type of its own',
    means: 'MessagePack lets programs add types; this one is none of those flax has.',
    happens: 'Plain readers keep its bytes. A program with a hook for this type hands them to it.',
    falseAlarm: 'Timestamps (type −1), and other programs’ own types.',
    todo: 'Look at the bytes: they can hold anything.',
    references: ['CWE-502', 'CWE-506'],
  },
  'array-form': {
    severity: 'low',
    title: 'An array that is none',
    means: 'An array has to be a list of shape, type and bytes, and is something else.',
    happens: 'flax fails there, or makes something else of it.',
    falseAlarm: 'Very large arrays are split by flax into parts of another form.',
    todo: TODO,
    references: ['CWE-130'],
  },
  'size-differs': {
    severity: 'medium',
    title: 'An array’s size does not fit its shape',
    means: 'Type and shape need another number of bytes than there are.',
    happens: 'NumPy refuses it.',
    falseAlarm: 'None known.',
    todo: TODO,
    references: ['CWE-130'],
  },
  'trailing-bytes': {
    severity: 'medium',
    title: 'Bytes behind the weights',
    means: 'The file goes on after its value.',
    happens: 'flax refuses the file; readers of streams take what follows for another value.',
    falseAlarm: 'Streams of several values.',
    todo: TODO,
    references: ['CWE-436', 'CWE-506'],
  },
};

/** What a file of Flax weights does that flax does not write. */
export const FLAX = oddityRule('flax', 'Every value was walked by from its head to the end of the file.', KINDS);
