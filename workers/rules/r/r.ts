import type { RCode } from '../../formats/r/codes.ts';
import { type OddityKind, oddityRule } from '../oddity/oddity.ts';

const READ =
  'Do not read it with R before 4.4.0, nor use what a later one reads. Ask for the numbers alone, as CSV or Parquet.';
const CODE = ['AML.T0011.000', 'CWE-502', 'CWE-829'] as const;

const KINDS: Readonly<Record<RCode, OddityKind>> = {
  promise: {
    severity: 'critical',
    effect: 'run the R code it holds as soon as the object is touched',
    title: 'An expression runs when the object is touched',
    means:
      'R keeps arguments that nobody has used yet as promises: an expression, an environment, no value. R writes them with environments only, and seldom any that starts something.',
    happens:
      'readRDS and load of R before 4.4.0 give it as the object: whoever prints, passes or assigns it evaluates the expression. From 4.4.0 on readRDS refuses a file that is a promise itself; one inside another object or in a workspace is not refused by that check.',
    falseAlarm:
      'Workspaces saved with eval.promises = FALSE, and environments of functions that themselves start programs.',
    todo: READ,
    references: ['CVE-2024-27322', ...CODE],
  },
  reach: {
    severity: 'high',
    effect: 'connect or change files when a variable of it is read',
    title: 'An expression that reaches out waits in an environment',
    means: 'Functions carry the environment they were made in, with arguments that nobody has used yet.',
    happens: 'Using the function, or reading the variable, evaluates the expression.',
    falseAlarm: 'Functions that were made with a download or a connection as their argument.',
    todo: READ,
    references: CODE,
  },
  hook: {
    severity: 'high',
    effect: 'run its own function when R calls it unasked',
    title: 'A function that R calls by itself acts on the machine',
    means:
      'R finds methods, hooks and its own functions by their names. The file binds such a name to a function of its own.',
    happens:
      'In a workspace, load puts it where R looks: showing an object, ending the session or an ordinary call then runs it.',
    falseAlarm: 'Workspaces of people who write such methods for themselves.',
    todo: 'Load it into an environment of its own and read the function before anything else, or ask for the data alone.',
    references: CODE,
  },
  active: {
    severity: 'high',
    effect: 'run its own function when a variable of it is read',
    title: 'Reading a variable calls a function that acts on the machine',
    means: 'A variable of an environment may be active: its value is whatever its function gives, anew each time.',
    happens: 'Whoever lists the environment with its values, prints or copies it, calls the function.',
    falseAlarm: 'Objects of R6 have such variables; theirs seldom start anything.',
    todo: READ,
    references: CODE,
  },
  altrep: {
    severity: 'medium',
    title: 'A vector is made by a package',
    means: 'R lets packages give vectors a form of their own. The file names the package and hands it what it kept.',
    happens: 'Reading the file loads that package, if it is installed, and calls its function to make the vector.',
    falseAlarm: 'Packages that read large tables lazily may write such vectors.',
    todo: 'Read it only where you trust the package.',
    references: ['CWE-502', 'CWE-829'],
  },
  mapped: {
    severity: 'medium',
    title: 'A vector’s numbers are another file',
    means: 'The file holds a path instead of numbers.',
    happens: 'R opens that file when it reads the vector, and what stands there becomes part of the object.',
    falseAlarm: 'Vectors made from a mapped file on the machine that wrote it.',
    todo: 'Ask for the object with its numbers inside.',
    references: ['CWE-73'],
  },
  persistent: {
    severity: 'low',
    title: 'Objects are left to the loader’s caller',
    means:
      'The file has names where objects should be. Only a program with a function of its own for them can read it.',
    happens: 'readRDS fails, or calls the function it was given (refhook) with the names.',
    falseAlarm: 'Caches and package databases are written this way.',
    todo: 'Find out which program it belongs to.',
    references: ['CWE-502'],
  },
  function: {
    severity: 'note',
    title: 'Functions reach outside R when they are called',
    means: 'Models in R carry functions along. These start programs, evaluate text, connect or change files.',
    happens: 'Nothing, until somebody calls them.',
    falseAlarm: 'Ordinary for functions of packages and workspaces.',
    todo: 'Read a function before you call it.',
    references: ['CWE-829'],
  },
  waiting: {
    severity: 'note',
    title: 'Expressions wait in an environment',
    means: 'Functions carry the environment they were made in, with arguments that nobody has used yet.',
    happens: 'Each is evaluated when the function uses it. None of them starts programs, evaluates text or connects.',
    falseAlarm: 'Ordinary for functions that make functions.',
    todo: 'Nothing, if you use the object as data.',
    references: ['CWE-502'],
  },
  pointer: {
    severity: 'note',
    title: 'Pointers into another program’s memory',
    means: 'The object belonged to native code, whose memory no file holds.',
    happens: 'R reads a pointer to nothing. Packages that do not look for that crash.',
    falseAlarm: 'Tables of data.table and models of native libraries have them always.',
    todo: 'Save such models by their library’s own function.',
    references: ['CWE-502'],
  },
};

/** What an R file does besides holding data. */
export const R = oddityRule('r', 'Every item of the file was walked by; nothing was evaluated.', KINDS);
