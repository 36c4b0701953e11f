import { LIMITS } from '../limits.ts';
import type { ByteSource } from './byte-source.ts';
import type { Shelf } from './held-source.ts';
import { clamp, WindowSource } from './sources.ts';

/** How the bytes of a stream come to be. */
export interface Streaming {
  readonly size: number;
  /** Gives them from the start: same input, same bytes. */
  start(): AsyncGenerator<Uint8Array, void>;
  /** Asked before bytes are made again; `false` when there were too many. */
  afford(bytes: number): boolean;
  /** First and last bytes, which everybody looks at. */
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

/**
 * Decompressed bytes that are too many to hold: a window moves over them as they are read. Whoever reads behind it makes them come again
 * from the start. When that was done too often there are no more bytes: `afford` has said so.
 */
export class StreamedSource implements ByteSource {
  readonly name: string;
  readonly path: readonly string[];
  readonly size: number;
  readonly #streaming: Streaming;
  readonly #shelf: Shelf;
  #stream: AsyncGenerator<Uint8Array, void> | null = null;
  /** Chunks of [#from, #to). */
  #window: Uint8Array[] = [];
  #from = 0;
  #to = 0;
  /** Reads wait for each other: there is one window. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parent: ByteSource, name: string, streaming: Streaming, shelf: Shelf) {
    this.name = name;
    this.path = [...parent.path, name];
    this.size = streaming.size;
    this.#streaming = streaming;
    this.#shelf = shelf;
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    const range = clamp(offset, length, this.size);
    const { head, tail } = this.#streaming;
    const end = range.offset + range.length;
    if (end <= head.length) return Promise.resolve(head.subarray(range.offset, end));
    const tailStart = this.size - tail.length;
    if (range.offset >= tailStart) return Promise.resolve(tail.subarray(range.offset - tailStart, end - tailStart));
    const turn = this.#turn.then(() => this.#readWindow(range.offset, end));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  slice(offset: number, length: number, name?: string): ByteSource {
    return new WindowSource(this, offset, length, name);
  }

  locate(): null {
    return null;
  }

  /** Lets go of the stream; the next read starts it again. */
  close(): void {
    const stream = this.#stream;
    this.#stream = null;
    this.#window = [];
    this.#from = this.#to = 0;
    void stream?.return().catch(() => undefined);
  }

  async #readWindow(from: number, to: number): Promise<Uint8Array> {
    if (this.#stream === null || from < this.#from) {
      this.close();
      this.#stream = this.#streaming.start();
    }
    this.#shelf.opened(this);
    while (this.#to < to) {
      const next = this.#streaming.afford(LIMITS.streamStep) ? await this.#stream.next() : null;
      if (next === null || next.done === true) break;
      this.#window.push(next.value);
      this.#to += next.value.length;
      this.#slide(from);
    }
    return this.#taken(from, to);
  }

  /** Drops what is before `from` and more than the window holds. */
  #slide(from: number): void {
    for (let first = this.#window[0]; first !== undefined; first = this.#window[0]) {
      const next = this.#from + first.length;
      if (next > from || this.#to - next < LIMITS.streamWindow) return;
      this.#window.shift();
      this.#from = next;
    }
  }

  #taken(from: number, to: number): Uint8Array {
    const out = new Uint8Array(Math.max(0, Math.min(to, this.#to) - from));
    let at = this.#from;
    for (const chunk of this.#window) {
      const start = Math.max(from, at);
      const end = Math.min(to, at + chunk.length);
      if (end > start) out.set(chunk.subarray(start - at, end - at), start - from);
      at += chunk.length;
    }
    return out;
  }
}
