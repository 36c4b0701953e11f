import type { Torch7Code } from '../../formats/torch7/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const KINDS: Readonly<Record<Torch7Code, OddityKind>> = {
  function: {
    severity: 'high',
    effect: 'load Lua bytecode that it brings along',
    title: 'The file brings Lua bytecode along',
    means: 'Torch7 writes functions as the bytecode of their Lua interpreter.',
    happens:
      'torch.load hands it to loadstring, which checks nothing: bytecode made for it can break out of the interpreter. The function itself runs when the object is used.',
    falseAlarm: 'Models that keep functions of their training script.',
    todo: 'Convert the model where it was made, or load it where nothing is at stake.',
    references: ['AML.T0011.000', 'CWE-502', 'CWE-829'],
  },
  class: {
    severity: 'note',
    title: 'An object of a class of one’s own',
    means: 'Torch7 makes objects by the names of their classes. This one is of no package that comes with Torch.',
    happens: 'torch.load fails unless the script before it has loaded that class; then its own code reads the object.',
    falseAlarm: 'Research models have such classes always.',
    todo: 'Take the class from where it comes from, not from where the model came from.',
    references: ['CWE-829'],
  },
};

/** What a Torch7 file holds besides numbers and tables. */
export const TORCH7 = oddityRule('lua', 'Every object was walked by; no bytecode was loaded.', KINDS);
