import {
  PAGE_ROWS,
  type Around,
  type Landing,
  type OpcodePage,
  type Profile,
  type StepQuery,
  type StepState,
} from '../../protocol.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import type { Engine } from '../../wasm/engine.ts';
import type { Values } from './live-values.ts';
import { OPCODES } from './opcodes.ts';
import { outline } from './outline.ts';
import { describeRows } from './row.ts';
import type { RecordedTrace } from './recorded-trace.ts';
import { searchOf } from './search.ts';
import { lostId, RecalledValues } from './recall.ts';
import { describeState, readCells, readMemo, type StateTables } from './state.ts';
import type { RawRow } from './row.ts';
import { readRows, stepIn } from './row-table.ts';
import type { Ref } from './value.ts';
import { thin } from './thin.ts';
import { WindowBuffer, type Loaded } from './window.ts';

const DONE = 0;
const NEED = 1;
/** Steps between depth samples: DEPTH_INTERVAL in wasm/src/pickle/log.rs. */
const DEPTH_STEPS = 256;
/** Programs up to this many steps get their profile step by step. */
const EXACT_PROFILE = 8192;

/** Any step of a finished run again: rows, machine state, search. Reads only the bytes it shows. */
export class Replay {
  readonly trace: RecordedTrace;
  readonly source: ByteSource;
  readonly #engine: Engine;
  #reads: Promise<unknown> = Promise.resolve();

  constructor(engine: Engine, source: ByteSource, trace: RecordedTrace) {
    this.#engine = engine;
    this.source = source;
    this.trace = trace;
  }

