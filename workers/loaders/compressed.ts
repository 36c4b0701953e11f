import type { LoaderOutcome } from '../report/schema.ts';
import type { Program, RuleInput } from '../rules/rule.ts';
import { joblibLoad, pickleLoad } from './joblib.ts';
import { pandasCompression, pandasTriesAgain } from './pandas.ts';
import { fixed, type Placed, placed, PYTHON, row } from './rows.ts';
import { runProgram } from './run.ts';

/** Compressed streams that joblib.load unpacks by their first bytes (joblib/compressor.py), with the names pandas unpacks them under. */
const STREAMS: ReadonlyMap<string, string | null> = new Map([
  ['gzip', '.gz'],
  ['bzip2', '.bz2'],
  ['xz', '.xz'],
  ['zstd', '.zst'],
  ['zlib', null],
  ['lzma', null],
  ['lz4', null],
  ['zfile', null],
]);

/** A pickle compressed as a whole. Null for anything else. */
export function compressedRows(input: RuleInput, members: readonly Program[]): LoaderOutcome[] | null {
  const program = members.find(({ fact }) => fact.source.path.length === 2 && fact.at.offset === 0);
  const end = STREAMS.get(input.format ?? '');
  if (program === undefined || end === undefined) return null;
  const packed = fixed('fails', ['The file is compressed: it is no pickle before it is unpacked.']);
  const joblib =
    input.format === 'zstd' ? fixed('fails', ['It does not unpack this kind.']) : joblibLoad(input, program);
  return [
    row('joblib.load', 'joblib.load(f)', 'unpacks by the first bytes', joblib),
    row('pandas.read_pickle', 'pandas.read_pickle(f)', 'unpacks by the name', pandas(input, program, end) ?? packed),
    row('pickle.load', 'pickle.load(f)', 'any version', packed),
    row('numpy.load', 'numpy.load(f)', 'allow_pickle=True', packed),
  ];
}

/** Null where the name does not say that the file is compressed. */
function pandas(input: RuleInput, program: Program, end: string | null): Placed | null {
  if (end === null || pandasCompression(program.fact.source.path[0] ?? '') !== end) return null;
  const c = pickleLoad(input, program);
  const hasPython = program.fact.traces.some(({ engine }) => engine === 'python');
  return c.outcome === 'fails' && hasPython && pandasTriesAgain(program)
    ? placed(program, runProgram(program, PYTHON))
    : c;
}
