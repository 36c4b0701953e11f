import type { OddityFact } from '../facts.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import type { Program, RuleInput } from '../rules/rule.ts';
import { pickleLoad } from './joblib.ts';
import { fixed, type Placed, placed, row, worstOf } from './rows.ts';

/** What of an HDF5 file is in other files. */
const OPENED: ReadonlySet<string> = new Set(['external', 'external-outside', 'storage', 'virtual', 'virtual-outside']);

/** Who unpickles what HDF5 has no type for, and who opens other files: nothing where there is neither. */
export function hdf5Rows(input: RuleInput): LoaderOutcome[] {
  if (input.format !== 'hdf5') return [];
  const members = input.programs.filter(({ exposure }) => exposure === 'loaded');
  const other = input.facts.find(
    (fact): fact is OddityFact => fact.kind === 'oddity' && fact.format === 'hdf5' && OPENED.has(fact.code),
  );
  if (members.length === 0 && other === undefined) return [];
  const unpickled = worstOf(members.map((program) => loaded(input, program)));
  const followed = other === undefined ? UNPICKLES_NOTHING : fixed('runs', other.what, other.at);
  return [
    ...(members.length === 0 ? [] : [row('tables', 'tables.open_file(f)', 'each value when it is read', unpickled)]),
    ...(members.length === 0 ? [] : [row('pandas.read_hdf', 'pandas.read_hdf(f)', 'PyTables’ own', unpickled)]),
    row('h5py', 'h5py.File(f)', 'names are followed, arrays are read', followed),
  ];
}

const UNPICKLES_NOTHING = fixed('loads', ['It unpickles nothing: what is pickled stays bytes.']);

function loaded(input: RuleInput, program: Program): Placed {
  return placed(program, pickleLoad(input, program));
}
