import type { KerasFact } from '../formats/keras/fact.ts';
import { data, prose, type Prose } from '../report/prose.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import type { RuleInput } from '../rules/rule.ts';
import { judgeKeras } from '../rules/keras/judge.ts';
import type { KerasRule } from '../rules/keras/kinds.ts';
import { fixed, type Placed, row, worstOf } from './rows.ts';

/** What versions of Keras make of a configuration: nothing where there is none. */
export function kerasRows({ facts, format }: RuleInput): LoaderOutcome[] {
  const found = facts.filter((fact): fact is KerasFact => fact.kind === 'keras');
  if (found.length === 0 && format !== 'keras-zip') return [];
  const outcome = (does: Version): Placed => worstOf([LOADS, ...found.flatMap((fact) => made(fact, does))]);
  return [
    row('keras', 'keras.saving.load_model(f)', 'Keras 3.13.2 and later', outcome(NEWEST)),
    row('keras<3.9', 'keras.saving.load_model(f)', 'Keras 3.0 to 3.8', outcome(format === 'hdf5' ? OLD_HDF5 : OLD)),
    row('keras-unsafe', 'safe_mode=False', 'any version; Keras 2 without being asked', outcome(UNSAFE)),
  ];
}

type Answer = readonly [LoaderOutcome['outcome'], string];
type Version = Readonly<Partial<Record<KerasRule, Answer>>>;

const CUSTOM: Answer = ['fails', 'It knows no such class unless the caller brings it'];
const BYTECODE: Answer = ['refuses', 'It makes no function of bytecode in safe mode'];
const NEWEST: Version = {
  bytecode: BYTECODE,
  'bytecode-telling': BYTECODE,
  call: ['refuses', 'It takes nothing but classes and functions of Keras’ own that make layers'],
  foreign: CUSTOM,
  custom: CUSTOM,
  torch: ['refuses', 'It unpickles no torch module in safe mode'],
  model: ['refuses', 'It loads no other model in safe mode'],
  file: ['refuses', 'It reads no files in safe mode'],
  label: ['unknown', 'What it makes of such a name depends on its assets'],
};
const OLD: Version = {
  ...NEWEST,
  call: ['runs', 'It looks up any name of any module'],
  foreign: ['unknown', 'It imports that module'],
  torch: ['runs', 'It unpickles the torch module'],
  model: ['runs', 'It loads the other model'],
  file: ['runs', 'It opens the file'],
};
const RUNS: Answer = ['runs', 'It calls the function that the bytecode is'];
/** CVE-2025-9905: safe mode was passed by. */
const OLD_HDF5: Version = { ...OLD, bytecode: RUNS, 'bytecode-telling': RUNS };
const UNSAFE: Version = { ...OLD, bytecode: RUNS, 'bytecode-telling': RUNS };

const LOADS = fixed('loads', ['The configuration names nothing but what Keras makes layers of.']);

function made(fact: KerasFact, version: Version): Placed[] {
  const rule = judgeKeras(fact)?.rule;
  const answer = rule === undefined ? undefined : version[rule];
  if (answer === undefined) return [];
  const [outcome, why] = answer;
  return [fixed(outcome, reason(why, fact), fact.at)];
}

function reason(why: string, { module, name }: KerasFact): Prose {
  return prose`${why}: ${data(module === null ? name : `${module}.${name}`, 120)}.`;
}
