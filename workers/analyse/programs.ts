import type { PickleFact, PickleRole } from '../facts.ts';
import { looksLikePickle, type PickleRun, readPickle } from '../formats/pickle/read.ts';
import { HOLD_ALL } from '../formats/pickle/run.ts';
import { Decompiler } from '../formats/pickle/source/decompiler.ts';
import type { Trace } from '../formats/pickle/trace.ts';
import { prose } from '../report/prose.ts';
import { claimInline, stateJoblib } from '../formats/joblib/state.ts';
import { placeIn } from '../source/byte-source.ts';
import { Decompiling } from './decompiling.ts';
import type { Scope } from './scope.ts';

/** One program that was read. */
export interface ReadProgram {
  readonly id: number;
  readonly trace: Trace;
  /** Offset after it. */
  readonly end: number;
  /** Where the next load of the same file begins: behind the frame STOP stands in. */
  readonly next: number;
  /** It reached STOP: another one may follow. */
  readonly whole: boolean;
}

/**
 * Reads the stream at `start`, states it and claims its bytes. `index` is its number in this source.
 * Null when the file holds more programs than are read: then the limit is stated.
 */
export async function readProgram(
  scope: Scope,
  start: number,
  role: PickleRole,
  index: number,
): Promise<ReadProgram | null> {
  const { run, source } = scope;
  const { engine } = run;
  if (!run.budgets.afford('programs', 1)) {
    const what = prose`A pickle program was not read: this file holds too many or too large ones.`;
    scope.problem('limit', start, source.size - start, what);
    return null;
  }
  const onProgress = (offset: number): void => run.reached(source, offset);
  const mayNest = (): boolean => run.budgets.afford('programs', 1);
  // What an .npy holds is read by the plain unpickler.
  const deps = { engine, onProgress, mayNest, hasArrays: role !== 'inline' };
  return stateProgram(scope, start, role, index, await readPickle(source, start, deps));
}

function stateProgram(scope: Scope, start: number, role: PickleRole, index: number, read: PickleRun): ReadProgram {
  const { run, source } = scope;
  const [trace] = read.traces;
  if (trace === undefined) throw new Error('a pickle run holds the trace of at least one engine');
  scope.keep();
  const end = Math.max(start, ...read.traces.map((each) => each.end));
  const fact: PickleFact = {
    kind: 'pickle',
    id: run.programs.length,
    at: placeIn(source, start, end - start),
    source,
    index,
    role,
    traces: read.traces,
  };
  const decompiling = new Decompiling(
    read,
    (giveWay) => {
      const more = giveWay === undefined ? {} : { giveWay };
      return readPickle(source, start, { engine: run.engine, hasArrays: role !== 'inline', hold: HOLD_ALL, ...more });
    },
    (traces) => new Decompiler(source, traces, (inner) => readPickle(inner, 0, { engine: run.engine })),
  );
  const close = (): void => {
    decompiling.close();
    read.close();
  };
  run.programs.push({ fact, replay: read.replay, decompiling, close });
  scope.state(fact);
  for (const problem of read.problems) scope.state(problem);
  if (read.joblib !== null) claimInline(scope, read.joblib);
  scope.claim(
    { offset: start, length: end - start },
    'program',
    role === 'carved' ? 'pickle found here' : 'pickle program',
  );
  if (read.joblib !== null) {
    const inner = read.joblib.pickles.map(
      ({ offset, run: own }, i) => stateProgram(scope, offset, 'inline', i, { ...own, close: () => undefined }).id,
    );
    stateJoblib(scope, fact, read.joblib, inner);
  }
  return { id: fact.id, trace, end: trace.end, next: read.next, whole: trace.ending.kind === 'stop' };
}

/** The stream at `start` and those that follow it directly. Returns the first. */
export async function readPrograms(scope: Scope, start: number, role: PickleRole): Promise<ReadProgram | null> {
  const first = await readProgram(scope, start, role, 0);
  if (first !== null) await readTrailing(scope, first, 1);
  return first;
}

/**
 * Streams right after `before`: a loader that calls load() again runs them. Where a frame goes on behind its STOP, one that looks ahead
 * (an open file) begins behind STOP, one that does not (bytes, an archive's member) behind the frame: both are read.
 */
export async function readTrailing(scope: Scope, before: ReadProgram, firstIndex: number): Promise<void> {
  const programs = [before];
  const seen = new Set<number>();
  let forks = 0;
  for (const last of programs) {
    if (!last.whole) continue;
    for (const at of [last.end, last.next]) {
      if (seen.has(at) || !(await mayFollow(scope, at))) continue;
      seen.add(at);
      // Each may run over the same bytes as all others.
      if (at !== last.end && ++forks > FORKS) {
        const what = prose`A pickle behind a frame was not read: more than ${FORKS} frames go on behind their STOP.`;
        scope.problem('limit', at, scope.source.size - at, what);
        continue;
      }
      const program = await readProgram(scope, at, 'trailing', firstIndex + programs.length - 1);
      if (program === null) return;
      programs.push(program);
    }
  }
}

/** Frames behind whose end a stream is read besides the one behind STOP. */
const FORKS = 16;

/** Where an open file stands after a program: behind its STOP, unless only behind its frame a stream begins. */
export async function startAfter(scope: Scope, { end, next }: ReadProgram): Promise<number> {
  return end === next || (await mayFollow(scope, end)) ? end : next;
}

/** Whether a stream begins there. */
export async function mayFollow({ source, run }: Scope, at: number): Promise<boolean> {
  return at < source.size && (await looksLikePickle(source, at, { engine: run.engine }));
}
