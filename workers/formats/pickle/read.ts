import type { ProblemFact } from '../../facts.ts';
import { prose } from '../../report/prose.ts';
import type { Place } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import type { Engine } from '../../wasm/engine.ts';
import { anomaly as anomalyByNumber } from './anomalies.ts';
import { failureText, isOurLimit } from './failures.ts';
import { usesWrappers } from '../joblib/classes.ts';
import type { JoblibEngine } from '../joblib/array-reader.ts';
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
  /** Bytes of values that are held before those that do not matter are let go; run.ts says how many otherwise. */
  readonly hold?: number;
  /** Called again and again by a reading nobody waits for. */
  readonly giveWay?: () => Promise<void>;
}

/** One stream, read by every engine that may see it differently. */
export interface PickleRun {
  /** C's first, or joblib's where the stream has arrays; others only when they do something else. */
  readonly traces: readonly RecordedTrace[];
  /** Offset after STOP, or of the opcode that failed. */
  readonly end: number;
  /** Where the next load of the same file begins: behind the frame STOP stands in. */
  readonly next: number;
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
  const { hold, giveWay } = deps;
  const how = { onProgress, ...(hold === undefined ? {} : { hold }), ...(giveWay === undefined ? {} : { giveWay }) };
  const read = (id: EngineId): Promise<RecordedTrace> => run(deps.engine, id, source, start, how);
  const first = await read('c');
  const traces = [first];
  const wanted: EngineId[] = [...splits(first)];
  const ran = new Set<EngineId>(['c']);
  for (let id = wanted.shift(); id !== undefined; id = wanted.shift()) {
    if (ran.has(id)) continue;
    ran.add(id);
    const other = await read(id);
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
    next: leading.next,
    problems: [...kept.flatMap((trace) => limits(trace, source)), ...(joblib?.problems ?? [])],
    replay: new Replay(deps.engine, source, leading),
    joblib: joblib === null ? null : { ...joblib, plain: first.ending },
    close: () => {
      for (const trace of kept) trace.close();
      for (const { run: inner } of joblib?.pickles ?? []) inner.close();
    },
  };
}

type JoblibRead = JoblibRun & { readonly others: readonly RecordedTrace[] };

/** The pickle of an object array has no arrays of its own: another unpickler reads it. */
async function joblibOf(
  traces: readonly Trace[],
  source: ByteSource,
  start: number,
  deps: PickleDeps,
): Promise<JoblibRead | null> {
  if (deps.hasArrays === false || !traces.some((trace) => usesWrappers(trace))) return null;
  const nested = (at: number): Promise<PickleRun> => readPickle(source, at, { ...deps, hasArrays: false });
  const read = (engine: JoblibEngine): Promise<JoblibRun | null> => readJoblib(source, start, deps, nested, engine);
  const own = await read('joblib');
  if (own === null) return null;
  if (isOfPython2(own)) return preferred(own, await read('joblib-latin1'));
  return own.isPadded ? withOlder(own, await read('joblib-1.1')) : { ...own, others: [] };
}

/** What reaches the end; what Python 3 does with it stays told. */
function preferred(own: JoblibRun, python2: JoblibRun | null): JoblibRead {
  const isWhole = python2?.trace.ending.kind === 'stop';
  for (const { run: inner } of (isWhole ? own : python2)?.pickles ?? []) inner.close();
  if (isWhole) return { ...python2, others: [own.trace] };
  python2?.trace.close();
  return { ...own, others: [] };
}

/** Versions that know no padding go on inside the array; mostly they break off there. */
function withOlder(own: JoblibRun, older: JoblibRun | null): JoblibRead {
  const known = new Set(own.pickles.map(({ offset }) => offset));
  const extra = older?.pickles.filter(({ offset }) => !known.has(offset)) ?? [];
  for (const { offset, run: inner } of older?.pickles ?? []) if (known.has(offset)) inner.close();
  const isTelling = older !== null && (extra.length > 0 || addsTo(older.trace, own) === 'more');
  if (!isTelling) older?.trace.close();
  return { ...own, pickles: [...own.pickles, ...extra], others: isTelling ? [older.trace] : [] };
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
  return (await looksLike('c', source, start, deps)) ?? (await looksLike('c-latin1', source, start, deps)) ?? false;
}

/** Null where only an 8-bit string of Python 2 stands in the way: with latin1 such a file is read. */
async function looksLike(id: EngineId, source: ByteSource, start: number, deps: PickleDeps): Promise<boolean | null> {
  const [first] = await source.read(start, 1);
  const trace = await run(deps.engine, id, source, start, { look: first === PROTO ? GLANCE : LOOK });
  try {
    if (trace.ending.kind === 'stop') return trace.steps > 1;
    if (trace.events > 0) return true;
    // Thousands of opcodes in a row, some of them no ASCII: neither text nor numbers read like this.
    if (trace.ending.code === LOOKED && trace.steps >= LOOK.steps && usesBinary(trace)) return true;
    const enough = trace.ending.code === LOOKED ? 2 : 16;
    if (trace.firstUse(PROTO)?.step === 0 && trace.steps >= enough) return true;
    return trace.anomalies.some(({ code }) => code === 'string-encoding') ? null : false;
  } finally {
    trace.close();
  }
}

function usesBinary(trace: Trace): boolean {
  return OPCODES.some(({ code }) => code >= 0x80 && trace.firstUse(code) !== null);
}

const LOOK: Look = { steps: 4096, bytes: 1 << 20 };
/** What says PROTO first is believed after a few steps more. */
const GLANCE: Look = { steps: 64, bytes: 1 << 20 };
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
  if (trace.lost) {
    const at = placeOf(source, trace.start, trace.end - trace.start);
    const what = prose`Some of what calls are given was not kept: it is more than fits. Those values are not known.`;
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
