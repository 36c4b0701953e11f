import type { OddityKind } from '../oddity/oddity.ts';

export type SkopsRule = 'operator' | 'method' | 'call' | 'untrusted';

const READ = 'Do not pass the name to trusted. Keep the file for whoever looks into it.';

export const SKOPS_KINDS: Readonly<Record<SkopsRule, OddityKind>> = {
  operator: {
    severity: 'critical',
    title: 'A function is passed off as an operator',
    means: 'A node for functions of Python’s operator module names something else than it lets the caller check.',
    happens: 'skops before 0.12 asks whether the shown name may be loaded, and calls another function.',
    falseAlarm: 'None known.',
    todo: READ,
    references: ['AML.T0011.000', 'CVE-2025-54412', 'CWE-351', 'CWE-502'],
  },
  method: {
    severity: 'critical',
    title: 'A method is taken from another object than is shown',
    means: 'A node for a method names one class and holds an object of another, or reaches for an internal name.',
    happens: 'skops before 0.12 asks whether the shown class may be loaded, and takes the method from the other one.',
    falseAlarm: 'None known.',
    todo: READ,
    references: ['AML.T0011.000', 'CVE-2025-54413', 'CWE-351', 'CWE-502'],
  },
  call: {
    severity: 'high',
    title: 'The schema names something that acts on the machine',
    means: 'A node names a function or class that starts programs, reads or writes files, connects, or loads code.',
    happens: 'skops refuses until its caller trusts the name; then it is imported and made part of the object.',
    falseAlarm: 'Models seldom hold such functions: ask who wrote the file.',
    todo: READ,
    references: ['AML.T0011.000', 'CWE-470', 'CWE-502'],
  },
  untrusted: {
    severity: 'low',
    title: 'The schema names a type skops asks about',
    means:
      'A node names a class or function that is neither of scikit-learn, NumPy or SciPy nor of Python’s data types.',
    happens: 'skops refuses until its caller trusts the name; then the module is imported, which runs it.',
    falseAlarm: 'Estimators of one’s own and of other libraries are stored this way.',
    todo: 'Read that module’s code before you trust the name.',
    references: ['CWE-470', 'CWE-829'],
  },
};
