import type { SettingCode } from '../../formats/huggingface/settings.ts';
import type { OddityKind } from '../oddity/oddity.ts';

const CODE = {
  severity: 'medium',
  falseAlarm: 'Models with an architecture of their own ship their code this way.',
  todo: 'Read the Python that is named before you allow remote code.',
  references: ['CWE-829', 'CWE-94'],
} as const;

/** Settings that are told; the others serve to compare the files of a folder. */
export const SETTING_KINDS: Readonly<Partial<Record<SettingCode, OddityKind>>> = {
  'auto-map': {
    ...CODE,
    title: 'The configuration names Python code to load',
    means: '“auto_map” says which class of which Python file stands for the model, its tokenizer or its processor.',
    happens:
      'With trust_remote_code=True transformers imports that file, which runs it. vLLM before 0.11.1 did so without being asked.',
    references: ['CVE-2025-66448', 'CWE-829'],
  },
  'auto-map-remote': {
    ...CODE,
    severity: 'high',
    title: 'The configuration names code of another repository',
    means: '“auto_map” with “repository--file.Class” takes the code from another repository than this one.',
    happens:
      'With trust_remote_code=True that repository’s code is downloaded and run. Whoever owns it, or takes over its name, decides what it does, and this folder does not show it.',
    effect: 'fetch Python code of another repository and run it',
    falseAlarm: 'Copies of a model that point back to the original do this too.',
    references: ['CVE-2025-66448', 'AML.CS0027', 'CWE-829'],
  },
  'trust-remote-code': {
    ...CODE,
    title: 'The configuration asks to trust remote code',
    means: '“trust_remote_code” is an argument for the person who loads a model; here a file sets it.',
    happens: 'Programs that take their arguments from the configuration run code without asking.',
    falseAlarm: 'Settings of a training run may have been saved with it.',
  },
  'trust-remote-code-nested': {
    ...CODE,
    severity: 'high',
    title: 'A nested configuration trusts remote code',
    means: 'A configuration inside the configuration sets “trust_remote_code”, where nobody is asked.',
    happens:
      'transformers before 5.5 obeys it for the inner model of some architectures: its code is downloaded and run.',
    effect: 'let code of an inner model run without asking',
    references: ['CVE-2026-5241', 'CWE-829'],
  },
  'attention-kernel': {
    ...CODE,
    severity: 'high',
    title: 'The attention setting names a repository',
    means: 'The name has a slash: it is a kernel, native code in a repository.',
    happens:
      'transformers 4.56 to 5.2 with the kernels package downloads the kernel and runs it when the model is made.',
    effect: 'fetch native code from a repository and run it',
    falseAlarm: 'Names of published kernels are meant to be given as an argument, not to be set by a file.',
    references: ['CVE-2026-4372', 'CWE-829'],
  },
  'custom-generate': {
    ...CODE,
    title: 'The configuration names code that generates',
    means: '“custom_generate” takes the loop that makes the answer from a Python file or another repository.',
    happens: 'generate() downloads that file and runs it.',
  },
  'custom-pipeline': {
    ...CODE,
    title: 'The configuration names a pipeline of its own',
    means: '“custom_pipelines” says which class of which Python file the pipeline is.',
    happens: 'pipeline() with trust_remote_code=True imports that file, which runs it.',
  },
  'parent-library': {
    ...CODE,
    title: 'The adapter names a module to import',
    means: '“auto_mapping.parent_library” is a module that peft imports to find the base model’s class.',
    happens: 'Importing a module runs it. Which file it is depends on the machine.',
    references: ['CWE-470', 'CWE-829'],
  },
  'module-type': {
    ...CODE,
    title: 'A module outside sentence-transformers is imported',
    means: 'modules.json lists the parts of the model by the class that makes them; this one is from elsewhere.',
    happens: 'Loading imports it: from the folder when remote code is trusted, from the machine otherwise.',
    references: ['CWE-470', 'CWE-829'],
  },
  component: {
    ...CODE,
    title: 'A part of the pipeline is Python code of the folder',
    means: 'model_index.json lists each part by library and class; this library is none that diffusers knows.',
    happens: 'With trust_remote_code=True diffusers imports a file of that name from the folder, which runs it.',
  },
  target: {
    ...CODE,
    title: 'The configuration names something to call',
    means: '“_target_” is what Hydra and its like import and call with the values beside it.',
    happens: 'Making the object calls it.',
    references: ['CWE-470', 'CWE-94'],
  },
  'class-path': {
    ...CODE,
    title: 'The configuration names something to make',
    means:
      '“class_path” or “target” is what Lightning, jsonargparse and others import and call with the values beside it.',
    happens: 'Making the object calls it.',
    references: ['CWE-470', 'CWE-94'],
  },
  'loader-module': {
    ...CODE,
    title: 'A module outside MLflow loads the model',
    means: '“loader_module” is what MLflow imports to load a model of this kind.',
    happens:
      'Importing a module runs it. Which file it is depends on the machine and on the model’s own “code” folder.',
    references: ['CWE-470', 'CWE-829'],
  },
  jsonpickle: {
    ...CODE,
    title: 'The JSON makes Python objects',
    means: 'A key of the family “py/” names a class or function of Python, as jsonpickle writes it.',
    happens: 'jsonpickle.decode imports what is named and makes objects of it, with functions of the file’s choice.',
    falseAlarm: 'jsonpickle stores every object this way.',
    todo: 'Do not decode it with jsonpickle.',
    references: ['AML.T0011.000', 'CWE-502', 'CWE-470'],
  },
  'yaml-python': {
    ...CODE,
    title: 'The YAML makes Python objects',
    means: 'A tag of the family “python/” names a class or function of Python.',
    happens:
      'A loader of PyYAML that makes objects (UnsafeLoader, Loader, FullLoader before 5.4) imports and calls it with the values beside it. SafeLoader refuses.',
    falseAlarm: 'Training programs dump their settings this way: argparse.Namespace, paths, tuples.',
    todo: 'Read it with PyYAML’s SafeLoader only.',
    references: ['AML.T0011.000', 'CWE-502', 'CWE-470'],
  },
  'yaml-foreign': {
    ...CODE,
    title: 'The YAML makes objects of Java or Ruby',
    means: 'A tag names a class that YAML readers of Java and Ruby make an object of.',
    happens: 'SnakeYAML before 2.0, and Ruby’s YAML.load, make it with the values beside it. Python’s readers refuse.',
    todo: 'Do not hand it to such a reader.',
    references: ['CWE-502', 'CWE-470'],
  },
  'use-pickle': {
    ...CODE,
    severity: 'low',
    title: 'The configuration asks for the pickle',
    means: '“use_safetensors” is false: where a folder has its weights twice, the pickle is taken.',
    happens: 'A check of the safetensors file says nothing about what is loaded.',
    falseAlarm: 'Older training programs saved it so.',
    todo: 'Load with use_safetensors=True.',
    references: ['CWE-436'],
  },
  'outside-file': {
    ...CODE,
    severity: 'high',
    title: 'A file of the model lies outside the folder',
    means: 'An index, a manifest or a description names a file of the model by a path that leads elsewhere.',
    happens:
      'A loader that joins the names reads, and a tool that downloads or unpacks by them writes, outside the folder.',
    effect: 'make a loader read files outside of its folder',
    falseAlarm: 'Descriptions written by hand name files by where they lay on the machine of their author.',
    todo: 'Do not load it with the rights of a service.',
    references: ['CWE-22'],
  },
  'execution-env': {
    ...CODE,
    title: 'The configuration names an environment of Python to run in',
    means:
      '“EXECUTION_ENV_PATH” is an archive with an interpreter and libraries, in which Triton runs the model’s Python.',
    happens: 'Triton unpacks it and runs what is inside when it loads the model.',
    falseAlarm: 'Models that need libraries of their own bring them along this way.',
    todo: 'Find out who made the archive, and inspect it too.',
  },
  'outside-path': {
    ...CODE,
    severity: 'medium',
    title: 'The base model is a path that leads elsewhere',
    means: 'The name of the base model is an address, a network path, or leads out of the folder.',
    happens: 'The loader reads from there.',
    falseAlarm: 'Paths of the machine a model was trained on stay behind in its configuration.',
    todo: 'Set the base model yourself.',
    references: ['CWE-22', 'CWE-918'],
  },
};
