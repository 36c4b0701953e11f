import type { ProblemFact } from '../../facts.ts';
import { prose } from '../../report/prose.ts';
import type { Place } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import type { Engine } from '../../wasm/engine.ts';
import { anomaly as anomalyByNumber } from './anomalies.ts';
import { failureText, isOurLimit } from './failures.ts';
import { usesWrappers } from '../joblib/classes.ts';
import { addsTo, isOfPython2, type JoblibRun, readJoblib } from '../joblib/read.ts';
import type { RecordedTrace } from './recorded-trace.ts';
import { OPCODES } from './opcodes.ts';
import { Replay } from './replay.ts';
import { LOOKED, run, type Look } from './run.ts';
import type { EngineId, Trace } from './trace.ts';

export interface PickleDeps {
  readonly engine: Engine;
  /** Offset reached in the source; called a few times per MB. */
  readonly onProgress?: (offset: number) => void;
  /** Whether one more pickle between the opcodes of a joblib file may be read; without it any number. */
  readonly mayNest?: () => boolean;
  /** False: a pickle that no loader reads arrays from. */
  readonly hasArrays?: boolean;
}

/** One stream, read by every engine that may see it differently. */
export interface PickleRun {
  /** C's first, or joblib's where the stream has arrays; others only when they do something else. */
  readonly traces: readonly RecordedTrace[];
  /** Offset after STOP, or of the opcode that failed. */
  readonly end: number;
  /** Limits of ours that ended the reading early. What a loader would refuse is in the trace, not here. */
  readonly problems: readonly ProblemFact[];
  readonly replay: Replay;
  /** The stream has arrays between its opcodes. */
  readonly joblib: (JoblibRun & { readonly plain: Trace['ending'] }) | null;
  close(): void;
}

/** Reads the pickle stream that starts at `start`. Rejects only with SourceError or EngineTrap. */
export async function readPickle(source: ByteSource, start: number, deps: PickleDeps): Promise<PickleRun> {
  const onProgress = deps.onProgress ?? (() => undefined);
  const first = await run(deps.engine, 'c', source, start, onProgress);
  const traces = [first];
  const wanted: EngineId[] = [...splits(first)];
  const ran = new Set<EngineId>(['c']);
  for (let id = wanted.shift(); id !== undefined; id = wanted.shift()) {
    if (ran.has(id)) continue;
    ran.add(id);
    const other = await run(deps.engine, id, source, start, onProgress);
    wanted.push(...splits(other));
    if (traces.some((trace) => same(trace, other))) other.close();
    else traces.push(other);
  }
  const joblib = await joblibOf(traces, source, start, deps);
  const kept =
    joblib === null ? traces : [joblib.trace, ...joblib.others, ...traces.filter((trace) => keeps(trace, joblib))];
  const [leading = first] = kept;
  return {
    traces: kept,
    end: leading.end,
    problems: [...kept.flatMap((trace) => limits(trace, source)), ...(joblib?.problems ?? [])],
    replay: new Replay(deps.engine, source, leading),
    joblib: joblib === null ? null : { ...joblib, plain: first.ending },
    close: () => {
      for (const trace of kept) trace.close();
      for (const { run: inner } of joblib?.pickles ?? []) inner.close();
    },
  };
}

/** The pickle of an object array has no arrays of its own: another unpickler reads it. */
async function joblibOf(
  traces: readonly Trace[],
  source: ByteSource,
  start: number,
  deps: PickleDeps,
): Promise<(JoblibRun & { readonly others: readonly RecordedTrace[] }) | null> {
  if (deps.hasArrays === false || !traces.some((trace) => usesWrappers(trace))) return null;
  const nested = (at: number): Promise<PickleRun> => readPickle(source, at, { ...deps, hasArrays: false });
  const read = await readJoblib(source, start, deps, nested, 'joblib');
  if (read === null || !isOfPython2(read)) return read === null ? null : { ...read, others: [] };
  const own = await readJoblib(source, start, deps, nested, 'joblib-latin1');
  const [best, left] = own?.trace.ending.kind === 'stop' ? [own, read] : [read, own];
  for (const { run: inner } of left?.pickles ?? []) inner.close();
  if (left !== null && left !== read) left.trace.close();
  return { ...best, others: left === read ? [left.trace] : [] };
}

