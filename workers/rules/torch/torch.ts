import type { Fact, TensorFact, TorchFact } from '../../facts.ts';
import { data, prose, type Prose } from '../../report/prose.ts';
import type { Place, Severity } from '../../report/schema.ts';
import { draftOf } from '../draft.ts';
import { occurrencesOf } from '../occurrences.ts';
import type { Draft, Program, Rule, RuleCard, RuleInput } from '../rule.ts';
import { moment, stepText } from '../wording.ts';
import { scriptProgram } from './script-program.ts';
import { partName } from '../../report/where.ts';

/** torch/serialization.py, MAGIC_NUMBER: the first pickle of the old format is this number and nothing else. */
const MAGIC = 0x1950a86a20f9469cfc6cn;

/** What makes a torch file unlike one that torch.save wrote. */
export const TORCH: Rule = {
  cards: cards(),
  apply: ({ facts, programs, format }) => [
    ...facts.flatMap((fact) => (fact.kind === 'torch' ? container(fact, { facts, programs, format }) : [])),
    ...tensors(facts),
    ...programs.flatMap((program) => magic(program)),
    ...items(programs),
  ],
};

function container(fact: TorchFact, input: RuleInput): Draft[] {
  const drafts: Draft[] = [];
  if (fact.script !== null && !scriptProgram(fact, input).computes) {
    drafts.push(
      draft(
        fact.at,
        'torch.script',
        'medium',
        prose`Ships a TorchScript program`,
        prose`constants.pkl and code/`,
        prose`The archive holds compiled model code. torch.jit.load loads it, and torch.load up to 2.5 hands such an archive on to it. Not everything it calls is known to compute and nothing else.`,
      ),
    );
  }
  if (fact.strays > 0) {
    drafts.push(
      draft(
        fact.at,
        'torch.strays',
        'low',
        prose`${fact.strays} entries lie outside the model’s folder`,
        prose`folder ${data(fact.root ?? '', 80)}`,
        prose`torch expects one folder with everything in it and refuses an archive that has more. Other tools open it.`,
      ),
    );
  }
  if (!fact.atStart) {
    drafts.push(
      draft(
        fact.at,
        'torch.not-at-start',
        'low',
        prose`The archive does not start at the first byte`,
        prose`bytes before the archive`,
        prose`torch looks for the archive at the first byte only and does not find this one. Other tools do.`,
      ),
    );
  }
  return drafts;
}

const TENSOR_RULES = {
  'missing-record': 'torch.tensor-missing',
  'out-of-bounds': 'torch.tensor-bounds',
  'size-differs': 'torch.tensor-size',
} as const;
const TENSOR_SEVERITY: Readonly<Record<keyof typeof TENSOR_RULES, Severity>> = {
  'missing-record': 'low',
  'out-of-bounds': 'medium',
  'size-differs': 'low',
};

/** One finding a code, however many tensors share it. */
function tensors(facts: readonly Fact[]): Draft[] {
  const byCode = new Map<keyof typeof TENSOR_RULES, TensorFact[]>();
  for (const fact of facts) {
    if (fact.kind !== 'tensor' || fact.problem === null || fact.problem.code === 'told') continue;
    byCode.set(fact.problem.code, [...(byCode.get(fact.problem.code) ?? []), fact]);
  }
  return [...byCode].flatMap(([code, list]) => {
    const first = list[0];
    if (first?.problem == null) return [];
    const title = {
      'missing-record': 'storage that is not in the file',
      'out-of-bounds': 'memory beyond its storage',
      'size-differs': 'storage of another size',
    }[code];
    return [
      {
        ...draft(
          first.at,
          TENSOR_RULES[code],
          TENSOR_SEVERITY[code],
          prose`A tensor uses ${title}`,
          prose`${data(first.name, 120)}, storage ${data(first.storage.key, 40)}`,
          first.problem.what,
        ),
        count: list.length,
      },
    ];
  });
}

function magic(program: Program): Draft[] {
  const interpretation = program.interpretations[0];
  const { role, index, source, at } = program.fact;
  if (interpretation === undefined || index !== 0 || (role !== 'bare' && role !== 'torch-legacy')) return [];
  const { result, trace } = interpretation;
  const isMagic = role === 'torch-legacy' || (result?.kind === 'int' && result.value === MAGIC);
  if (!isMagic || trace.events === 0) return [];
  return [
    {
      ...draft(
        at,
        'torch.legacy-magic',
        'medium',
        prose`The magic number is computed by a program`,
        prose`${trace.events} look-ups and calls before the check`,
        prose`torch’s old format starts with a pickle that is one number. Here that pickle is a program: torch.load carries it out before it checks the number.`,
      ),
      evidence: { kind: 'bytes', source, offset: at.offset, length: Math.min(at.length, 64) },
    },
  ];
}

