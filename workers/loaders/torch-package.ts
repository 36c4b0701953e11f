import type { LoaderOutcome } from '../report/schema.ts';
import type { Program, RuleInput } from '../rules/rule.ts';
import { placed, row, worstOf } from './rows.ts';
import { runProgram } from './run.ts';

/** Pickles of a package are read in Python, with the storages of the archive (torch/package/package_importer.py, `load_pickle`). */
export function packageRows({ format }: RuleInput, members: readonly Program[]): LoaderOutcome[] {
  if (format !== 'torch-package') return [];
  const outcomes = members.map((program) =>
    placed(program, runProgram(program, { engines: ['python', 'c'], persistent: true })),
  );
  return [row('torch.package', 'PackageImporter(f).load_pickle', 'of the entry', worstOf(outcomes))];
}
