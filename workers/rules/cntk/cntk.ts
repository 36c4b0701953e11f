import type { CntkCode } from '../../formats/cntk/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const MEANS = 'A model may have functions its user wrote. The file says which module and class makes them again.';

const KINDS: Readonly<Record<CntkCode, OddityKind>> = {
  source: {
    severity: 'critical',
    effect: 'run Python code that stands where a name should',
    title: 'Python code stands where a module’s name should',
    means: MEANS,
    happens:
      'CNTK puts both texts into a line of Python and executes it, so that anything in them runs when the model is loaded.',
    falseAlarm: 'None known: names of modules and classes have letters, digits, underscores and dots only.',
    todo: 'Do not load it.',
    references: ['AML.T0011.000', 'CWE-502', 'CWE-913'],
  },
  python: {
    severity: 'high',
    effect: 'import a Python module that it names',
    title: 'The model imports a Python class',
    means: MEANS,
    happens: 'CNTK imports the module, which runs it, and calls the class.',
    falseAlarm: 'Models with functions written in Python cannot do without.',
    todo: 'Read that module before you load the model, and take it from where it comes from.',
    references: ['AML.T0011.000', 'CWE-470', 'CWE-829'],
  },
  native: {
    severity: 'high',
    effect: 'load a library of native code that it names',
    title: 'The model loads native code',
    means:
      'A model may have functions written in C++. The file says which library makes them again, and which function in it.',
    happens:
      'CNTK loads the library by that name, unless the program has registered the function before, and calls it.',
    falseAlarm: 'Models with functions written in C++ cannot do without.',
    todo: 'Find out where the library comes from before you load the model.',
    references: ['AML.T0011.000', 'CWE-829'],
  },
};

/** What a CNTK model makes its loader load. */
export const CNTK = oddityRule('cntk', 'Every entry of the model was walked by; the numbers were not read.', KINDS);
