import { code, prose, type Prose } from '../../report/prose.ts';
import type { Dangerous } from '../knowledge/capability.ts';

/** What the cards of one capability say. */
export interface Family {
  /** Last part of the rule ids `pickle.call.…` and `pickle.import.…`. */
  readonly key: string;
  /** "a function that starts programs" */
  readonly noun: string;
  readonly means: Prose;
  readonly happens: Prose;
  readonly falseAlarm: Prose;
  readonly references: readonly string[];
}

const RUNS = ['AML.T0011.000', 'AML.T0018.002', 'CWE-502', 'CWE-506'];
const ASK = prose`Model files of the usual libraries do not need this. Tools that pickle their own objects sometimes do: ask who wrote the file.`;

export const FAMILIES: Readonly<Record<Dangerous, Family>> = {
  EXEC_PROC: {
    key: 'process',
    noun: 'a function that starts programs',
    means: prose`The pickle program names a function that starts another program or a shell.`,
    happens: prose`Loading would start that program with the rights of whoever loads the file. It can do what you can do: read keys, send files, stay on the machine.`,
    falseAlarm: prose`No weights, arrays or estimators need to start a program. Treat it as meant.`,
    references: [...RUNS, 'CWE-78'],
  },
  EVAL: {
    key: 'eval',
    noun: 'a function that runs source text',
    means: prose`The pickle program hands text to something that runs it as Python: ${code('eval')}, ${code('exec')}, a debugger, a profiler or a library function that evaluates text.`,
    happens: prose`Loading would run that text as Python code, with everything Python can do on the machine.`,
    falseAlarm: prose`Some libraries store formulas as text and evaluate them when asked, but not while a file is loaded.`,
    references: [...RUNS, 'CWE-94', 'CWE-95'],
  },
  REFLECT_CODE: {
    key: 'code',
    noun: 'a function that makes code',
    means: prose`The pickle program builds functions or code objects from bytes.`,
    happens: prose`The code comes from the file, not from an installed library. It runs as soon as something calls it, often while loading.`,
    falseAlarm: prose`cloudpickle and dill store functions this way on purpose (MLflow, Ray, Spark). Such a file ships code by design: load it only when you trust its author like a program’s.`,
    references: [...RUNS, 'CWE-94'],
  },
  NATIVE_LOAD: {
    key: 'native',
    noun: 'a function that loads machine code',
    means: prose`The pickle program names a function that loads a shared library or touches raw memory.`,
    happens: prose`Loading would bring machine code into the Python process, where nothing checks what it does.`,
    falseAlarm: ASK,
    references: [...RUNS, 'CWE-114'],
  },
  IMPORT_BY_NAME: {
    key: 'module',
    noun: 'a function that imports modules by name',
    means: prose`The pickle program names a function that imports a module chosen by its argument.`,
    happens: prose`Importing runs the module’s own code, and gives the program any function in it without naming it in the file.`,
    falseAlarm: ASK,
    references: [...RUNS, 'CWE-470'],
  },
  ATTR_TRAVERSE: {
    key: 'reach',
    noun: 'a way into Python’s internals',
    means: prose`The pickle program follows attributes that lead from an ordinary object to the rest of Python: globals, builtins, frames, subclasses.`,
    happens: prose`Any function of any loaded module can be reached this way and called afterwards, without its name in the file.`,
    falseAlarm: prose`Ordinary files read plain attributes of their own classes (enumerations, methods). Those are not reported here.`,
    references: [...RUNS, 'CWE-470', 'CWE-913'],
  },
  CLASS_CREATE: {
    key: 'class',
    noun: 'a function that makes classes',
    means: prose`The pickle program makes a class of its own and gives it methods it chose.`,
    happens: prose`Pickle calls some methods of a class by itself. A class made for that carries out a call that no call opcode shows.`,
    falseAlarm: prose`cloudpickle rebuilds classes this way for objects defined in a notebook.`,
    references: [...RUNS, 'CWE-470'],
  },
  FS_WRITE: {
    key: 'file-write',
    noun: 'a function that writes files',
    means: prose`The pickle program names a function that creates or changes files.`,
    happens: prose`Loading would write to the disk with your rights: a start-up script, a key, a library that Python imports next time.`,
    falseAlarm: prose`Objects that keep a log or cache open are rare in shared model files. Look at the path.`,
    references: [...RUNS, 'CWE-73'],
  },
  FS_DELETE: {
    key: 'file-delete',
    noun: 'a function that deletes files',
    means: prose`The pickle program names a function that removes files or folders.`,
    happens: prose`Loading would delete what the argument names, with your rights.`,
    falseAlarm: ASK,
    references: [...RUNS, 'CWE-73'],
  },
  FS_READ: {
    key: 'file-read',
    noun: 'a function that reads files or facts about the machine',
    means: prose`The pickle program names a function that reads files, the environment or other facts about the machine.`,
    happens: prose`What is read becomes part of the loaded object. Alone it leaves the machine by no way seen here; together with another call it can.`,
    falseAlarm: prose`Some libraries look up paths or the host’s name when their objects are rebuilt.`,
    references: ['AML.T0011.000', 'CWE-502', 'CWE-200'],
  },
  NET: {
    key: 'network',
    noun: 'a function that opens connections',
    means: prose`The pickle program names a function that talks to other machines.`,
    happens: prose`Loading would contact another machine: it learns that you loaded the file, and can send what comes next.`,
    falseAlarm: prose`Enumerations and error classes of network modules are not reported here. A call that connects is never needed to load weights.`,
    references: [...RUNS, 'CWE-918'],
  },
  STATE_MUTATE: {
    key: 'mutate',
    noun: 'part of the running Python',
    means: prose`The pickle program changes an object it imported: a module, a class, the environment, a table of the interpreter.`,
    happens: prose`The change outlives loading. Code that runs later, of any library, meets the changed object.`,
    falseAlarm: ASK,
    references: [...RUNS, 'CWE-915'],
  },
  DEFER: {
    key: 'later',
    noun: 'a function that arranges calls for later',
    means: prose`The pickle program hands a function to something that calls it later: at exit, in a thread, on a signal.`,
    happens: prose`Nothing shows while loading. The call comes afterwards, in the same process.`,
    falseAlarm: ASK,
    references: RUNS,
  },
};
