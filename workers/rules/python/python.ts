import type { PythonCall, PythonFact } from '../../facts.ts';
import { type Telling, tellingCall } from '../../lang/python/telling.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Severity } from '../../report/schema.ts';
import type { Draft, Rule, RuleCard } from '../rule.ts';
import { byteText, partName } from '../../report/where.ts';

const LEVELS: Readonly<Record<PythonCall['when'], Readonly<Record<Telling, Severity>>>> = {
  import: { process: 'critical', code: 'critical', native: 'medium', pickle: 'high', delete: 'high', network: 'high' },
  use: { process: 'medium', code: 'medium', native: 'low', pickle: 'low', delete: 'low', network: 'low' },
  main: { process: 'note', code: 'note', native: 'note', pickle: 'note', delete: 'note', network: 'note' },
  later: { process: 'note', code: 'note', native: 'note', pickle: 'note', delete: 'note', network: 'note' },
};

const SAYS: Readonly<
  Record<
    Telling,
    { title: string; would: string; capability: 'EXEC_PROC' | 'EVAL' | 'NATIVE_LOAD' | 'FS_DELETE' | 'NET' }
  >
> = {
  process: { title: 'starts a program', would: 'start a program', capability: 'EXEC_PROC' },
  code: { title: 'runs text as Python', would: 'run text as Python', capability: 'EVAL' },
  native: { title: 'loads a native library', would: 'load a native library', capability: 'NATIVE_LOAD' },
  pickle: { title: 'loads a pickle', would: 'load a pickle, which can run code', capability: 'EVAL' },
  delete: { title: 'deletes files', would: 'delete files', capability: 'FS_DELETE' },
  network: { title: 'opens a connection', would: 'open a connection', capability: 'NET' },
};

const WHEN: Readonly<Record<PythonCall['when'], string>> = {
  import: 'as soon as it is imported',
  use: 'when the model is made or used',
  main: 'when it is run as a program',
  later: 'when one of its functions is called',
};

/** Installers and tests run things by nature, and no loader of models imports them. */
const TOOLS = /(?:^|[\\/])(?:setup|conftest|noxfile|fabfile|tasks|versioneer|test_[^\\/]*|[^\\/]*_test)\.py$/i;

/** What Python source that ships with a model does, and when. */
export const PYTHON: Rule = {
  cards: cards(),
  apply: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'python' ? draftsOf(fact) : [])),
};

function draftsOf(fact: PythonFact): Draft[] {
  return fact.calls.flatMap((call) => {
    const telling = tellingCall(call.name);
    return telling === null ? [] : [draftOf(fact, call, telling)];
  });
}

function draftOf(fact: PythonFact, call: PythonCall, telling: Telling): Draft {
  const { title, would, capability } = SAYS[telling];
  const isTool = TOOLS.test(fact.at.path.at(-1) ?? '');
  const level = LEVELS[call.when][telling];
  const severity = isTool ? tooled(level, call.shown) : level;
  const shown: Prose = prose`${data(call.shown, 160)}`;
  return {
    rule: `python.${telling}`,
    severity,
    title: prose`The Python file ${title} ${WHEN[call.when]}`,
    where: prose`${partName(fact.at.path)}, ${byteText(call.at.offset)}`,
    snippet: prose`${data(call.name, 80)} in ${shown}`,
    place: call.at,
    what: prose`This Python file would ${would} ${WHEN[call.when]}: ${shown}.${isTool ? ' Loaders of models do not import files of this name.' : ''}`,
    certainty:
      call.when === 'import'
        ? { word: 'Likely', reason: ['It stands at the top level; conditions around it are not followed.'] }
        : { word: 'Possible', reason: ['It stands in a function.'] },
    count: 1,
    evidence: { kind: 'place' },
    ...(severity === 'note' || severity === 'low'
      ? {}
      : { effect: { capability, would: `${would} ${WHEN[call.when]}`, call: shown } }),
  };
}

/** What an installer has no need of: code that is decoded, programs that are handed what is fetched. */
const HIDES =
  /\b(?:b(?:16|32|64|85)decode|a85decode|fromhex|unhexlify|decompress|urlopen|urlretrieve|marshal)\b|\b(?:curl|wget|powershell|Invoke-WebRequest|certutil|bitsadmin)\b|\/dev\/tcp\//i;

function tooled(severity: Severity, shown: string): Severity {
  if (severity !== 'critical' && severity !== 'high') return 'note';
  return severity === 'critical' && HIDES.test(shown) ? 'medium' : 'low';
}

function cards(): RuleCard[] {
  return Object.entries(SAYS).map(([telling, { title, would }]) => ({
    id: `python.${telling}`,
    title: `Python source that ${title}`,
    means: prose`A Python file that ships with a model ${title}.`,
    happens: prose`Loading a model with trust_remote_code=True imports such files: what stands at their top level would ${would} right then, what stands in a function when it is called.`,
    how: prose`The source was parsed; imports, aliases and names put together from constant texts were followed. Nothing was executed.`,
    todo: [['Read the place in the file, and load the model without remote code where you can.']],
    falseAlarm: prose`Tools for training and converting do this in functions that loading does not call.`,
    references: ['AML.T0011.000', 'CWE-94', 'CWE-829'],
  }));
}
