import { looksLikePickle, readPickle } from '../formats/pickle/read.ts';
import type { Trace } from '../formats/pickle/trace.ts';
import { prose } from '../report/prose.ts';
import type { Range } from '../report/schema.ts';
import type { Hit, ScanResult, Signature } from '../wasm/scan.ts';
import { stateProgram } from './programs.ts';
import type { Inspect } from './reader.ts';
import type { Scope } from './scope.ts';

/** Heads long enough not to occur by chance: what begins with one is opened as a container, or named. */
const CONTAINERS: ReadonlySet<Signature> = new Set([
  'zip-local',
  'elf',
  'pe',
  'mach-o',
  'gguf',
  '7z',
  'npy',
  'hdf5',
  'xz',
  'bzip2',
]);
/** Shorter streams that import nothing occur by chance. */
const TELLING_STEPS = 8;

/**
 * Follows what a survey of an unexplained range found: programs are read in place, a container is opened and answers for
 * the rest of the range. What is found this way only runs when something else reads from right there, so the report says
 * that it was found, not that it is loaded.
 */
export async function carve(scope: Scope, range: Range, found: ScanResult, inspect: Inspect): Promise<void> {
  let free = range.offset;
  for (const hit of found.hits) {
    const at = range.offset + hit.offset;
    if (at < free) continue;
    if (isContainer(hit) && scope.canNest) {
      await openRange(scope, { offset: at, length: range.offset + range.length - at }, inspect);
      return;
    }
    if (hit.signature === 'pickle' || hit.signature === 'pickle-bare') free = (await tryProgram(scope, at)) ?? free;
  }
  const dropped = found.dropped
    .filter(({ signature }) => signature.startsWith('pickle'))
    .reduce((sum, { count }) => sum + count, 0);
  if (dropped > 0) {
    scope.problem(
      'limit',
      range.offset,
      range.length,
      prose`${dropped} more places where a hidden program may start were not tried.`,
    );
  }
}

/** Opens bytes nobody explains as something of their own, named by where they stand. */
export function openRange(scope: Scope, { offset, length }: Range, inspect: Inspect): Promise<void> {
  const window = scope.source.slice(offset, length, `bytes at 0x${offset.toString(16)}`);
  return inspect(scope.child(window, offset, 'unclaimed'));
}

/** What starts the range has been identified with it. */
function isContainer({ offset, signature }: Hit): boolean {
  return offset > 0 && CONTAINERS.has(signature);
}

/** Offset after the program, when one starts here. */
async function tryProgram(scope: Scope, at: number): Promise<number | null> {
  const { run, source } = scope;
  if (!(await looksLikePickle(source, at, { engine: run.engine }))) return null;
  const found = await readPickle(source, at, { engine: run.engine });
  if (found.traces.some(isTelling)) return stateProgram(scope, at, 'carved', run.programs.length, found).end;
  found.close();
  return null;
}

/** Imports something by a plausible name, or runs to its STOP over enough steps. */
function isTelling(trace: Trace): boolean {
  if (trace.ending.kind === 'stop' && trace.steps >= TELLING_STEPS) return true;
  for (let i = 0; i < trace.events; i += 1) {
    const event = trace.event(i);
    if (event.kind !== 'import') continue;
    const module = trace.value(event.target);
    if (module.kind === 'text8' || (module.kind === 'text' && /^[A-Za-z_][\w.]*$/.test(module.text))) return true;
  }
  return false;
}
