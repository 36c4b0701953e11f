/** Events as wasm/src/pickle/log.rs `Event` lays them out: 40 bytes each. */
import type { EventKind, PickleEvent } from './trace.ts';

export interface EventTable {
  readonly at: number;
  readonly count: number;
}

const BYTES = 40;
const KINDS: readonly EventKind[] = ['import', 'import', 'call', 'build', 'method', 'persistent'];
const NEWOBJ_EX = 0x92;

/** Events as objects are many times their size: those of a long program are made when they are asked for. */
const KEPT = 65_536;

export class Events {
  readonly #wasm: { readonly buffer: ArrayBuffer };
  readonly #table: EventTable;
  readonly #kept: (PickleEvent | undefined)[] = [];
  #words = new Uint32Array(0);

  constructor(wasm: { readonly buffer: ArrayBuffer }, table: EventTable) {
    this.#wasm = wasm;
    this.#table = table;
  }

  at(index: number): PickleEvent {
    const kept = this.#kept[index];
    if (kept !== undefined) return kept;
    const event = this.#read(index);
    if (this.#table.count <= KEPT) this.#kept[index] = event;
    return event;
  }

  #read(index: number): PickleEvent {
    // Memory that grew is another buffer, and an array over the old one has no elements.
    if (this.#words.length === 0) this.#words = new Uint32Array(this.#wasm.buffer);
    const words = this.#words;
    const at = this.#table.at / 4 + index * (BYTES / 4);
    const word = (i: number): number => words[at + i] ?? 0;
    const last = word(9);
    const opcode = (last >>> 8) & 0xff;
    return {
      index,
      kind: KINDS[last & 0xff] ?? 'import',
      opcode,
      offset: word(0) + word(1) * 0x1_0000_0000,
      target: word(2),
      args: word(3),
      kwargs: opcode === NEWOBJ_EX ? word(4) : null,
      result: word(5),
      step: word(6),
      from: word(7),
      length: word(8),
      protocol: (last >>> 16) & 0xff,
    };
  }
}
