import type { JoblibFact } from '../formats/joblib/fact.ts';
import { failureText } from '../formats/pickle/failures.ts';
import type { EngineId } from '../formats/pickle/trace.ts';
import { prose, type Prose } from '../report/prose.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import { placeIn } from '../source/byte-source.ts';
import type { Program, RuleInput } from '../rules/rule.ts';
import { C_FILE, fixed, JOBLIB, type Placed, placed, row, worstOf } from './rows.ts';
import { runProgram } from './run.ts';

/** A program with arrays between its opcodes: joblib alone reads it to its end. Null when there is none. */
export function joblibRows(input: RuleInput, program: Program): LoaderOutcome[] | null {
  if (arraysOf(input, program) === undefined) return null;
  const plain = pickleLoad(input, program);
  return [
    row('joblib.load', 'joblib.load(f)', 'any version', joblibLoad(input, program)),
    ...versionRow(program, 'joblib-1.1', 'joblib 1.1 and older'),
    ...versionRow(program, 'joblib-latin1', 'Python 2'),
    row('pickle.load', 'pickle.load(f)', 'knows no arrays between opcodes', plain),
    row('pandas.read_pickle', 'pandas.read_pickle(f)', 'as pickle.load', plain),
    row('numpy.load', 'numpy.load(f)', 'allow_pickle=True', plain),
    row('numpy.load-plain', 'numpy.load(f)', 'allow_pickle=False, the default', REFUSED),
  ];
}

/** Where it makes a difference. */
function versionRow(program: Program, engine: EngineId, detail: string): LoaderOutcome[] {
  if (!program.fact.traces.some((trace) => trace.engine === engine)) return [];
  const outcome = placed(program, runProgram(program, { engines: [engine], persistent: false }));
  return [row(`joblib.load-${engine.replace('joblib-', '')}`, 'joblib.load(f)', detail, outcome)];
}

/** What a pickle without the magic of an array is to numpy.load by default. */
export const REFUSED = fixed('refuses', ['It takes the file for pickled data and refuses.']);

/** The program with the pickles of its object arrays, as joblib carries them out. */
export function joblibLoad(input: RuleInput, program: Program): Placed {
  const own = placed(program, runProgram(program, JOBLIB));
  const fact = arraysOf(input, program);
  if (fact === undefined) return own;
  const inner = input.programs.filter(({ fact: { id } }) => fact.inner.includes(id));
  const worst = worstOf([own, ...inner.map((one) => placed(one, runProgram(one, C_FILE)))]);
  if (worst.outcome !== 'loads') return worst;
  const beside = fact.notes.find(({ code }) => code.startsWith('side-'));
  return beside === undefined ? worst : fixed('unknown', beside.what, beside.at);
}

/** A loader that takes the first array for opcodes. When it does something then, the program has a trace of it. */
export function pickleLoad(input: RuleInput, program: Program): Placed {
  const fact = arraysOf(input, program);
  if (fact === undefined || program.fact.traces.some(({ engine }) => engine === 'c'))
    return placed(program, runProgram(program, C_FILE));
  const { first, plain } = fact;
  // A pickle in place of the first array is read as more of the same, up to its STOP.
  const next = input.programs.find(({ fact: { id, at } }) => fact.inner.includes(id) && at.offset === first);
  const inside = next === undefined ? [] : [placed(next, runProgram(next, C_FILE))];
  const before = worstOf([placed(program, runProgram(program, JOBLIB, { until: first ?? plain?.offset })), ...inside]);
  if (plain === null || before.outcome === 'runs' || before.outcome === 'unknown')
    return { ...before, ranBefore: before.outcome === 'runs' && plain !== null };
  const why: Prose = first === null ? [] : prose`it takes the array at byte ${first} for opcodes: `;
  return fixed('fails', prose`${why}${failureText(plain.code)}`, placeIn(program.fact.source, plain.offset, 1));
}

function arraysOf({ facts }: RuleInput, program: Program): JoblibFact | undefined {
  return facts.find((one): one is JoblibFact => one.kind === 'joblib' && one.pickle === program.fact.id);
}