/** Loaders that read arrays as opcodes mostly break off at once. */
function keeps(trace: RecordedTrace, joblib: JoblibRun): boolean {
  const adds = addsTo(trace, joblib);
  if (adds === 'nothing') trace.close();
  trace.misread = adds === 'accidents';
  return adds !== 'nothing';
}

/**
 * Whether a pickle may start here: a whole stream to STOP, or one that imports something, or one that goes on for a while
 * after a PROTO. Looks at a few thousand steps; payloads in between are not read.
 */
export async function looksLikePickle(source: ByteSource, start: number, deps: PickleDeps): Promise<boolean> {
  if (start >= source.size) return false;
  const trace = await run(deps.engine, 'c', source, start, () => undefined, LOOK);
  try {
    if (trace.ending.kind === 'stop') return trace.steps > 1;
    if (trace.events > 0) return true;
    // Thousands of opcodes in a row, some of them no ASCII: neither text nor numbers read like this.
    if (trace.ending.code === LOOKED && trace.steps >= LOOK.steps && usesBinary(trace)) return true;
    const enough = trace.ending.code === LOOKED ? 2 : 16;
    return trace.firstUse(PROTO)?.step === 0 && trace.steps >= enough;
  } finally {
    trace.close();
  }
}

function usesBinary(trace: Trace): boolean {
  return OPCODES.some(({ code }) => code >= 0x80 && trace.firstUse(code) !== null);
}

const LOOK: Look = { steps: 4096, bytes: 1 << 20 };
const PROTO = 0x80;

function splits(trace: RecordedTrace): readonly EngineId[] {
  return trace.anomalies.flatMap((a) => SPLITS.get(a.code) ?? []);
}

/** By code, from the table. */
const SPLITS: ReadonlyMap<string, readonly EngineId[]> = new Map(
  Array.from({ length: 32 }, (_, code) => anomalyByNumber(code)).map((info) => [info.code, info.splits]),
);

/** Same opcodes, same events, same end. */
function same(a: RecordedTrace, b: RecordedTrace): boolean {
  if (a.steps !== b.steps || a.end !== b.end || a.events !== b.events || a.ending.kind !== b.ending.kind) return false;
  for (let i = 0; i < a.events; i++) {
    const [x, y] = [a.event(i), b.event(i)];
    if (x.offset !== y.offset || x.opcode !== y.opcode || x.length !== y.length) return false;
    if (x.kind === 'import' && (text(a, x.target) !== text(b, y.target) || text(a, x.args) !== text(b, y.args)))
      return false;
  }
  return true;
}

function text(trace: RecordedTrace, ref: number): string {
  const value = trace.value(ref);
  return value.kind === 'text' ? value.text : value.kind;
}

function limits(trace: RecordedTrace, source: ByteSource): ProblemFact[] {
  const problems: ProblemFact[] = [];
  if (trace.ending.kind === 'failed' && isOurLimit(trace.ending.code)) {
    const { offset, code, step } = trace.ending;
    const at = placeOf(source, offset, source.size - offset);
    const what = prose`The program is not analysed from step ${step} on: ${failureText(code)}.`;
    problems.push({ kind: 'problem', problem: 'limit', at, what });
  }
  if (trace.weight === null) {
    const at = placeOf(source, trace.start, trace.end - trace.start);
    const what = prose`Whether the values would exhaust a loader is not known: too many to look at.`;
    problems.push({ kind: 'problem', problem: 'limit', at, what });
  }
  return problems;
}

function placeOf(source: ByteSource, offset: number, length: number): Place {
  return { path: source.path, offset, length, file: source.locate(offset, length) };
}
