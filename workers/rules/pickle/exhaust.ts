import type { Trace } from '../../formats/pickle/trace.ts';
import { code, prose, type Prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { capped } from '../exposure.ts';
import type { Draft, Program, Rule, RuleCard } from '../rule.ts';
import { partName } from '../../report/where.ts';

/** Values that cost a loader more than their bytes suggest. */
const DEEP = 10_000;
const HASHED = 2 ** 28;
const EXPANDED = 1e12;

const HOW = prose`Every container was weighed once: how deep tuples nest, and how many values are visited when shared ones count as often as they are reached.`;
const TODO: readonly Prose[] = [
  ['Load it only where a crash does no harm.'],
  ['No training run makes such values: ask where the file comes from.'],
];

function card(id: string, title: string, means: Prose, happens: Prose, references: readonly string[]): RuleCard {
  return {
    id,
    title,
    means,
    happens,
    how: HOW,
    todo: TODO,
    falseAlarm: prose`Very large nested structures of ordinary data stay far below the threshold.`,
    references,
  };
}

export const EXHAUST: Rule = {
  cards: [
    card(
      'pickle.dos.depth',
      'Tuples nested thousands deep',
      prose`A tuple holds a tuple that holds a tuple, more than ten thousand times.`,
      prose`Hashing or comparing it recurses in C until the process crashes. weights_only=True does not protect from it.`,
      ['CWE-674', 'CWE-400'],
    ),
    card(
      'pickle.dos.hash',
      'A value that takes for ever to hash',
      prose`A tuple holds the same tuple twice, that one too, and so on: its hash visits a number of values that doubles each time.`,
      prose`As a dict key or set member it keeps the processor busy for hours.`,
      ['CWE-407', 'CWE-400'],
    ),
    card(
      'pickle.dos.expansion',
      'A value that is endless when written out',
      prose`Lists share the same lists over and over. The file is small; printing, copying or walking the object is not.`,
      prose`Loading is fine. Whatever prints, copies or converts the object does not come back.`,
      ['CWE-776', 'CWE-400'],
    ),
  ],
  apply: ({ programs }) =>
    programs
      .filter(({ exposure }) => exposure === 'loaded' || exposure === 'again')
      .flatMap((program) => program.fact.traces.slice(0, 1).flatMap((trace) => judge(program, trace))),
};

function judge(program: Program, trace: Trace): Draft[] {
  const weight = trace.weigh();
  const drafts: Draft[] = [];
  if (weight.depth > DEEP) {
    drafts.push(
      draft(
        program,
        'pickle.dos.depth',
        weight.depthStep,
        prose`Tuples are nested ${weight.depth} deep`,
        prose`${weight.depth} tuples inside each other`,
        prose`Hashing the value recurses ${weight.depth} times in C, which ends the process. This happens when it is a dict key or set member.`,
      ),
    );
  }
  if (weight.hashing > HASHED) {
    drafts.push(
      draft(
        program,
        'pickle.dos.hash',
        weight.hashingStep,
        prose`A value that takes for ever to hash`,
        prose`${about(weight.hashing)} values to visit`,
        prose`Hashing this tuple visits ${about(weight.hashing)} values, because it holds the same tuples over and over.`,
      ),
    );
  } else if (weight.expanded > EXPANDED) {
    drafts.push(
      draft(
        program,
        'pickle.dos.expansion',
        weight.expandedStep,
        prose`A value that is endless when written out`,
        prose`${about(weight.expanded)} values`,
        prose`Written out, this value has ${about(weight.expanded)} parts. Loading it is quick, printing or copying it is not.`,
      ),
    );
  }
  return drafts;
}

/** "10^29". */
function about(count: number): string {
  return Number.isFinite(count) ? `about 10^${Math.floor(Math.log10(count)).toString()}` : 'more than 10^38';
}

function draft(program: Program, rule: string, step: number, title: Prose, snippet: Prose, what: Prose): Draft {
  const { source, at } = program.fact;
  return {
    rule,
    severity: capped('medium', program.exposure),
    title,
    where: prose`${partName(source.path)}, step ${step}, program at ${code(`0x${at.offset.toString(16)}`)}`,
    snippet,
    place: placeIn(source, at.offset, at.length),
    what,
    certainty: { word: 'Certain', reason: ['It is counted from the values of the program.'] },
    count: 1,
    evidence: { kind: 'bytes', source, offset: at.offset, length: Math.min(at.length, 64) },
  };
}
