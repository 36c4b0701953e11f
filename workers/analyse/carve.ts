import { looksLikePickle, readPickle } from '../formats/pickle/read.ts';
import type { Trace } from '../formats/pickle/trace.ts';
import type { FormatKey } from '../identify/formats.ts';
import { doesMore, importsByName, importsSpelled } from '../identify/pickle-start.ts';
import { LIMITS } from '../limits.ts';
import { prose } from '../report/prose.ts';
import type { Range } from '../report/schema.ts';
import type { Hit, ScanResult, Signature } from '../wasm/scan.ts';
import { readProgram } from './programs.ts';
import type { Inspect } from './reader.ts';
import type { Scope } from './scope.ts';
import { survey } from './survey.ts';

/** Heads long enough not to occur by chance: what begins with one is opened as a container, or named. */
const CONTAINERS: ReadonlyMap<Signature, FormatKey> = new Map([
  ['zip-local', 'zip'],
  ['elf', 'elf'],
  ['pe', 'pe'],
  ['mach-o', 'macho'],
  ['gguf', 'gguf'],
  ['7z', '7z'],
  ['npy', 'npy'],
  ['hdf5', 'hdf5'],
  ['xz', 'xz'],
  ['bzip2', 'bzip2'],
]);

/**
 * Follows what a survey of an unexplained range found: programs are read in place, a container is opened and answers for
 * the rest of the range. What is found this way only runs when something else reads from right there, so the report says
 * that it was found, not that it is loaded. `known` formats have been named already.
 */
export async function carve(
  scope: Scope,
  range: Range,
  found: ScanResult,
  known: readonly FormatKey[],
  inspect: Inspect,
): Promise<void> {
  let free = range.offset;
  for (const hit of found.hits) {
    const at = range.offset + hit.offset;
    if (at < free) continue;
    if (isContainer(hit, range, known) && scope.canNest) {
      await openRange(scope, { offset: at, length: range.offset + range.length - at }, inspect);
      return;
    }
    if (hit.signature === 'pickle') free = (await tryProgram(scope, at, isProgram)) ?? free;
    if (hit.signature === 'pickle-bare')
      free = (await tryProgram(scope, at, isResumed(scope, at) ? isProgram : isBareProgram)) ?? free;
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

/** The same for bytes a reader explains by their place only, before it claims them: a picture, an array that nothing describes. */
export async function carvePassed(
  scope: Scope,
  range: Range,
  known: readonly FormatKey[],
  inspect: Inspect,
): Promise<void> {
  const searched = { offset: range.offset, length: scope.run.budgets.take('carved', range.length) };
  if (searched.length < range.length) {
    const what = prose`Not searched for hidden programs: more than ${LIMITS.carveBytes} bytes of the file were searched already.`;
    scope.problem('limit', range.offset + searched.length, range.length - searched.length, what);
  }
  await carve(scope, searched, await survey(scope, searched, LIMITS.carveAttempts), known, inspect);
}

/**
 * Programs in the middle of a text: unpicklers read opcodes that are letters. Only what imports, calls and comes to its STOP
 * counts, as words of a text may be taken for a few opcodes.
 */
export async function carveText(scope: Scope, range: Range, { hits }: ScanResult): Promise<void> {
  let free = range.offset;
  for (const { offset, signature } of hits) {
    const at = range.offset + offset;
    if (at < free || signature !== 'pickle-bare') continue;
    free = (await tryProgram(scope, at, (trace) => importsByName(trace) && callsAndStops(trace))) ?? free;
  }
}

function callsAndStops(trace: Trace): boolean {
  if (trace.ending.kind !== 'stop') return false;
  for (let i = 0; i < trace.events; i += 1) if (trace.event(i).kind === 'call') return true;
  return false;
}

/** Opens bytes nobody explains as something of their own, named by where they stand. */
export function openRange(scope: Scope, { offset, length }: Range, inspect: Inspect): Promise<void> {
  const window = scope.source.slice(offset, length, `bytes at 0x${offset.toString(16)}`);
  return inspect(scope.child(window, offset, 'unclaimed'));
}

/** What starts the file has been identified; what starts a range has too, but where an unread format was known before. */
function isContainer({ offset, signature }: Hit, range: Range, known: readonly FormatKey[]): boolean {
  const format = CONTAINERS.get(signature);
  const isIdentified = offset === 0 && (range.offset === 0 || known.length === 0);
  return !isIdentified && format !== undefined && !known.includes(format);
}

/** Offset after the program, when one starts here. */
async function tryProgram(scope: Scope, at: number, isTelling: (trace: Trace) => boolean): Promise<number | null> {
  const { run, source } = scope;
  if (!(await looksLikePickle(source, at, { engine: run.engine }))) return null;
  const glance = await readPickle(source, at, { engine: run.engine });
  const telling = glance.traces.some(isTelling);
  glance.close();
  const role = isResumed(scope, at) ? 'resumed' : 'carved';
  return telling ? ((await readProgram(scope, at, role, run.programs.length))?.end ?? null) : null;
}

/** Behind the place where a program broke off. */
function isResumed({ lostAt }: Scope, at: number): boolean {
  return lostAt !== null && at >= lostAt;
}

function isProgram(trace: Trace): boolean {
  return importsSpelled(trace) || runsLong(trace);
}

/** Without PROTO, any two words on lines of their own import something (`cos`, `cosco`): it has to be used, too. */
function isBareProgram(trace: Trace): boolean {
  return runsLong(trace) || (importsSpelled(trace) && doesMore(trace));
}

/** Shorter streams that import nothing occur by chance. */
function runsLong({ ending, steps }: Trace): boolean {
  return ending.kind === 'stop' && steps >= 8;
}
