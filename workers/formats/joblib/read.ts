import type { ProblemFact } from '../../facts.ts';
import { prose } from '../../report/prose.ts';
import { type ByteSource, placeIn } from '../../source/byte-source.ts';
import type { PickleDeps, PickleRun } from '../pickle/read.ts';
import type { RecordedTrace } from '../pickle/recorded-trace.ts';
import { run } from '../pickle/run.ts';
import type { PickleEvent, Trace } from '../pickle/trace.ts';
import {
  ArrayReader,
  type InlineArray,
  type InlineNote,
  type InlinePickle,
  type JoblibEngine,
  LOST,
} from './array-reader.ts';
import { importOf } from './names.ts';

/** A program read as joblib.load reads it. */
export interface JoblibRun {
  readonly trace: RecordedTrace;
  readonly arrays: readonly InlineArray[];
  readonly pickles: readonly InlinePickle[];
  readonly notes: readonly InlineNote[];
  /** Event of the first BUILD of a wrapper. */
  readonly first: number;
  /** Some array has padding before it, which joblib before 1.2 takes for elements. */
  readonly isPadded: boolean;
  /** Where joblib goes on is not known from here. */
  readonly lostAt: number | null;
  readonly problems: readonly ProblemFact[];
}

/** Runs the stream at `start` as joblib does, by version and Python. Null when no wrapper is built: then it is an ordinary pickle. */
export async function readJoblib(
  source: ByteSource,
  start: number,
  deps: PickleDeps,
  nested: (at: number) => Promise<PickleRun>,
  engine: JoblibEngine,
): Promise<JoblibRun | null> {
  const reader = new ArrayReader(source, engine, async (at) => (deps.mayNest?.() === false ? null : nested(at)));
  const onProgress = deps.onProgress ?? (() => undefined);
  const trace = await run(deps.engine, engine, source, start, { onProgress, onBuilt: reader.built });
  if (reader.first === null) {
    trace.close();
    return null;
  }
  trace.arrays = new Set(reader.arrays.map(({ event }) => event));
  const { ending } = trace;
  const isLost = ending.kind === 'failed' && ending.code === LOST;
  return {
    trace,
    arrays: reader.arrays,
    pickles: reader.pickles,
    notes: reader.notes,
    first: reader.first,
    isPadded: reader.isPadded,
    lostAt: isLost ? ending.offset : null,
    problems: reader.notes.flatMap((note) => problemOf(note, source)),
  };
}

/** Python 2 wrote it: texts that are no ASCII stop Python 3. */
export function isOfPython2({ trace, pickles }: JoblibRun): boolean {
  const endings = [trace.ending, ...pickles.flatMap(({ run: inner }) => inner.traces.map(({ ending }) => ending))];
  return trace.ending.kind !== 'stop' && endings.some((end) => end.kind === 'failed' && end.code === 'not-ascii');
}

/** What the file lacks, or what is not known of it. What joblib refuses is told by how the program ends. */
function problemOf({ code, offset, length, what }: InlineNote, source: ByteSource): ProblemFact[] {
  if (code === 'short') return [{ kind: 'problem', problem: 'malformed', at: placeIn(source, offset, length), what }];
  if (code !== 'unknown-size') return [];
  const said = prose`${what} Where the program goes on after it is not known.`;
  return [{ kind: 'problem', problem: 'limit', at: placeIn(source, offset, source.size - offset), what: said }];
}

/**
 * What a loader that knows no arrays does besides what joblib does: it reads them as opcodes.
 * nothing    it breaks off
 * accidents  it goes through the pickle of an object array with a memo that does not fit, and looks up other names there
 * more       it executes bytes that are no opcodes to joblib
 */
export function addsTo(other: Trace, joblib: JoblibRun): 'nothing' | 'accidents' | 'more' {
  const { trace, first, pickles } = joblib;
  const shared = Math.min(first + 1, other.events, trace.events);
  for (let i = 0; i < shared; i += 1) {
    const [a, b] = [other.event(i), trace.event(i)];
    if (a.offset !== b.offset || a.opcode !== b.opcode || a.length !== b.length) return 'more';
    if (a.kind === 'import' && nameAt(other, a) !== nameAt(trace, b)) return 'more';
  }
  let adds: 'nothing' | 'accidents' = 'nothing';
  if (other.events === shared) return adds;
  const known = knownEvents([trace, ...pickles.flatMap(({ run: inner }) => inner.traces)]);
  for (let i = shared; i < other.events; i += 1) {
    const event = other.event(i);
    if (event.kind === 'build' || event.kind === 'method') continue;
    const expected = known.get(event.offset);
    if (expected === undefined) return 'more';
    const name = event.kind === 'import' ? nameAt(other, event) : null;
    if (name !== null && !expected.has(name)) adds = 'accidents';
  }
  return adds;
}

/** Names that are looked up, by the offset of the opcode; an empty set where something else happens. */
function knownEvents(traces: readonly Trace[]): ReadonlyMap<number, ReadonlySet<string>> {
  const known = new Map<number, Set<string>>();
  for (const trace of traces) {
    for (let i = 0; i < trace.events; i += 1) {
      const event = trace.event(i);
      const names = known.get(event.offset) ?? new Set<string>();
      known.set(event.offset, names);
      const name = event.kind === 'import' ? nameAt(trace, event) : null;
      if (name !== null) names.add(name);
    }
  }
  return known;
}

/** Null when a part of it is no text: then the loader raises there, or it was computed by calls that are told. */
function nameAt(trace: Trace, { result }: PickleEvent): string | null {
  return importOf(trace, result)?.join('\n') ?? null;
}
