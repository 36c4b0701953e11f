import type { Engine } from '../../wasm/engine.ts';
import { ArenaMemory, type ArenaTables, type FindNode, type Table, TAG } from './arena-memory.ts';
import { ArenaView } from './arena-view.ts';
import type { Values } from './live-values.ts';
import type { RecordedTrace } from './recorded-trace.ts';
import type { PickleEvent } from './trace.ts';
import type { Ref, Value } from './value.ts';

/** Bytes of a node, an item, a segment and of text. */
const SIZES = [16, 4, 16, 1] as const;
const NODE = 4;

/** What a replay made again of values that were let go, copied out of the engine: the next replay starts over. */
class Recalled {
  readonly view: ArenaView;
  /** Ids and the places of their nodes in turn, by id. */
  readonly #places: Uint32Array;

  constructor(engine: Engine, handle: number) {
    engine.call('pickle_shown', handle);
    const tables = [0, 1, 2, 3, 4].map((i): Table => ({ at: engine.reply(i * 2), count: engine.reply(i * 2 + 1) }));
    const [nodes, items, segments, text, places] = tables;
    if (nodes === undefined || items === undefined || segments === undefined || text === undefined)
      throw new RangeError();
    this.#places = engine.words(places?.at ?? 0, (places?.count ?? 0) * 2);
    const parts = [nodes, items, segments, text].map((table, i) =>
      engine.bytes(table.at, table.count * (SIZES[i] ?? 1)),
    );
    // Records are read as words of four bytes.
    const bytes = new Uint8Array(Math.ceil(parts.reduce((sum, part) => sum + part.length, 0) / 4) * 4);
    const starts: number[] = [];
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      starts.push(at);
      at += part.length;
    }
    const moved: ArenaTables = {
      nodes: { at: starts[0] ?? 0, count: nodes.count },
      items: { at: starts[1] ?? 0, count: items.count },
      segments: { at: starts[2] ?? 0, count: segments.count },
      text: { at: starts[3] ?? 0, count: text.count },
    };
    const find: FindNode = (id) => ({ index: this.#place(id) ?? nodes.count });
    const memory = {
      buffer: bytes.buffer,
      view: (from: number, length: number) => bytes.subarray(from, from + length),
    };
    this.view = new ArenaView(new ArenaMemory(memory, moved, find));
  }

  has(id: number): boolean {
    return this.#place(id) !== null;
  }

  #place(id: number): number | null {
    let [low, high] = [0, this.#places.length / 2];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#places[middle * 2] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    return this.#places[low * 2] === id ? (this.#places[low * 2 + 1] ?? null) : null;
  }
}

/** The id of a value that was let go; null for one that is known, or that nothing tells apart. */
export function lostId(trace: RecordedTrace, ref: Ref): number | null {
  return Math.floor(ref / TAG) === NODE && !trace.holds(ref) ? ref - NODE * TAG : null;
}

/** Values of a trace, and those of them that were let go and made again. */
export class RecalledValues implements Values {
  readonly #trace: RecordedTrace;
  readonly #recalled: Recalled;

  constructor(engine: Engine, trace: RecordedTrace) {
    this.#trace = trace;
    this.#recalled = new Recalled(engine, trace.handle);
  }

  get events(): number {
    return this.#trace.events;
  }

  /** Whether it was let go and is not here either. */
  isMissing(ref: Ref): boolean {
    const id = lostId(this.#trace, ref);
    return id !== null && !this.#recalled.has(id);
  }

  value(ref: Ref): Value {
    return this.#isHere(ref) ? this.#recalled.view.value(ref) : this.#trace.value(ref);
  }

  items(ref: Ref, max: number): Ref[] {
    return this.#isHere(ref) ? this.#recalled.view.items(ref, max) : this.#trace.items(ref, max);
  }

  event(index: number): PickleEvent {
    return this.#trace.event(index);
  }

  #isHere(ref: Ref): boolean {
    const id = lostId(this.#trace, ref);
    return id !== null && this.#recalled.has(id);
  }
}
