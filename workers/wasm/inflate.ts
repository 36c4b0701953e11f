import { type Engine, INPUT_BYTES } from './engine.ts';

/** What is around the DEFLATE data: nothing (ZIP, behind a gzip header) or a zlib header and checksum. */
export type Wrapper = 'raw' | 'zlib';

/** How a stream ended. `consumed` and `produced` are bytes of it; what follows the stream is not consumed. */
export interface InflateEnd {
  /**
   * `done`; `truncated`: the input ended first; `limit`: the cap was reached and more would come;
   * `header`, `data`: broken, `consumed` is where; `checksum`: all decoded, zlib's Adler-32 is another one.
   */
  readonly status: 'done' | 'truncated' | 'limit' | 'header' | 'data' | 'checksum';
  readonly consumed: number;
  readonly produced: number;
  /** Of the output. Null for `limit`. */
  readonly crc32: number | null;
}

export interface InflateOptions {
  readonly wrapper: Wrapper;
  /** Bytes given out at most. */
  readonly maxOutput: number;
}

/** Values of codec_push in wasm/src/abi/codec.rs that end a stream. */
const ENDS = new Map<number, InflateEnd['status']>([
  [2, 'done'],
  [3, 'header'],
  [4, 'data'],
  [5, 'checksum'],
]);
const NEEDS_INPUT = 0;

/** One DEFLATE stream, pulled: input is read only as output is asked for. */
export class Inflate {
  readonly #engine: Engine;
  readonly #options: InflateOptions;
  #end: InflateEnd | null = null;
  #consumed = 0;
  #produced = 0;
  #crc32 = 0;

  constructor(engine: Engine, options: InflateOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  /** Null until `run` is through, and for good when its consumer left early. */
  get end(): InflateEnd | null {
    return this.#end;
  }

  /**
   * The output, in pieces of at most 256 KiB. To be run once. However it is left, the engine's side is closed.
   * Rejects as `chunks` does, and with EngineTrap when there is no memory for the window.
   */
  async *run(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    const handle = this.#engine.create('inflate_new', this.#options.wrapper === 'zlib' ? 1 : 0);
    try {
      for await (const chunk of chunks) {
        yield* this.#decode(handle, chunk);
        if (this.#end) return;
      }
      this.#finish('truncated');
    } finally {
      if (!this.#engine.poisoned) this.#engine.call('codec_close', handle);
    }
  }

  *#decode(handle: number, chunk: Uint8Array): Generator<Uint8Array<ArrayBuffer>, void> {
    for (let offset = 0; ;) {
      const room = this.#options.maxOutput - this.#produced;
      const piece = this.#engine.stage(chunk.subarray(offset, offset + INPUT_BYTES));
      const status = this.#engine.call('codec_push', handle, piece.at, piece.length);
      // All replies are read before anything is given out: whoever takes it may use the same engine.
      offset += this.#engine.reply(0);
      const output = this.#output(room);
      const over = this.#produced > this.#options.maxOutput;
      const end = over ? 'limit' : ENDS.get(status);
      if (end) this.#finish(end);
      if (output.length > 0) yield output;
      if (end || (status === NEEDS_INPUT && offset >= chunk.length)) return;
    }
  }

  #output(room: number): Uint8Array<ArrayBuffer> {
    this.#consumed = this.#engine.reply(3);
    this.#produced = this.#engine.reply(4);
    this.#crc32 = this.#engine.reply(5);
    return this.#engine.bytes(this.#engine.reply(1), Math.min(this.#engine.reply(2), room));
  }

  #finish(status: InflateEnd['status']): void {
    const produced = Math.min(this.#produced, this.#options.maxOutput);
    this.#end = { status, consumed: this.#consumed, produced, crc32: status === 'limit' ? null : this.#crc32 };
  }
}
