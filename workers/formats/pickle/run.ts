import type { ByteSource } from '../../source/byte-source.ts';
import { turn } from '../../source/turn.ts';
import type { Engine } from '../../wasm/engine.ts';
import { failureCode } from './failures.ts';
import { nameClass } from './semantics/tame.ts';
import { decodeSurrogatePass } from './text.ts';
import { RecordedTrace, type RunEnd } from './recorded-trace.ts';
import { LiveValues, type Values } from './live-values.ts';
import type { EngineId } from './trace.ts';
import type { Ref } from './value.ts';
import { WindowBuffer } from './window.ts';

/** Statuses of wasm/src/abi/pickle.rs. */
const DONE = 0;
const NEED = 1;
const FAILED = 2;
const BUILT = 4;
const NAMED = 5;
/** Steps per call: a few milliseconds, after which reads under way get a turn. */
const BUDGET = 50_000;

const ENGINES: Readonly<Record<EngineId, number>> = {
  c: 0,
  'c-drop': 1,
  'c-latin1': 2,
  python: 3,
  joblib: 4,
  'joblib-latin1': 5,
  'joblib-1.1': 4,
};

/** A look instead of a run: it ends after so many steps, or when one opcode wants more bytes than this. */
export interface Look {
  readonly steps: number;
  readonly bytes: number;
}

/** A run of the engine `joblib` after a BUILD. */
export interface Built {
  readonly target: Ref;
  /** What was called to make it; none for anything else. */
  readonly callee: Ref;
  /** From where the loader reads the file. */
  readonly at: number;
  /** What was made so far, the BUILD its last event. Gone when the run goes on. */
  values(): Values;
}

/** Null: nothing is read. `to`: the loader reads the file up to there, and what it reads stands in place of what was built. */
export type AfterBuild = null | { readonly to: number } | { readonly fails: string; readonly offset: number };
export type OnBuilt = (built: Built) => AfterBuild | Promise<AfterBuild>;

/** How a look ended that did not come to the end of the stream. */
export const LOOKED = 'looked';

/** Bytes of values held whole before those that do not matter are let go (wasm/src/pickle/forget.rs). */
const HOLD = 4 << 20;
/** The same for who wants to show what is data, too. */
export const HOLD_ALL = 224 << 20;
/** joblib's arrays are described by values that are looked at while it runs. */
const HOLD_JOBLIB = 64 << 20;
/** Milliseconds after which timers and messages of the worker get their turn. */
const SPELL = 50;
/** Readings of one stream: each finds what the one before let go and calls reach. */
const READINGS = 4;

export interface How {
  readonly onProgress?: (offset: number) => void;
  readonly look?: Look;
  readonly onBuilt?: OnBuilt;
  /** Bytes of values held whole. */
  readonly hold?: number;
  /** Called again and again: others may go first. */
  readonly giveWay?: () => Promise<void>;
}

/** Runs one stream under one engine. Rejects only when the host cannot read (SourceError) or the instance traps. */
export async function run(
  engine: Engine,
  id: EngineId,
  source: ByteSource,
  start: number,
  how: How = {},
): Promise<RecordedTrace> {
  const hold = how.hold ?? (how.onBuilt === undefined ? HOLD : HOLD_JOBLIB);
  let handle = engine.call('pickle_new', ENGINES[id], start, source.size, hold);
  const buffer = new WindowBuffer(engine, source);
  try {
    let end = await drive(engine, handle, buffer, start, how);
    for (let reading = 1; how.look === undefined && reading < READINGS; reading++) {
      const again = engine.call('pickle_again', handle);
      if (again === 0) break;
      engine.call('pickle_close', handle);
      handle = again;
      end = await drive(engine, handle, buffer, start, how);
    }
    return new RecordedTrace(engine, handle, id, start, end);
  } catch (error) {
    if (!engine.poisoned) engine.call('pickle_close', handle);
    throw error;
  } finally {
    buffer.close();
  }
}

/** Feeds a stream until it ends. */
async function drive(
  engine: Engine,
  handle: number,
  buffer: WindowBuffer,
  start: number,
  { onProgress, look, onBuilt, giveWay }: How,
): Promise<RunEnd> {
  let window = await buffer.load(start, 0);
  let turned = performance.now();
  for (;;) {
    const status = engine.call('pickle_feed', handle, window.at, window.length, window.base, look?.steps ?? BUDGET);
    if (status === DONE) return { kind: 'stop', end: engine.reply(0), result: engine.reply(1), next: engine.reply(2) };
    if (status === FAILED) {
      const [offset, code, opcode] = [engine.reply(0), engine.reply(1), engine.reply(2)];
      return { kind: 'failed', offset, code: failureCode(code), opcode };
    }
    if (status === NAMED) {
      sayName(engine, handle);
      continue;
    }
    if (status === BUILT) {
      const failure = await afterBuild(engine, handle, onBuilt);
      if (failure === null) continue;
      return { kind: 'failed', ...failure, opcode: BUILD };
    }
    const at = engine.reply(0);
    const wanted = status === NEED ? engine.reply(1) : 0;
    onProgress?.(at);
    if (look !== undefined && (status !== NEED || wanted > look.bytes))
      return { kind: 'failed', offset: at, code: LOOKED, opcode: 0 };
    if (status === NEED) window = await buffer.load(at, wanted);
    if (giveWay !== undefined) await giveWay();
    else if (buffer.reading || performance.now() - turned > SPELL) {
      await turn();
      turned = performance.now();
    }
  }
}

/** A name the program looks up: which calls of it, among very many alike, nobody looks at. */
function sayName(engine: Engine, handle: number): void {
  const [module, name] = [0, 2].map((slot) =>
    decodeSurrogatePass(engine.bytes(engine.reply(slot), engine.reply(slot + 1))),
  );
  engine.call('pickle_name', handle, nameClass(module ?? '', name ?? '', engine.reply(4)));
}

const BUILD = 0x62;

/** What ends the run, if anything. */
async function afterBuild(
  engine: Engine,
  handle: number,
  onBuilt: OnBuilt | undefined,
): Promise<{ code: string; offset: number } | null> {
  const built: Built = {
    target: engine.reply(0),
    callee: engine.reply(1),
    at: engine.reply(2),
    values: () => new LiveValues(engine, handle),
  };
  const answer = onBuilt?.(built) ?? null;
  // Most BUILDs are not waited for.
  const after = answer instanceof Promise ? await answer : answer;
  if (after === null) return null;
  if ('fails' in after) return { code: after.fails, offset: after.offset };
  return engine.call('pickle_inline', handle, after.to) === DONE ? null : { code: failureCode(101), offset: built.at };
}
