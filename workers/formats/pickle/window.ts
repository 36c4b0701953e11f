import type { ByteSource } from '../../source/byte-source.ts';
import type { Engine } from '../../wasm/engine.ts';

const FIRST = 64 * 1024;
const LARGEST = 8 * 1024 * 1024;

export interface Loaded {
  /** Address in linear memory, and length. */
  readonly at: number;
  readonly length: number;
  /** Offset of the first byte in the source. */
  readonly base: number;
}

/** Bytes asked for before they are needed. */
interface Ahead {
  readonly offset: number;
  readonly bytes: Promise<Uint8Array>;
  arrived: boolean;
}

/**
 * A block of the engine's memory that windows of a source are copied into. It grows while windows follow each other and
 * starts small again after a jump, so that a program between large payloads costs little reading. Once windows follow
 * each other the next one is read while the engine works on this one.
 */
export class WindowBuffer {
  readonly #engine: Engine;
  readonly #source: ByteSource;
  #at = 0;
  #capacity = 0;
  #next = FIRST;
  #end = -1;
  #ahead: Ahead | null = null;

  constructor(engine: Engine, source: ByteSource) {
    this.#engine = engine;
    this.#source = source;
  }

  /** Whether bytes asked for ahead are still on their way: they only arrive between turns of the event loop. */
  get reading(): boolean {
    return this.#ahead?.arrived === false;
  }

  /** The window from `offset` on with at least `wanted` bytes, fewer only at the end of the source. `head` bytes of room stay free before it. */
  async load(offset: number, wanted: number, head = 0): Promise<Loaded> {
    const follows = offset <= this.#end;
    this.#next = follows ? Math.min(this.#next * 2, LARGEST) : FIRST;
    const left = Math.max(0, this.#source.size - offset);
    const length = Math.min(left, Math.max(wanted, this.#next));
    const parts = await this.#parts(offset, length);
    this.#end = offset + length;
    if (follows) this.#readAhead();
    this.#reserve(head + length);
    let at = this.#at + head;
    for (const part of parts) {
      this.#engine.view(at, part.length).set(part);
      at += part.length;
    }
    return { at: this.#at, length: length + head, base: offset };
  }

  /** Writes into the room before the window. */
  writeHead(bytes: Uint8Array): void {
    this.#engine.view(this.#at, bytes.length).set(bytes);
  }

  close(): void {
    if (this.#capacity > 0 && !this.#engine.poisoned) this.#engine.call('memory_free', this.#at, this.#capacity);
    this.#capacity = 0;
    this.#at = 0;
  }

  /** The bytes of a window: what was read ahead and what lies before and after it. */
  async #parts(offset: number, length: number): Promise<Uint8Array[]> {
    const ahead = this.#ahead;
    this.#ahead = null;
    const end = offset + length;
    if (ahead === null || ahead.offset < offset || ahead.offset > end) return [await this.#source.read(offset, length)];
    const before = this.#source.read(offset, ahead.offset - offset);
    const bytes = await ahead.bytes;
    const rest = Math.max(0, end - ahead.offset - bytes.length);
    const after = await this.#source.read(end - rest, rest);
    return [await before, bytes.subarray(0, end - ahead.offset), after];
  }

  #readAhead(): void {
    const length = Math.min(this.#next, this.#source.size - this.#end);
    if (length <= 0) return;
    const ahead: Ahead = { offset: this.#end, bytes: this.#source.read(this.#end, length), arrived: false };
    const arrived = (): void => {
      ahead.arrived = true;
    };
    // Whoever uses it hears of a failure; when nobody does, there is nothing to say.
    ahead.bytes.then(arrived, arrived);
    this.#ahead = ahead;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#capacity) return;
    this.close();
    const capacity = Math.max(FIRST, bytes);
    this.#at = this.#engine.create('memory_alloc', capacity);
    this.#capacity = capacity;
  }
}
