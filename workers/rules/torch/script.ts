import type { Fact, PythonCall, PythonFact, TorchFact } from '../../facts.ts';
import { code, data, prose, type Prose } from '../../report/prose.ts';
import type { Draft, Rule } from '../rule.ts';

/** Operators of TorchScript that reach beyond the model (aten/src/ATen/native, torch/csrc/jit/runtime/register_prim_ops.cpp). */
const FILES: ReadonlyMap<string, { readonly would: string; readonly capability: 'FS_WRITE' | 'FS_READ' }> = new Map([
  ['save', { would: 'write a file', capability: 'FS_WRITE' }],
  ['from_file', { would: 'map a file into memory, and write to it if told so', capability: 'FS_READ' }],
]);
/** Namespaces of operators that PyTorch and its companions bring. */
const KNOWN =
  /^ops\.(?:aten|prim|prims|quantized|torchvision|torchaudio|torchtext|_c10d_functional|inductor|sparse|mkldnn|xnnpack|metal|vulkan)\./;

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
  apply: ({ facts }) => {
    const archives = facts.filter((fact): fact is TorchFact => fact.kind === 'torch' && fact.torchScript);
    return facts.flatMap((fact) => (isCode(fact, archives) ? draftsOf(fact) : []));
  },
};

function isCode(fact: Fact, archives: readonly TorchFact[]): fact is PythonFact {
  return (
    fact.kind === 'python' &&
    archives.some(
      ({ at: { path } }) => fact.at.path.length > path.length && path.every((part, i) => fact.at.path[i] === part),
    )
  );
}

function draftsOf({ calls }: PythonFact): Draft[] {
  return calls.flatMap((call) => {
    const name = /^(?:torch|ops\.aten)\.(\w+)$/.exec(call.name)?.[1];
    const file = name === undefined ? undefined : FILES.get(name);
    const shown = prose`${data(call.shown, 160)}`;
    if (file !== undefined)
      return [
        {
          ...draftOf(call, 'torch.script.file', shown),
          severity: call.when === 'later' ? 'high' : 'critical',
          effect: { ...file, call: shown },
        },
      ];
    return call.name.startsWith('ops.') && !KNOWN.test(call.name)
      ? [draftOf(call, 'torch.script.operator', shown)]
      : [];
  });
}

function draftOf(call: PythonCall, rule: 'torch.script.file' | 'torch.script.operator', shown: Prose): Draft {
  const isFile = rule === 'torch.script.file';
  return {
    rule,
    severity: 'medium',
    title: [isFile ? 'The TorchScript program uses a file' : 'The TorchScript program uses an operator of its own'],
    where: prose`${data(call.at.path.at(-1) ?? '', 120)}, byte ${code(`0x${call.at.offset.toString(16).padStart(4, '0')}`)}`,
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
