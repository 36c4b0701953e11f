import type { TfjsCode } from '../../formats/tfjs/model.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const KINDS: Readonly<Record<TfjsCode, OddityKind>> = {
  outside: {
    severity: 'medium',
    title: 'A file of weights is outside the model’s folder',
    means: 'A manifest names the files that hold the weights. This one is elsewhere.',
    happens:
      'Node.js and Python read the file it leads to. A page asks its server for it, and another one where the page resolves addresses itself.',
    falseAlarm: 'Large files that are kept on another host.',
    todo: 'Do not load it with the rights of a service. Ask for the model with its weights beside it.',
    references: ['CWE-22', 'CWE-73', 'CWE-918'],
  },
  shape: {
    severity: 'medium',
    title: 'A weight has a shape that cannot be',
    means: 'Type and shape say how many bytes a weight takes. This shape is none, or too large to be counted.',
    happens: 'TensorFlow.js refuses the model, or takes the wrong numbers for this weight and those after it.',
    falseAlarm: 'None known: writers keep the two in step.',
    todo: 'Ask for the model once more.',
    references: ['CWE-190'],
  },
};

/** Where a TensorFlow.js model takes its weights from. */
export const TFJS = oddityRule('tfjs', 'Every entry of the manifest was looked at.', KINDS);
