import type { CaffeCode } from '../../formats/caffe/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const MEANS = 'A layer of the type Python is a class: the network has its module, its name and what it is given.';

const KINDS: Readonly<Record<CaffeCode, OddityKind>> = {
  python: {
    severity: 'high',
    effect: 'import a Python module that it names',
    title: 'The network imports a Python class',
    means: MEANS,
    happens:
      'Making the network imports the module, which runs it, calls the class and hands it the text. Caffe looks for the module beside the network, too. Versions built without Python refuse.',
    falseAlarm: 'Networks for detection have such layers; their repositories bring the modules.',
    todo: 'Read that module before you make the network, and take it from where it comes from.',
    references: ['AML.T0011.000', 'CWE-470', 'CWE-829'],
  },
  weights: {
    severity: 'low',
    title: 'The weights are of a network with a Python class',
    means: MEANS,
    happens:
      'Loading the weights takes the numbers alone. The text of the network beside them makes the layers, and imports the module.',
    falseAlarm: 'Networks for detection have such layers.',
    todo: 'Look at the text of the network (.prototxt) as well.',
    references: ['CWE-829'],
  },
  outside: {
    severity: 'note',
    title: 'A layer has a path outside its folder',
    means: 'Layers that bring data in, or write it, have the path of a file.',
    happens: 'Nothing when the weights are loaded. A network made with such a layer opens that path.',
    falseAlarm: 'Weights keep the paths of the machine they were trained on.',
    todo: 'Nothing, if the text of the network has no such layer.',
    references: ['CWE-73'],
  },
};

/** What a network of Caffe reaches besides its own numbers. */
export const CAFFE = oddityRule('caffe', 'Every layer was walked by; the numbers were not read.', KINDS);