function items(programs: readonly Program[]): Draft[] {
  return occurrencesOf(programs)
    .filter(({ act }) => act.kind === 'items')
    .map((one) =>
      draftOf(one, {
        rule: 'torch.tensor-items',
        severity: 'high',
        title: prose`Writes items into a tensor while loading`,
        what: prose`${moment(one.program)}, ${stepText(one)} sets items of a tensor or storage as if it were a dict. Up to PyTorch 2.9.1 weights_only=True lets it, which corrupts memory.`,
        certainty: { word: 'Likely', reason: ['It depends on the version of PyTorch.'] },
      }),
    );
}

function draft(place: Place, rule: string, severity: Severity, title: Prose, snippet: Prose, what: Prose): Draft {
  return {
    rule,
    severity,
    title,
    where: partName(place.path),
    snippet,
    place,
    what,
    certainty: { word: 'Certain', reason: ['It is measured from the bytes.'] },
    count: 1,
    evidence: { kind: 'place' },
  };
}

function cards(): RuleCard[] {
  const how = prose`The container was read the way torch reads it, and compared with what torch.save writes.`;
  const card = (
    id: string,
    title: string,
    means: Prose,
    happens: Prose,
    falseAlarm: Prose,
    references: readonly string[],
    todo: Prose,
  ): RuleCard => ({ id, title, means, happens, how, todo: [todo], falseAlarm, references });
  return [
    card(
      'torch.script',
      'Ships a TorchScript program',
      prose`The archive holds a compiled program beside the weights, and not all of it could be followed.`,
      prose`Loading it prepares that program; using the model runs it. Some of its operators read and write files.`,
      prose`Exported models are meant to be programs. Operators of other libraries and parts that Vitrine cannot read keep it from following one.`,
      ['CVE-2025-32434', 'CWE-502'],
      prose`Load it with PyTorch 2.6 or later, and only from someone whose programs you would run.`,
    ),
    card(
      'torch.strays',
      'Entries outside the model’s folder',
      prose`torch.save puts everything into one folder. This archive has entries beside it.`,
      prose`torch refuses the archive. Other tools unpack the entries.`,
      prose`Archives repacked by hand or by a file manager.`,
      ['CWE-436'],
      prose`Look at the entries outside the folder.`,
    ),
    card(
      'torch.not-at-start',
      'The archive does not start at the first byte',
      prose`Other bytes stand before the archive.`,
      prose`torch does not take the file for an archive and reads it as its old format. Other tools find the archive.`,
      prose`Self-extracting archives.`,
      ['CWE-436'],
      prose`Look at the bytes before the archive.`,
    ),
    card(
      'torch.tensor-missing',
      'A tensor’s storage is not in the file',
      prose`A tensor refers to a storage record that the archive does not have.`,
      prose`Loading stops there.`,
      prose`Files that were cut short or split.`,
      ['CWE-755'],
      prose`Compare the size and hash with the publisher’s.`,
    ),
    card(
      'torch.tensor-bounds',
      'A tensor reaches beyond its storage',
      prose`Offset, shape and strides of a tensor address memory after the end of its storage.`,
      prose`Current versions check and refuse. Where they do not, memory that is not the model’s is read or written.`,
      prose`None known: torch.save writes consistent numbers.`,
      ['CWE-125', 'CWE-787'],
      prose`Do not load it with a version of PyTorch that is not current.`,
    ),
    card(
      'torch.tensor-size',
      'A storage has another size than the program says',
      prose`The program claims a number of elements, the record has another.`,
      prose`torch refuses it or pads it, depending on the version.`,
      prose`Files that were cut short.`,
      ['CWE-130'],
      prose`Compare the size and hash with the publisher’s.`,
    ),
    card(
      'torch.legacy-magic',
      'The magic number is computed by a program',
      prose`The first pickle of torch’s old format is a plain number. Here it is a program.`,
      prose`torch.load carries the program out before it looks at the number.`,
      prose`None known: torch.save writes the number as it is.`,
      ['CWE-502'],
      prose`Do not load it. Ask the publisher for safetensors.`,
    ),
    card(
      'torch.tensor-items',
      'Writes items into a tensor while loading',
      prose`An opcode for dicts is used on a tensor or storage.`,
      prose`Up to PyTorch 2.9.1, weights_only=True carries this out, which can corrupt memory.`,
      prose`torch.save never writes this.`,
      ['CVE-2026-24747', 'CWE-787'],
      prose`Do not load it, also not with weights_only=True.`,
    ),
  ];
}
