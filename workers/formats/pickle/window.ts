import type { ByteSource } from '../../source/byte-source.ts';
import type { Engine } from '../../wasm/engine.ts';

/** Windows: the first one, the second, and all after that where a source cannot be streamed. */
const FIRST = 64 * 1024;
const SECOND = 512 * 1024;
const LARGEST = 8 * 1024 * 1024;
/** Room for what a window leaves over. */
const SPARE = 64 * 1024;
/** What is left of a source when it is not worth opening a stream. */
const SHORT = 1024 * 1024;

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
 * A block of the engine's memory that holds one window of a source after the other. Windows grow while they follow each other and
 * start small again after a jump, so that a program between large payloads costs little reading. What one window leaves over is
 * moved to the front of the next. Once windows follow each other the browser reads on while the engine works: as a stream where the
 * source is one, otherwise one window ahead.
 */
export class WindowBuffer {
  readonly #engine: Engine;
  readonly #source: ByteSource;
  #at = 0;
  #capacity = 0;
  /** What the window holds, behind `#head` bytes of room. */
  #base = 0;
  #length = 0;
  #head = 0;
  #next = FIRST;
  #stream: AsyncGenerator<Uint8Array> | null = null;
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
    const follows = this.#length > 0 && offset >= this.#base && offset <= this.#base + this.#length;
    if (follows) this.#moveUp(offset, head);
    else this.#restart(offset, head);
    const enough = Math.min(wanted, this.#source.size - offset);
    do {
      const more = await this.#more(enough - this.#length);
      if (more.length === 0) break;
      this.#append(more);
    } while (this.#length < enough);
    if (this.#next === LARGEST) this.#goOn();
    return { at: this.#at, length: head + this.#length, base: offset };
  }

  /** Writes into the room before the window. */
  writeHead(bytes: Uint8Array): void {
    this.#engine.view(this.#at, bytes.length).set(bytes);
  }

  close(): void {
    this.#stop();
    if (this.#capacity > 0 && !this.#engine.poisoned) this.#engine.call('memory_free', this.#at, this.#capacity);
    this.#capacity = 0;
    this.#at = 0;
    this.#length = 0;
  }

  #restart(offset: number, head: number): void {
    this.#stop();
    this.#next = FIRST;
    this.#base = offset;
    this.#length = 0;
    this.#head = head;
    this.#reserve(head);
  }

  /** The part from `offset` on stays. */
  #moveUp(offset: number, head: number): void {
    const from = this.#head + offset - this.#base;
    const length = this.#base + this.#length - offset;
    this.#reserve(head + length);
    this.#engine.view(this.#at, this.#capacity).copyWithin(head, from, from + length);
    this.#base = offset;
    this.#length = length;
    this.#head = head;
  }

  /** The next bytes, at least `needed` of them where they come as one piece. Empty at the end of the source. */
  async #more(needed: number): Promise<Uint8Array> {
    const end = this.#base + this.#length;
    const left = this.#source.size - end;
    if (left <= 0) return NOTHING;
    const size = this.#next;
    this.#next = size === FIRST ? SECOND : LARGEST;
    if (this.#stream !== null) {
      const next = await this.#stream.next();
      return next.done === true ? NOTHING : next.value;
    }
    const ahead = this.#ahead;
    this.#ahead = null;
    if (ahead?.offset === end) return ahead.bytes;
    return this.#source.read(end, Math.min(left, Math.max(needed, size)));
  }

  #append(bytes: Uint8Array): void {
    const at = this.#head + this.#length;
    this.#reserve(at + bytes.length);
    this.#engine.view(this.#at + at, bytes.length).set(bytes);
    this.#length += bytes.length;
  }

  /** Has the browser read what comes next. */
  #goOn(): void {
    if (this.#stream !== null || this.#ahead !== null) return;
    const end = this.#base + this.#length;
    const left = this.#source.size - end;
    if (left <= 0) return;
    this.#stream = left < SHORT ? null : (this.#source.stream?.(end, left) ?? null);
    if (this.#stream !== null) return;
    const length = Math.min(LARGEST, left);
    const ahead: Ahead = { offset: end, bytes: this.#source.read(end, length), arrived: false };
    const arrived = (): void => {
      ahead.arrived = true;
    };
    // Whoever uses it hears of a failure; when nobody does, there is nothing to say.
    ahead.bytes.then(arrived, arrived);
    this.#ahead = ahead;
  }

  #stop(): void {
    const stream = this.#stream;
    this.#stream = null;
    this.#ahead = null;
    void stream?.return(undefined).catch(() => undefined);
  }

  /** Room for so many bytes; what is there stays. */
  #reserve(bytes: number): void {
    if (bytes <= this.#capacity) return;
    // What one window leaves over comes on top of the next: room for it at once, or each window that is a few bytes longer takes a new block.
    const capacity = Math.max(FIRST, bytes + SPARE, Math.min(this.#capacity * 2, LARGEST));
    const at = this.#engine.create('memory_alloc', capacity);
    if (this.#capacity > 0) {
      const used = this.#head + this.#length;
      this.#engine.view(at, used).set(this.#engine.view(this.#at, used));
      this.#engine.call('memory_free', this.#at, this.#capacity);
    }
    this.#at = at;
    this.#capacity = capacity;
  }
}

const NOTHING = new Uint8Array();
