import { code, prose } from '../report/prose.ts';
import type { LoaderOutcome } from '../report/schema.ts';
import type { Program } from '../rules/rule.ts';
import { C_FILE, fixed, placed, PYTHON, row } from './rows.ts';
import { runProgram, stopOf } from './run.ts';

/** What pandas takes a name for (pandas/io/common.py, `extension_to_compression`), longest first. */
const COMPRESSED = ['.tar.gz', '.tar.xz', '.tar.bz2', '.tar', '.gz', '.bz2', '.zip', '.xz', '.zst'] as const;

/** Compression by the end of the name; null for none. */
export function pandasCompression(name: string): string | null {
  const lower = name.toLowerCase();
  return COMPRESSED.find((end) => lower.endsWith(end)) ?? null;
}

/**
 * Raised by the unpickler itself, which ends it; anything else the program may raise (a name that cannot be had, a wrong type, since
 * pandas 3 a wrong value), pandas takes for the file of an old version.
 */
const FINAL: ReadonlySet<string> = new Set(['UnpicklingError', 'OverflowError', 'MemoryError']);

/** Whether pandas carries a program out once more in Python after the C unpickler has stopped. */
export function pandasTriesAgain(program: Program): boolean {
  const stop = stopOf(program, C_FILE);
  return stop !== null && !FINAL.has(stop.exception ?? '');
}

/**
 * pandas.read_pickle of a bare pickle (pandas/io/pickle.py): the C unpickler; when that raises for a name that cannot be had or for a
 * wrong type, everything once more in Python, with classes of old versions under their new names. Before 1.0, whatever it raises: a row
 * of its own where that makes a difference.
 */
export function pandasRows(program: Program): LoaderOutcome[] {
  const end = pandasCompression(program.fact.source.name);
  if (end !== null) {
    const what = prose`By its name it takes the file for compressed data (${code(end)}), which it is not.`;
    return [row('pandas.read_pickle', CALL, 'tries again in Python', fixed('fails', what))];
  }
  const c = placed(program, runProgram(program, C_FILE));
  const again = placed(program, runProgram(program, PYTHON));
  const today = c.outcome === 'fails' && pandasTriesAgain(program) ? again : c;
  const old = c.outcome === 'fails' && today.outcome !== again.outcome;
  return [
    row('pandas.read_pickle', CALL, 'tries again in Python', today),
    ...(old ? [row('pandas.read_pickle<1', CALL, 'pandas before 1.0, whatever was raised', again)] : []),
  ];
}

const CALL = 'pandas.read_pickle(f)';
