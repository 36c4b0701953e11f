import type { LoaderOutcome } from '../report/schema.ts';
import type { RuleInput } from '../rules/rule.ts';
import { pickleLoad } from './joblib.ts';
import { fixed, placed, row, worstOf } from './rows.ts';

const TABLES: ReadonlySet<string | null> = new Set(['parquet', 'arrow', 'arrow-stream']);

export function isTable({ format }: RuleInput): boolean {
  return TABLES.has(format);
}

/** Who makes a column’s type by running a pickle: nothing where no column has such a type. */
export function arrowRows(input: RuleInput): LoaderOutcome[] {
  const types = input.facts.filter(
    (fact) => fact.kind === 'oddity' && fact.format === 'arrow' && fact.code === 'python',
  );
  if (!isTable(input) || types.length === 0) return [];
  const unpickled = input.programs
    .filter(({ exposure }) => exposure === 'loaded')
    .map((program) => placed(program, pickleLoad(input, program)));
  const old = unpickled.length === 0 ? fixed('unknown', ['No pickle of a type was read.']) : worstOf(unpickled);
  return [
    row('pyarrow<14.0.1', 'pyarrow', '0.14 to 14.0.0, also beneath pandas and datasets', old),
    row('pyarrow', 'pyarrow', '14.0.1 and later', fixed('loads', ['It warns, and leaves the type unknown.'])),
    row('pyarrow-autoload', 'set_auto_load(True)', 'versions that have it, when the caller asks for it', old),
  ];
}
