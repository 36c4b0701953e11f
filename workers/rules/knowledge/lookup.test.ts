import { expect, test } from 'vitest';
import { lookup } from './lookup.ts';

const told = (full: string, path: string): string => {
  const { trust, capability, match } = lookup(full, path.split('.'));
  return `${trust} ${capability} ${match}`;
};

test.each([
  ['os', 'system', 'dangerous EXEC_PROC exact'],
  ['os', 'never_heard_of', 'dangerous EXEC_PROC module'],
  ['os', 'getpid', 'dangerous FS_READ exact'],
  ['subprocess', 'Popen', 'dangerous EXEC_PROC module'],
  ['subprocess', 'Popen.communicate', 'dangerous EXEC_PROC module'],
  ['subprocess', 'CalledProcessError', 'good CONSTRUCT exact'],
  ['joblib.externals.loky.backend.popen_loky_posix', 'Popen', 'dangerous EXEC_PROC exact'],
  ['joblib.externals.loky.backend.popen_loky_win32', 'Popen', 'dangerous EXEC_PROC exact'],
  ['idlelib.run', 'Executive.runcode', 'dangerous EVAL module'],
  ['pathlib', 'PosixPath', 'good CONSTRUCT exact'],
  ['pathlib', 'Path.write_text', 'dangerous FS_WRITE exact'],
  ['uuid', 'UUID', 'good CONSTRUCT exact'],
  ['uuid', '_get_command_stdout', 'dangerous EXEC_PROC exact'],
  ['builtins', 'str.join', 'good PURE module'],
  ['builtins', 'object.__reduce_ex__', 'dangerous ATTR_TRAVERSE module'],
  ['collections', 'namedtuple.__globals__', 'dangerous ATTR_TRAVERSE module'],
  ['collections', 'OrderedDict', 'good CONSTRUCT exact'],
  ['torch._utils', '_rebuild_tensor_v2', 'good CONSTRUCT exact'],
  ['torch._utils', '_import_dotted_name', 'dangerous IMPORT_BY_NAME exact'],
  ['torch.nn.modules.linear', 'Linear', 'good CONSTRUCT class'],
  ['torch.nn.modules.linear', 'NotThere', 'unknown UNKNOWN package'],
  ['torch.nn.modules.linear', 'do_it', 'unknown UNKNOWN none'],
  ['torch._inductor.codecache', 'compile_file', 'dangerous EVAL module'],
  ['sklearn.linear_model._logistic', 'LogisticRegression', 'good CONSTRUCT class'],
  ['transformers.training_args', 'TrainingArguments', 'good CONSTRUCT exact'],
  ['my_project', 'Net', 'unknown UNKNOWN none'],
  ['my_project', 'run_command', 'unknown UNKNOWN alike'],
  ['__main__', 'Net', 'unknown UNKNOWN none'],
])('%s %s is %s', (module, path, says) => {
  expect(told(module, path)).toBe(says);
});

test('a module object is one attribute away from what is in it', () => {
  expect(lookup('os', []).trust).toBe('dangerous');
  expect(lookup('numpy', []).trust).toBe('unknown');
});

test('names made to be expensive cost nothing', () => {
  const start = performance.now();
  for (let i = 0; i < 200; i++) lookup('a.'.repeat(30_000), 'b.'.repeat(30_000).split('.'));
  expect(performance.now() - start).toBeLessThan(2000);
});
