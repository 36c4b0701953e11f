import type { Engine } from '../../wasm/engine.ts';
import { anomaly } from './anomalies.ts';
import { nodeRef, type Segment } from './arena-memory.ts';
import { arenaOf } from './arena-of.ts';
import type { ArenaView } from './arena-view.ts';
import { NOTHING, readWeight, type Weight } from './weight.ts';
import { Events } from './event-table.ts';
import type { Anomaly, Ending, EngineId, PickleEvent, Trace } from './trace.ts';
import type { Ref, Value } from './value.ts';

/** How the run ended, as the engine replied. */
export type RunEnd =
  | { readonly kind: 'stop'; readonly end: number; readonly result: Ref; readonly next: number }
  | { readonly kind: 'failed'; readonly offset: number; readonly code: string; readonly opcode: number };

const ANOMALY_BYTES = 32;
const FIRST_USE_BYTES = 16;

/** Trace over the tables of a stream in the engine's memory. `handle` stays open until `close`. */
export class RecordedTrace implements Trace {
  readonly engine: EngineId;
  readonly handle: number;
  readonly start: number;
  readonly end: number;
  readonly ending: Ending;
  readonly steps: number;
  readonly events: number;
  readonly maxDepth: number;
  readonly memoCount: number;
  readonly protocol: number;
  readonly anomaliesOmitted: number;
  readonly anomalies: readonly Anomaly[];
  readonly result: Ref | null;
  readonly depths: Uint32Array;
  /** Values that do not matter were let go: what is asked of them is answered with `unknown`. */
  readonly forgets: boolean;
  /** Some of them do matter, and there was no room for them. */
  readonly lost: boolean;
  /** Where the next load of the same file begins: behind the frame STOP stands in. */
  readonly next: number;
  /** Set when the run is over (joblib/read.ts). */
  arrays?: ReadonlySet<number>;
  misread?: boolean;
  readonly #wasm: Engine;
  readonly #arena: ArenaView;
  readonly #events: Events;
  readonly #firstUses: DataView;
  #weight: { readonly of: Weight | null } | null = null;

  constructor(wasm: Engine, handle: number, engine: EngineId, start: number, end: RunEnd) {
    this.#wasm = wasm;
    this.engine = engine;
    this.handle = handle;
    this.start = start;
    wasm.call('pickle_summary', handle);
    this.steps = wasm.reply(0);
    this.events = wasm.reply(1);
    this.maxDepth = wasm.reply(2);
    this.memoCount = wasm.reply(3);
    this.protocol = wasm.reply(4);
    this.anomaliesOmitted = wasm.reply(5);
    this.forgets = wasm.reply(9) === 1;
    this.lost = wasm.reply(10) === 1;
    this.end = end.kind === 'stop' ? end.end : end.offset;
    this.next = end.kind === 'stop' ? end.next : end.offset;
    this.result = end.kind === 'stop' ? end.result : null;
    this.ending =
      end.kind === 'stop'
        ? { kind: 'stop' }
        : { kind: 'failed', offset: end.offset, step: this.steps, code: end.code, opcode: end.opcode };
    wasm.call('pickle_tables', handle);
    const at = (table: number): { at: number; count: number } => ({
      at: wasm.reply(table * 2),
      count: wasm.reply(table * 2 + 1),
    });
    this.#events = new Events(wasm, handle, this.events);
    this.anomalies = readAnomalies(wasm, at(5));
    const depths = at(6);
    this.depths = wasm.words(depths.at, depths.count);
    const uses = at(7);
    this.#firstUses = new DataView(wasm.bytes(uses.at, uses.count * FIRST_USE_BYTES).buffer);
    this.#arena = arenaOf(wasm, handle, this.forgets);
  }

  event(index: number): PickleEvent {
    if (index < 0 || index >= this.events)
      throw new RangeError(`event ${index.toString()} of ${this.events.toString()}`);
    return this.#events.at(index);
  }

  telling(index: number): number {
    return this.#events.telling(index);
  }

  tally(each: (callee: Ref, calls: number) => void): { imports: number; calls: number } {
    return this.#events.tally(each);
  }

  firstUse(opcode: number): { step: number; offset: number } | null {
    const step = this.#firstUses.getUint32(opcode * FIRST_USE_BYTES + 8, true);
    if (step === 0) return null;
    return { step: step - 1, offset: this.#firstUses.getFloat64(opcode * FIRST_USE_BYTES, true) };
  }

  /** How often an opcode (its byte) was executed. */
  uses(opcode: number): number {
    return this.#firstUses.getUint32(opcode * FIRST_USE_BYTES + 12, true);
  }

  value(ref: Ref): Value {
    return this.#arena.value(ref);
  }

  integer(ref: Ref): number | null {
    return this.#arena.integer(ref);
  }

  items(ref: Ref, max: number): Ref[] {
    return this.#arena.items(ref, max);
  }

  kind(ref: Ref): Value['kind'] {
    return this.#arena.kind(ref);
  }

  /** Where the items of a container are, one run per step that added some, in order; on from a run's `next`. */
  runs(ref: Ref, from?: number): Generator<Segment, undefined> {
    return this.#arena.runs(ref, from);
  }

  /** Items by the place a run gives. */
  run(start: number, length: number): Ref[] {
    return this.#arena.run(start, length);
  }

  /** Whether what is behind a value is still there. */
  holds(ref: Ref): boolean {
    return this.#arena.holds(ref);
  }

  inert(ref: Ref): boolean {
    return this.#arena.inert(ref);
  }

  /** Null when memory did not suffice to look: stated as a limit by `readPickle`. */
  get weight(): Weight | null {
    this.#weight ??= { of: readWeight(this.#wasm, this.handle) };
    return this.#weight.of;
  }

  weigh(): Weight {
    return this.weight ?? NOTHING;
  }

  pickleHeads(max: number): Ref[] {
    this.#wasm.call('pickle_heads', this.handle, max);
    return Array.from(this.#wasm.words(this.#wasm.reply(0), this.#wasm.reply(1)), nodeRef);
  }

  /** Step that made a value; null for inline constants. */
  madeAt(ref: Ref): number | null {
    return this.#arena.madeAt(ref);
  }

  close(): void {
    if (!this.#wasm.poisoned) this.#wasm.call('pickle_close', this.handle);
  }
}

function readAnomalies(wasm: Engine, table: { at: number; count: number }): Anomaly[] {
  const view = new DataView(wasm.bytes(table.at, table.count * ANOMALY_BYTES).buffer);
  return Array.from({ length: table.count }, (_, i) => {
    const at = i * ANOMALY_BYTES;
    return {
      code: anomaly(view.getUint16(at + 24, true)).code,
      offset: Number(view.getBigUint64(at, true)),
      value: view.getFloat64(at + 8, true),
      step: view.getUint32(at + 16, true),
      length: view.getUint32(at + 20, true),
    };
  });
}