  /** Rows [first, first + count), at most PAGE_ROWS. */
  async opcodes(first: number, count: number): Promise<OpcodePage> {
    const { raw, values } = await this.#alone(async () => {
      const rows = await this.#rows(first, Math.min(count, PAGE_ROWS));
      return { raw: rows, values: rows.length === 0 ? this.trace : await this.#recalled(rows.map(({ top }) => top)) };
    });
    return { first, total: this.trace.steps, rows: await describeRows(values, this.source, raw) };
  }

  /** Rows without their argument text; no page limit. */
  rawRows(first: number, count: number): Promise<RawRow[]> {
    return this.#alone(() => this.#rows(first, count));
  }

  /** The machine before and after one step. Null when there is no such step. */
  async step(step: number): Promise<StepState | null> {
    if (!Number.isInteger(step) || step < 0 || step >= this.trace.steps) return null;
    const found = await this.#alone(async () => {
      const tables = await this.#state(step);
      if (tables === null) return null;
      const cells = [...tables.before, ...tables.left].map(({ value }) => value);
      const refs = [tables.row.top, ...cells.reverse(), ...tables.memo.map(({ value }) => value)];
      return { tables, values: await this.#recalled(refs) };
    });
    if (found === null) return null;
    const { tables, values } = found;
    const [row] = await describeRows(values, this.source, [tables.row]);
    return row === undefined ? null : describeState(values, tables, row);
  }

  /** The step whose bytes hold `offset`; null outside. */
  async stepAt(offset: number): Promise<number | null> {
    if (offset < this.trace.start || offset >= this.trace.end || this.trace.steps === 0) return null;
    this.#engine.call('pickle_checkpoint_at', this.trace.handle, Math.floor(offset));
    for (let first = this.#engine.reply(0); first < this.trace.steps; first += SPAN) {
      const found = await this.#alone(() => this.#stepAmong(first, offset));
      if (found !== 'later') return found;
    }
    return null;
  }

  /** The same, with the rows around it, at most PAGE_ROWS. */
  async rowsAt(offset: number, { before, after, pageSize }: Around): Promise<Landing | null> {
    const step = await this.stepAt(offset);
    if (step === null) return null;
    const first = Math.max(0, step - before);
    const start = first - (first % pageSize);
    const count = Math.ceil((step + 1 + after - start) / pageSize) * pageSize;
    return { step, page: await this.opcodes(start, count) };
  }

  /** Next step that matches, from `query.from` on in its direction; null when there is none. */
  async find(query: StepQuery): Promise<number | null> {
    const search = searchOf(query);
    if (search.offset !== null) return this.stepAt(search.offset);
    const forward = query.direction === 1;
    // Backwards goes block by block, keeping the last match of the nearest block that has one.
    for (let block = this.#blockOf(query.from); block !== null; block = this.#nextBlock(block, forward)) {
      const from = forward ? Math.max(block, query.from) : block;
      const until = forward ? block + BLOCK : Math.min(block + BLOCK, query.from + 1);
      const found = await this.#findIn(search.mask, search.needle, from, until, forward);
      if (found !== null) return found;
    }
    return null;
  }

  /** The deepest stack of each of at most `buckets` runs of steps. */
  async profile(buckets: number): Promise<Profile> {
    const samples =
      this.trace.steps <= EXACT_PROFILE
        ? (await this.rawRows(0, this.trace.steps)).map((row) => ({ step: row.step, depth: row.depth }))
        : Array.from(this.trace.depths, (depth, i) => ({ step: i * DEPTH_STEPS, depth }));
    const texts = TEXTS.reduce((sum, code) => sum + this.trace.uses(code), 0);
    return {
      points: thin(samples, Math.max(1, buckets)),
      maxDepth: this.trace.maxDepth,
      texts,
      sections: outline(this.trace),
    };
  }

  async #rows(first: number, count: number): Promise<RawRow[]> {
    const from = Math.max(0, Math.floor(first));
    const wanted = Math.max(0, Math.min(count, this.trace.steps - from));
    if (wanted === 0) return [];
    const { handle } = this.trace;
    const call = (w: Loaded): number => this.#engine.call('pickle_rows', handle, w.at, w.length, w.base, from, wanted);
    return this.#drive(from, call, () => readRows(this.#engine, this.#engine.reply(0), this.#engine.reply(1)));
  }

  /** As `stepAt`, for SPAN steps from `first` on. */
  #stepAmong(first: number, offset: number): Promise<number | null | 'later'> {
    const { handle } = this.trace;
    const call = (w: Loaded): number => this.#engine.call('pickle_rows', handle, w.at, w.length, w.base, first, SPAN);
    return this.#drive(first, call, () => stepIn(this.#engine, this.#engine.reply(0), this.#engine.reply(1), offset));
  }

  /** The trace's values with those that were let go made again, as far as a few replays reach: the first ones asked for come first. */
  async #recalled(refs: readonly Ref[]): Promise<Values> {
    if (!this.trace.forgets) return this.trace;
    let values = new RecalledValues(this.#engine, this.trace);
    for (let replays = 0; replays < RECALLS; replays += 1) {
      const missing = refs
        .flatMap((ref) => [ref, ...(values.isMissing(ref) ? [] : values.items(ref, SHOWN_ITEMS))])
        .find((ref) => values.isMissing(ref));
      const id = missing === undefined ? null : lostId(this.trace, missing);
      if (id === null) break;
      await this.#recall(id);
      values = new RecalledValues(this.#engine, this.trace);
    }
    return values;
  }

  /** Replays from the checkpoint before a value was made until it is made. */
  async #recall(id: number): Promise<void> {
    const { handle } = this.trace;
    const call = (w: Loaded): number => this.#engine.call('pickle_recall', handle, w.at, w.length, w.base, id);
    const buffer = new WindowBuffer(this.#engine, this.source);
    try {
      if (this.#engine.call('pickle_seek_value', handle, id) !== DONE) return;
      await this.#feed(buffer, this.#engine.reply(0), this.#engine.reply(1), call, () => null, NO_BYTES);
    } finally {
      buffer.close();
    }
  }

  #blockOf(step: number): number | null {
    const at = Math.min(Math.max(0, Math.floor(step)), this.trace.steps - 1);
    return this.trace.steps === 0 ? null : at - (at % BLOCK);
  }

  #nextBlock(block: number, forward: boolean): number | null {
    const next = forward ? block + BLOCK : block - BLOCK;
    return next < 0 || next >= this.trace.steps ? null : next;
  }

  async #findIn(
    mask: readonly [number, number, number],
    needle: Uint8Array,
    from: number,
    until: number,
    first: boolean,
  ): Promise<number | null> {
    let found: number | null = null;
    for (let at = from; at < until;) {
      const next = await this.#alone(() => this.#findOnce(mask, needle, at, until));
      if (next < 0) break;
      found = next;
      if (first) break;
      at = next + 1;
    }
    return found;
  }

  async #findOnce(
    mask: readonly [number, number, number],
    needle: Uint8Array,
    from: number,
    until: number,
  ): Promise<number> {
    const { handle } = this.trace;
    const call = (w: Loaded): number =>
      this.#engine.call('pickle_find', handle, w.at, w.length, needle.length, w.base, from, until, ...mask);
    return this.#drive(from, call, () => this.#engine.reply(0), needle);
  }

  #state(step: number): Promise<StateTables | null> {
    const { handle } = this.trace;
    const call = (w: Loaded): number => this.#engine.call('pickle_state', handle, w.at, w.length, w.base, step);
    return this.#drive(step, call, (status) => (status === DONE ? readState(this.#engine, handle) : null));
  }

  /**
   * Seeks, then calls until the engine wants no further window, and reads the replies at once: other work in this worker
   * may call the engine before a promise gets its turn.
   */
  async #drive<T>(
    step: number,
    call: (w: Loaded) => number,
    read: (status: number) => T,
    head: Uint8Array = NO_BYTES,
  ): Promise<T> {
    const buffer = new WindowBuffer(this.#engine, this.source);
    try {
      this.#engine.call('pickle_seek', this.trace.handle, step);
      return await this.#feed(buffer, this.#engine.reply(1), this.#engine.reply(2), call, read, head);
    } finally {
      buffer.close();
    }
  }

  /** `span`: the bytes up to the next checkpoint. One read of them takes less time than several short ones. */
  async #feed<T>(
    buffer: WindowBuffer,
    from: number,
    span: number,
    call: (w: Loaded) => number,
    read: (status: number) => T,
    head: Uint8Array,
  ): Promise<T> {
    let window = await buffer.load(from, Math.min(span, AT_ONCE), head.length);
    for (;;) {
      if (head.length > 0) buffer.writeHead(head);
      const status = call(window);
      if (status !== NEED) return read(status);
      window = await buffer.load(this.#engine.reply(0), this.#engine.reply(1), head.length);
    }
  }

  /** The engine holds one replay per stream: calls go one after the other. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#reads.then(work, work);
    this.#reads = next.catch(() => undefined);
    return next;
  }
}

const TEXTS = OPCODES.filter((o) => o.class === 'text').map(({ code }) => code);
const NO_BYTES = new Uint8Array();
/** Replays for values that were let go, in one answer. */
const RECALLS = 12;
/** Items of a container that are shown. */
const SHOWN_ITEMS = 3;
/** Bytes read in one go before a checkpoint's steps are replayed. */
const AT_ONCE = 1 << 20;
/** Steps between checkpoints, INTERVAL in wasm/src/pickle/log.rs: gone through at once when a byte is looked for. */
const SPAN = 4_096;
/** Steps searched at once when going backwards. */
const BLOCK = 65_536;

function readState(engine: Engine, handle: number): StateTables | null {
  const r = (slot: number): number => engine.reply(slot);
  const [row] = readRows(engine, r(10), r(11));
  if (!row) return null;
  const tables = {
    before: readCells(engine, r(0), r(1)),
    left: readCells(engine, r(2), r(3)),
    heightBefore: r(4),
    heightAfter: r(5),
    low: r(6),
    memoKey: r(7) === 0 ? null : r(7) - 1,
    wrote: r(8) === 1,
    memoCount: r(9),
    row,
  };
  return { ...tables, memo: readMemo(engine, handle, tables) };
}
