import { expect, test } from 'vitest';
import { attributeOf, moduleName, resolveName } from './name.ts';

const told = (module: string, name: string, protocol: number): string => {
  const { full, flags, entry } = resolveName(module, name, protocol);
  return [full, entry.trust, ...flags].join(' ');
};

test.each([
  ['os', 'system', 0, 'os.system dangerous'],
  ['posix', 'system', 4, 'os.system dangerous alias'],
  ['posixpath', 'os.system', 4, 'os.system dangerous alias hop'],
  ['posixpath', 'os.system', 3, 'os.path.os.system unknown literal-dot alias'],
  ['logging', 'os.system', 4, 'os.system dangerous hop'],
  ['random', '_os.system', 4, 'os.system dangerous hop'],
  ['sklearn.utils', 'np.f2py.crackfortran.myeval', 4, 'numpy.f2py.crackfortran.myeval dangerous hop'],
  ['__main__', '__builtins__.eval', 4, 'builtins.eval dangerous hop'],
  ['__builtin__', 'set', 2, 'builtins.set good python2'],
  ['__builtin__', 'reduce', 2, 'functools.reduce good python2'],
  ['commands', 'getoutput', 2, 'subprocess.getoutput dangerous python2'],
  ['commands', 'getoutput', 4, 'commands.getoutput dangerous'],
  ['cPickle', 'loads', 2, 'pickle.loads good python2'],
  ['os\0junk', 'system', 0, 'os.system dangerous nul'],
  ['os\r', 'system', 0, 'os\r.system unknown control'],
  ['\uff4f\uff53', 'system', 0, '\uff4f\uff53.system unknown confusable'],
  ['os', 'system.__call__', 4, 'os.system dangerous'],
  ['numpy._core.multiarray', '_reconstruct', 4, 'numpy.core.multiarray._reconstruct good alias'],
  ['time', 'time', 4, 'time.time good'],
  ['datetime', 'datetime', 4, 'datetime.datetime good'],
])('%s %s at protocol %i is %s', (module, name, protocol, says) => {
  expect(told(module, name, protocol)).toBe(says);
});

test('attributes of a module are names of their own', () => {
  expect(attributeOf(moduleName('os'), 'system').full).toBe('os.system');
  expect(attributeOf(attributeOf(moduleName('logging'), 'os'), 'popen').full).toBe('os.popen');
});
