import type { NumpyFact } from '../formats/numpy/fact.ts';
import { prose } from '../report/prose.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import type { Program, RuleInput } from '../rules/rule.ts';
import { C_FILE, fixed, type Placed, placed, row, worstOf } from './rows.ts';
import { runProgram } from './run.ts';

/** An .npy, or the members of an .npz, each as its first bytes say. Null when there is none. */
export function numpyRows({ facts, programs, format }: RuleInput): LoaderOutcome[] | null {
  if (format !== 'npy' && format !== 'npz') return null;
  const arrays = facts.filter((fact): fact is NumpyFact => fact.kind === 'numpy' && fact.version !== '');
  // Of several arrays in one .npy a load reads the first; those of an .npz are read when they are asked for.
  const loaded = format === 'npz' ? arrays : arrays.slice(0, 1);
  if (loaded.length === 0) return null;
  const detail = format === 'npz' ? ', each array as it is asked for' : '';
  return [
    row(
      'numpy.load-plain',
      'numpy.load(f)',
      `allow_pickle=False, the default${detail}`,
      worstOf(loaded.map((fact) => withoutPickles(fact))),
    ),
    row(
      'numpy.load',
      'numpy.load(f)',
      `allow_pickle=True${detail}`,
      worstOf(loaded.map((fact) => withPickles(fact, programs))),
    ),
    row('pickle.load', 'pickle.load(f)', 'any version', fixed('fails', ['The file is no pickle.'])),
  ];
}

function withoutPickles(fact: NumpyFact): Placed {
  if (fact.fails !== null) return failure(fact);
  const large = fact.notes.find(({ code }) => code === 'header-large');
  if (large !== undefined) return fixed('refuses', prose`${large.what} It refuses more than 10,000.`, large.at);
  if (fact.objects !== true) return fixed('loads', ['Numbers only: nothing runs.']);
  return fixed('refuses', ['Arrays of objects need allow_pickle=True.'], { ...fact.at, offset: fact.data, length: 1 });
}

function withPickles(fact: NumpyFact, programs: readonly Program[]): Placed {
  if (fact.fails !== null) return failure(fact);
  if (fact.objects !== true) return fixed('loads', ['Numbers only: nothing runs.']);
  const program = programs.find(({ fact: { id } }) => id === fact.pickle);
  return program === undefined
    ? fixed('fails', ['The pickle of the objects is not there.'])
    : placed(program, runProgram(program, C_FILE));
}

function failure({ notes, at, fails }: NumpyFact): Placed {
  const note = notes.find((one) => one.at.offset === fails) ?? notes[0];
  return fixed('fails', note?.what ?? ['It cannot read the array.'], note?.at ?? at);
}
