/** Modules that are the same objects under another name: written → the name the tables use. */
const MODULE_ALIASES: ReadonlyMap<string, string> = new Map([
  ['posix', 'os'],
  ['nt', 'os'],
  ['riscos', 'os'],
  ['ce', 'os'],
  ['posixpath', 'os.path'],
  ['ntpath', 'os.path'],
  ['macpath', 'os.path'],
  ['os2emxpath', 'os.path'],
  ['__builtin__', 'builtins'],
  ['__builtins__', 'builtins'],
  ['_io', 'io'],
  ['_pickle', 'pickle'],
  ['cPickle', 'pickle'],
  ['_operator', 'operator'],
  ['_collections', 'collections'],
  ['_typing', 'typing'],
  ['_weakrefset', 'weakref'],
  ['_queue', 'queue'],
  ['_heapq', 'heapq'],
  ['_bisect', 'bisect'],
  ['_stat', 'stat'],
  ['_json', 'json'],
  ['_csv', 'csv'],
  ['_uuid', 'uuid'],
  ['_elementtree', 'xml.etree.ElementTree'],
  ['pathlib._local', 'pathlib'],
  ['pathlib._abc', 'pathlib'],
  ['concurrent.futures._base', 'concurrent.futures'],
  ['cloudpickle.cloudpickle', 'cloudpickle'],
  ['cloudpickle.cloudpickle_fast', 'cloudpickle'],
  ['joblib.externals.cloudpickle', 'cloudpickle'],
  ['joblib.externals.cloudpickle.cloudpickle', 'cloudpickle'],
  ['srsly.cloudpickle.cloudpickle', 'cloudpickle'],
  ['srsly.cloudpickle', 'cloudpickle'],
  ['ray.cloudpickle', 'cloudpickle'],
  ['ray.cloudpickle.cloudpickle', 'cloudpickle'],
  ['pyspark.cloudpickle', 'cloudpickle'],
  ['pyspark.cloudpickle.cloudpickle', 'cloudpickle'],
  ['tblib.pickling_support', 'tblib'],
  ['dill._dill', 'dill'],
  ['dill.dill', 'dill'],
  ['pickle5', 'pickle'],
  ['zodbpickle.pickle', 'pickle'],
  ['zodbpickle', 'pickle'],
  ['six.moves.builtins', 'builtins'],
  ['six.moves.cPickle', 'pickle'],
  ['six.moves.copyreg', 'copyreg'],
]);

/** Roots whose submodules moved as a whole: `numpy._core` is `numpy.core` since NumPy 2. */
const PREFIX_ALIASES: readonly (readonly [string, string])[] = [
  ['numpy._core.', 'numpy.core.'],
  ['sklearn.externals.joblib.', 'joblib.'],
  ['lightning.pytorch.', 'pytorch_lightning.'],
  ['six.moves.urllib.', 'urllib.'],
];

/** `import numpy as np` and the like: names under which modules keep other modules. */
const NICKNAMES: ReadonlyMap<string, string> = new Map([
  ['np', 'numpy'],
  ['pd', 'pandas'],
  ['osp', 'os.path'],
  ['sp', 'subprocess'],
  ['mp', 'multiprocessing'],
  ['th', 'torch'],
  ['tf', 'tensorflow'],
  ['builtin', 'builtins'],
]);

export function canonicalModule(module: string): string {
  const alias = MODULE_ALIASES.get(module);
  if (alias !== undefined) return alias;
  if (module === 'numpy._core') return 'numpy.core';
  if (module === 'sklearn.externals.joblib') return 'joblib';
  if (module === 'lightning.pytorch') return 'pytorch_lightning';
  for (const [from, to] of PREFIX_ALIASES) if (module.startsWith(from)) return to + module.slice(from.length);
  return module;
}

/** The module behind an attribute of a module: `logging.os`, `random._os`, `sklearn.base.np`; null when it is no module. */
export function moduleAttribute(name: string, isModule: (module: string) => boolean): string | null {
  const nickname = NICKNAMES.get(name);
  if (nickname !== undefined) return nickname;
  if (isModule(name)) return canonicalModule(name);
  const bare = name.replace(/^_+/, '');
  return bare !== name && isModule(bare) ? canonicalModule(bare) : null;
}
