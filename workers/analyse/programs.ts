import type { PickleFact, PickleRole } from '../facts.ts';
import { looksLikePickle, type PickleRun, readPickle } from '../formats/pickle/read.ts';
import type { Trace } from '../formats/pickle/trace.ts';
import { LIMITS } from '../limits.ts';
import { prose } from '../report/prose.ts';
import { placeIn } from '../source/byte-source.ts';
import type { Scope } from './scope.ts';

/** One program that was read. */
export interface ReadProgram {
  readonly id: number;
  readonly trace: Trace;
  /** Offset after it. */
  readonly end: number;
  /** It reached STOP: another one may follow. */
  readonly whole: boolean;
}

/** Reads the stream at `start`, states it and claims its bytes. `index` is its number in this source. */
export async function readProgram(scope: Scope, start: number, role: PickleRole, index: number): Promise<ReadProgram> {
  const { run, source } = scope;
  const onProgress = (offset: number): void => run.reached(source, offset);
  return stateProgram(scope, start, role, index, await readPickle(source, start, { engine: run.engine, onProgress }));
}

export function stateProgram(
  scope: Scope,
  start: number,
  role: PickleRole,
  index: number,
  read: PickleRun,
): ReadProgram {
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
  run.programs.push({ fact, replay: read.replay, close: () => read.close() });
  scope.state(fact);
  for (const problem of read.problems) scope.state(problem);
  scope.claim(
    { offset: start, length: end - start },
    'program',
    role === 'carved' ? 'pickle found here' : 'pickle program',
  );
  return { id: fact.id, trace, end: trace.end, whole: trace.ending.kind === 'stop' };
}

/** The stream at `start` and those that follow it directly. Returns the first. */
export async function readPrograms(
  scope: Scope,
  start: number,
  role: PickleRole,
  firstIndex = 0,
): Promise<ReadProgram> {
  const first = await readProgram(scope, start, role, firstIndex);
  await readTrailing(scope, first, firstIndex + 1);
  return first;
}

/** Streams right after `before`: a loader that calls load() again runs them. */
export async function readTrailing(scope: Scope, before: ReadProgram, firstIndex: number): Promise<void> {
  let last = before;
  for (let index = firstIndex; last.whole && last.end < scope.source.size; index += 1) {
    if (index >= LIMITS.streams) {
      scope.problem(
        'limit',
        last.end,
        scope.source.size - last.end,
        prose`Only the first ${LIMITS.streams} pickle streams were read.`,
      );
      return;
    }
    if (!(await looksLikePickle(scope.source, last.end, { engine: scope.run.engine }))) return;
    last = await readProgram(scope, last.end, 'trailing', index);
  }
}
