import type { OddityKind } from '../oddity/oddity.ts';

export type KerasRule =
  'bytecode' | 'bytecode-telling' | 'unclear' | 'call' | 'foreign' | 'custom' | 'torch' | 'model' | 'file' | 'label';

const ASK = 'Load it with safe_mode left on and the newest Keras, or ask its author for the model without this layer.';

export const KERAS_KINDS: Readonly<Record<KerasRule, OddityKind>> = {
  bytecode: {
    severity: 'high',
    title: 'A Lambda layer ships Python bytecode',
    means: 'The configuration holds a compiled Python function, not the name of one.',
    happens:
      'Keras unpacks and calls it while it makes the model. Keras 3 refuses unless safe_mode=False; Keras 2, and HDF5 files up to Keras 3.11, do not ask.',
    falseAlarm:
      'Small functions such as x/255 are stored this way by honest authors. It is still code that came with the file.',
    todo: ASK,
    references: ['AML.T0011.000', 'CVE-2025-9905', 'CWE-94', 'CWE-502'],
    effect: 'run Python bytecode that it holds',
  },
  'bytecode-telling': {
    severity: 'critical',
    title: 'A Lambda layer ships Python bytecode that reaches the system',
    means: 'The configuration holds a compiled Python function, and the names it uses lead out of the model.',
    happens:
      'Keras unpacks and calls it while it makes the model. Keras 3 refuses unless safe_mode=False; Keras 2, and HDF5 files up to Keras 3.11, do not ask.',
    falseAlarm: 'No layer needs to start programs, import modules or open connections.',
    todo: 'Do not load it. Keep the file for whoever looks into it.',
    references: ['AML.T0011.000', 'CVE-2025-9905', 'CWE-94', 'CWE-502', 'CWE-506'],
    effect: 'run Python bytecode that reaches the system',
  },
  unclear: {
    severity: 'medium',
    title: 'A Lambda layer’s function is written in a form of its own',
    means: 'A Lambda layer is made to hold Python code. What stands there is not how any version of Keras stores it.',
    happens: 'Versions that are known give up on it. Another one, or a program of its own, may run what is there.',
    falseAlarm: 'A configuration that was written by hand or cut down.',
    todo: ASK,
    references: ['AML.T0011.000', 'CWE-94'],
  },
  call: {
    severity: 'critical',
    title: 'The configuration names a function that is no layer',
    means: 'Where a layer or a small function of Keras belongs, the configuration names one that acts on the machine.',
    happens:
      'Keras before 3.9 imports any module the configuration names and hands the values beside it to the function; later versions still look into Keras’ own.',
    falseAlarm: 'No model needs this.',
    todo: 'Do not load it. Keep the file for whoever looks into it.',
    references: ['AML.T0011.000', 'CVE-2025-1550', 'CVE-2025-8747', 'CVE-2025-9906', 'CWE-94', 'CWE-470'],
  },
  foreign: {
    severity: 'medium',
    title: 'A layer comes from a module outside Keras',
    means: 'The configuration names a class or function of another module.',
    happens:
      'Keras before 3.9 imports that module, which runs it; later versions only take classes their caller names.',
    falseAlarm: 'Layers of one’s own are stored this way: the model needs its author’s code.',
    todo: 'Read that module’s code before you load the model.',
    references: ['CVE-2025-1550', 'CWE-470', 'CWE-829'],
  },
  custom: {
    severity: 'note',
    title: 'A layer needs its author’s code',
    means: 'The configuration names a registered class without saying where it is.',
    happens: 'Keras refuses the model unless the program that loads it brings a class of that name.',
    falseAlarm: 'Ordinary for models with layers of their own.',
    todo: 'Get the code from where you got the model, and read it.',
    references: ['CWE-829'],
  },
  torch: {
    severity: 'high',
    title: 'A layer holds a pickled torch module',
    means: 'TorchModuleWrapper keeps a module as torch.save wrote it.',
    happens: 'Making the layer unpickles it with everything allowed. What the pickle does is told beside this.',
    falseAlarm: 'Keras on torch stores wrapped modules this way.',
    todo: ASK,
    references: ['AML.T0011.000', 'CWE-502'],
    effect: 'unpickle a torch module that it holds',
  },
  model: {
    severity: 'high',
    title: 'A layer loads another saved model',
    means: 'TFSMLayer names the folder of a TensorFlow model.',
    happens:
      'Keras before 3.13.2 reads and runs whatever is at that path, also a network path, when the layer is made.',
    falseAlarm: 'Models converted from TensorFlow keep such a layer.',
    todo: 'Look into that folder too: it is part of the model.',
    references: ['CVE-2026-1462', 'CWE-73', 'CWE-829'],
    effect: 'load another model from a path it names',
  },
  file: {
    severity: 'medium',
    title: 'A layer reads its values from a file',
    means: 'The vocabulary of a layer is a path or an address instead of a list.',
    happens: 'Keras up to 3.11.3 opens it when the model is made and keeps what stands there in the layer.',
    falseAlarm: 'Models saved before they were adapted may keep the path of their training machine.',
    todo: 'Set the vocabulary yourself.',
    references: ['CVE-2025-12058', 'CWE-73', 'CWE-918'],
  },
  label: {
    severity: 'high',
    title: 'A layer’s name is a path',
    means: 'The name leads out of the place where a layer’s own files belong.',
    happens: 'Keras unpacks a layer’s assets under its name: files outside the temporary folder can be written.',
    falseAlarm: 'None known.',
    todo: 'Do not load it. Rename the layer in the configuration first.',
    references: ['CVE-2026-12479', 'CWE-22'],
    effect: 'write files outside its own folder',
  },
};
