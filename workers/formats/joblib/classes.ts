import type { Values } from '../pickle/live-values.ts';
import type { Trace } from '../pickle/trace.ts';
import type { Ref } from '../pickle/value.ts';
import { importOf, listOf } from './names.ts';

/**
 * What joblib's unpickler makes of an object after its BUILD (joblib/numpy_pickle.py, numpy_pickle_compat.py):
 * array  NumpyArrayWrapper: the array's bytes follow in the file
 * file   NDArrayWrapper: the array is in an .npy file beside it
 * zfile  ZNDArrayWrapper: the bytes are in a compressed file beside it
 */
export type Wrapper = 'array' | 'file' | 'zfile';
export type Made = Wrapper | 'dtype' | 'other';

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map([
  ['NumpyArrayWrapper', 'array'],
  ['NDArrayWrapper', 'file'],
  ['ZNDArrayWrapper', 'zfile'],
]);
/** Functions that make an object of the class they are given first. */
const MAKERS: ReadonlySet<string> = new Set([
  'copyreg._reconstructor',
  'copy_reg._reconstructor',
  'copyreg.__newobj__',
  'copy_reg.__newobj__',
  'copyreg.__newobj_ex__',
]);

function madeBy(module: string, name: string): Made | 'first argument' {
  const path = `${module}.${name}`;
  if (MAKERS.has(path)) return 'first argument';
  const parts = path.split('.');
  const last = parts.at(-1) ?? '';
  // Also `sklearn.externals.joblib`, and names that are looked up part by part.
  const wrapper = parts.includes('joblib') ? WRAPPERS.get(last) : undefined;
  if (wrapper !== undefined) return wrapper;
  return last === 'dtype' && parts[0] === 'numpy' ? 'dtype' : 'other';
}

/** What the call that made `target` made; `callee` is what it called. */
export function madeOf(values: Values, target: Ref, callee: Ref): Made {
  const name = importOf(values, callee);
  const made = name === null ? 'other' : madeBy(...name);
  if (made !== 'first argument') return made;
  const value = values.value(target);
  const first = value.kind === 'result' ? listOf(values, values.event(value.event).args, 64)?.[0] : undefined;
  const inner = first === undefined ? null : importOf(values, first);
  const own = inner === null ? 'other' : madeBy(...inner);
  return own === 'first argument' ? 'other' : own;
}

/** Whether it is always the same, whatever the call's arguments. */
export function isFixed(values: Values, callee: Ref): boolean {
  const name = importOf(values, callee);
  return name === null || madeBy(...name) !== 'first argument';
}

const BUILD = 0x62;

/** Whether a program looks up one of joblib's wrapper classes and sets the state of something. */
export function usesWrappers(trace: Trace): boolean {
  if (trace.firstUse(BUILD) === null) return false;
  for (let i = 0; i < trace.events; i = trace.telling(i + 1)) {
    const event = trace.event(i);
    if (event.kind !== 'import') continue;
    const name = importOf(trace, event.result);
    if (name !== null && WRAPPERS.has(name[1].split('.').at(-1) ?? '') && name.join('.').includes('joblib'))
      return true;
  }
  return false;
}
