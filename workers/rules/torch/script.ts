import type { PythonCall, TorchFact } from '../../facts.ts';
import { code, data, prose, type Prose } from '../../report/prose.ts';
import type { Draft, Rule } from '../rule.ts';
import { FILES, scriptProgram } from './script-program.ts';
import { whereAt } from '../../report/where.ts';

/** What the compiled program of a TorchScript archive calls. */
export const SCRIPT: Rule = {
  cards: [
    {
      id: 'torch.script.file',
      title: 'A TorchScript program uses files',
      means: prose`The compiled program calls ${code('torch.save')} or ${code('torch.from_file')}, operators that write and read files by name.`,
      happens: prose`${code('__setstate__')} runs while the archive is loaded, ${code('forward')} when the model is used. PyTorch up to 2.5.1 got there even with weights_only=True.`,
      how: prose`The code in the archive was parsed, and its calls were listed. Nothing was executed.`,
      todo: [['Do not load it. Keep the file for whoever looks into it.']],
      falseAlarm: prose`Exported models do not need files. Tools that record their inputs may.`,
      references: ['AML.T0011.000', 'CVE-2025-32434', 'CWE-73', 'CWE-502'],
    },
    {
      id: 'torch.script.operator',
      title: 'A TorchScript program uses operators of its own',
      means: prose`The compiled program calls operators that neither PyTorch nor its own libraries bring.`,
      happens: prose`Loading fails unless a native library with such operators was loaded before; then its machine code runs.`,
      how: prose`The code in the archive was parsed, and its calls were listed. Nothing was executed.`,
      todo: [['Find out which library brings the operators, and where to get it from.']],
      falseAlarm: prose`Research models and accelerators bring operators of their own.`,
      references: ['CWE-114', 'CWE-829'],
    },
  ],
  apply: (input) => {
    const archives = input.facts.filter((fact): fact is TorchFact => fact.kind === 'torch' && fact.script !== null);
    return archives.flatMap((archive) => {
      const { files, foreign } = scriptProgram(archive, input);
      return [...files.map((call) => fileDraft(call)), ...foreign.map((call) => draftOf(call, OPERATOR))];
    });
  },
};

const FILE = 'torch.script.file';
const OPERATOR = 'torch.script.operator';

function fileDraft(call: PythonCall): Draft {
  const effect = FILES.get(call.name.slice(call.name.lastIndexOf('.') + 1));
  const draft: Draft = { ...draftOf(call, FILE), severity: call.when === 'later' ? 'high' : 'critical' };
  return effect === undefined ? draft : { ...draft, effect: { ...effect, call: shownOf(call) } };
}

function shownOf({ shown }: PythonCall): Prose {
  return prose`${data(shown, 160)}`;
}

function draftOf(call: PythonCall, rule: typeof FILE | typeof OPERATOR): Draft {
  const isFile = rule === FILE;
  const shown = shownOf(call);
  return {
    rule,
    severity: 'medium',
    title: [isFile ? 'The TorchScript program uses a file' : 'The TorchScript program uses an operator of its own'],
    where: whereAt(call.at),
    snippet: shown,
    place: call.at,
    what: isFile
      ? prose`The compiled program has ${shown}, which reaches a file by its name${WHEN[call.when]}.`
      : prose`The compiled program has ${shown}, an operator that a native library has to bring.`,
    certainty: { word: 'Likely', reason: ['Conditions around the call are not followed.'] },
    count: 1,
    evidence: { kind: 'place' },
  };
}

const WHEN: Readonly<Record<PythonCall['when'], string>> = {
  import: ' when the archive is loaded',
  use: ' when the archive is loaded or the model is used',
  main: ' when the model is used',
  later: ' when one of its methods is called',
};
