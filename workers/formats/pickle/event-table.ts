/** Events as wasm/src/pickle/log.rs `Event` lays them out: 40 bytes each, made by the engine for whoever asks for them. */
import type { Engine } from '../../wasm/engine.ts';
import type { EventKind, PickleEvent } from './trace.ts';

const WORDS = 10;
const KINDS: readonly EventKind[] = ['import', 'import', 'call', 'build', 'method', 'persistent'];
const NEWOBJ_EX = 0x92;

/** Events as objects are many times their size: those of a long program are made when they are asked for. */
const KEPT = 65_536;
/** Events read at once. */
const PAGE = 256;

export class Events {
  readonly count: number;
  readonly #wasm: Engine;
  readonly #handle: number;
  readonly #kept: (PickleEvent | undefined)[] = [];
  #page = new Uint32Array(0);
  #first = 0;

  constructor(wasm: Engine, handle: number, count: number) {
    this.#wasm = wasm;
    this.#handle = handle;
    this.count = count;
  }

  at(index: number): PickleEvent {
    const kept = this.#kept[index];
    if (kept !== undefined) return kept;
    const event = this.#read(index);
    if (this.count <= KEPT) this.#kept[index] = event;
    return event;
  }

  #read(index: number): PickleEvent {
    if (index < this.#first || (index - this.#first + 1) * WORDS > this.#page.length) this.#turn(index);
    const words = this.#page;
    const at = (index - this.#first) * WORDS;
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
      tame: last >>> 24 === 1,
    };
  }

  #turn(index: number): void {
    this.#first = index - (index % PAGE);
    this.#wasm.call('pickle_events', this.#handle, this.#first, PAGE);
    this.#page = this.#wasm.words(this.#wasm.reply(0), this.#wasm.reply(1) * WORDS);
  }
}
