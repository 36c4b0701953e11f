import type { MatlabCode } from '../../formats/matlab/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const CODE = ['AML.T0011.000', 'CWE-502', 'CWE-829'] as const;
const HANDLE = 'A variable may be a function: the file has its text, or where its file is.';

const KINDS: Readonly<Record<MatlabCode, OddityKind>> = {
  evaluated: {
    severity: 'critical',
    effect: 'run code of Octave that stands where a function should',
    title: 'Code stands where a function should',
    means: HANDLE,
    happens:
      'Octave’s load evaluates the text of an anonymous function, all of it. MATLAB and SciPy do not; MATLAB takes it for a function.',
    falseAlarm: 'None known: an anonymous function is one expression.',
    todo: 'Do not load it with Octave. Ask for the numbers alone.',
    references: [...CODE, 'CWE-95'],
  },
  native: {
    severity: 'high',
    effect: 'load a library of native code that lies beside it',
    title: 'A function is in a library of native code',
    means: HANDLE,
    happens:
      'Octave’s load opens the library at that path, which runs its start-up code. A path without a folder is looked for where Octave was started.',
    falseAlarm: 'None known: MATLAB’s own libraries have other endings, and Octave does not write such variables.',
    todo: 'Do not load it with Octave while a file of that name is there.',
    references: CODE,
  },
  reach: {
    severity: 'medium',
    title: 'A function starts programs, evaluates text or connects',
    means: HANDLE,
    happens: 'Nothing when the file is loaded. Who uses the variable calls the function.',
    falseAlarm: 'Functions of somebody’s own scripts.',
    todo: 'Read the function before you use it.',
    references: ['CWE-829'],
  },
  class: {
    severity: 'note',
    title: 'An object of a class that does not come with MATLAB',
    means: 'A variable may be an object. The file has the name of its class and what it held.',
    happens:
      'MATLAB and Octave look the class up, also in the folder they are in, and call its loadobj. Without the class the values are given bare. SciPy gives the values alone.',
    falseAlarm: 'Ordinary for people who write classes, and for toolboxes.',
    todo: 'Load it in a folder that holds no files of a stranger.',
    references: ['CWE-829'],
  },
};

/** What a MAT-file has besides numbers and texts. */
export const MATLAB = oddityRule('matlab', 'Every element of the file was walked by; nothing was evaluated.', KINDS);
