/** Events as wasm/src/pickle/log.rs `Event` lays them out: 40 bytes each, made by the engine for whoever asks for them. */
import type { Engine } from '../../wasm/engine.ts';
import type { EventKind, PickleEvent } from './trace.ts';
import type { Ref } from './value.ts';

const WORDS = 10;
const KINDS: readonly EventKind[] = ['import', 'import', 'call', 'build', 'method', 'persistent'];
const NEWOBJ_EX = 0x92;
const TAME = 1;
const AGAIN = 2;
const ALIKE = 3;

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
  /** Numbers of those that tell something new; null: not asked yet. */
  #telling: Uint32Array | null = null;
  #cursor = 0;

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

  /** The first event from `index` on that tells something new; `count` where there is none. Meant for going through them in order. */
  telling(index: number): number {
    // Of a long program even their numbers are many.
    if (this.count > KEPT) return index;
    if (this.#telling === null) {
      this.#wasm.call('pickle_telling', this.#handle);
      this.#telling = this.#wasm.words(this.#wasm.reply(0), this.#wasm.reply(1));
    }
    const [list, before] = [this.#telling, this.#telling[this.#cursor - 1] ?? -1];
    if (before >= index) this.#cursor = 0;
    while ((list[this.#cursor] ?? this.count) < index) this.#cursor += 1;
    return list[this.#cursor] ?? this.count;
  }

  /** How many there are of a kind, and callees with their calls: each name once, anything else as often as it is called. */
  tally(each: (callee: Ref, calls: number) => void): { imports: number; calls: number } {
    this.#wasm.call('pickle_tally', this.#handle);
    const [imports, calls] = [this.#wasm.reply(0), this.#wasm.reply(1)];
    const pairs = this.#wasm.words(this.#wasm.reply(2), this.#wasm.reply(3) * 2);
    let named = 0;
    for (let i = 0; i < pairs.length; i += 2) named += pairs[i + 1] ?? 0;
    if (named === calls) for (let i = 0; i < pairs.length; i += 2) each(pairs[i] ?? 0, pairs[i + 1] ?? 0);
    else for (let i = 0; i < this.count; i++) if (this.at(i).kind === 'call') each(this.at(i).target, 1);
    return { imports, calls };
  }

  #isOff(index: number): boolean {
    return index < this.#first || (index - this.#first + 1) * WORDS > this.#page.length;
  }

  #read(index: number): PickleEvent {
    if (this.#isOff(index)) this.#turn(index);
    const words = this.#page;
    const at = (index - this.#first) * WORDS;
    const word = (i: number): number => words[at + i] ?? 0;
    const last = word(9);
    const opcode = (last >>> 8) & 0xff;
    return {
      index,
      kind: kindOf(last),
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
      tame: last >>> 24 === TAME,
      again: last >>> 24 >= AGAIN,
      alike: last >>> 24 === ALIKE,
    };
  }

  #turn(index: number): void {
    this.#first = index - (index % PAGE);
    this.#wasm.call('pickle_events', this.#handle, this.#first, PAGE);
    this.#page = this.#wasm.words(this.#wasm.reply(0), this.#wasm.reply(1) * WORDS);
  }
}

/** @param last The tenth word of a record. */
function kindOf(last: number): EventKind {
  return KINDS[last & 0xff] ?? 'import';
}
