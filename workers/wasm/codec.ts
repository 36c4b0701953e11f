import { type Engine, INPUT_BYTES } from './engine.ts';

/**
 * What a stream is packed with, one stream at a time: what is around it and what follows it is the caller's.
 * `deflate` is bare, `lzma` has its 13 bytes of header; the objects are data whose properties stand elsewhere (7z, ZIP).
 */
export type Codec =
  | 'deflate'
  | 'deflate64'
  | 'zlib'
  | 'bzip2'
  | 'xz'
  | 'lzma'
  | 'zstd'
  | 'lz4'
  | 'lz4-legacy'
  /** `properties`: the byte of lc, lp and pb; `size`: bytes it becomes, null up to the end marker. */
  | { readonly lzma1: { readonly properties: number; readonly dictionary: number; readonly size: number | null } }
  /** The byte that stands for the dictionary size. */
  | { readonly lzma2: number }
  /** What makes data easier to pack, by its number in XZ and 7z; `argument`: the distance of Delta, or the address code starts at. */
  | { readonly filter: number; readonly argument: number };

/** How a stream ended. `consumed` and `produced` are bytes of it; what follows the stream is not consumed. */
export interface StreamEnd {
  /**
   * `done`; `truncated`: the input ended first; `limit`: the cap was reached and more would come;
   * `header`, `data`: broken, `consumed` is where; `checksum`: all decoded, its own checksum is another one;
   * `unsupported`: a filter or dictionary that is not there; `memory`: it takes more than the engine gives.
   */
  readonly status: 'done' | 'truncated' | 'limit' | 'header' | 'data' | 'checksum' | 'unsupported' | 'memory';
  readonly consumed: number;
  readonly produced: number;
  /** Of the output. Null for `limit`. */
  readonly crc32: number | null;
}

export interface DecoderOptions {
  readonly codec: Codec;
  /** Bytes given out at most. */
  readonly maxOutput: number;
}

/** `kind` of codec_new in wasm/src/abi/codec.rs. */
const KINDS = {
  deflate: 0,
  zlib: 1,
  bzip2: 2,
  xz: 3,
  lzma: 4,
  zstd: 7,
  lz4: 8,
  'lz4-legacy': 9,
  deflate64: 10,
} as const;
const LZMA1 = 5;
const LZMA2 = 6;
const FILTER = 11;
const DELTA = 3;

/** Values of codec_push in wasm/src/abi/codec.rs that end a stream. */
const ENDS = new Map<number, StreamEnd['status']>([
  [2, 'done'],
  [3, 'header'],
  [4, 'data'],
  [5, 'checksum'],
  [6, 'unsupported'],
  [7, 'memory'],
]);
const NEEDS_INPUT = 0;
const OUTPUT_FULL = 1;

/** Whether the properties stand for something: a header that is broken must not reach the engine. */
export function isDecodable(codec: Codec): boolean {
  if (typeof codec === 'string') return true;
  if ('filter' in codec) {
    const { filter, argument } = codec;
    return filter >= DELTA && filter <= 11 && (filter > DELTA || (argument >= 1 && argument <= 256));
  }
  return 'lzma2' in codec ? codec.lzma2 <= 40 : codec.lzma1.properties < 225;
}

/** One compressed stream, pulled: input is read only as output is asked for. */
export class Decoder {
  readonly #engine: Engine;
  readonly #options: DecoderOptions;
  #end: StreamEnd | null = null;
  #consumed = 0;
  #produced = 0;
  #crc32 = 0;

  constructor(engine: Engine, options: DecoderOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  /** Null until `run` is through, and for good when its consumer left early. */
  get end(): StreamEnd | null {
    return this.#end;
  }

  /**
   * The output, in pieces of at most 256 KiB. To be run once. However it is left, the engine's side is closed.
   * Rejects as `chunks` does, and with EngineTrap when there is no memory for the window.
   */
  async *run(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    if (!isDecodable(this.#options.codec)) {
      this.#finish('header');
      return;
    }
    const handle = create(this.#engine, this.#options.codec);
    try {
      for await (const chunk of chunks) {
        yield* this.#decode(handle, chunk);
        if (this.#end) return;
      }
      yield* this.#flush(handle, 'truncated');
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
      const end = ENDS.get(status);
      if (this.#produced > this.#options.maxOutput) this.#finish('limit');
      else if (end === 'done') this.#finish(end);
      if (output.length > 0) yield output;
      if (this.#end || (status === NEEDS_INPUT && offset >= chunk.length)) return;
      if (end !== undefined) return yield* this.#flush(handle, end);
    }
  }

  /** What was held back when no more comes. */
  *#flush(handle: number, end: StreamEnd['status']): Generator<Uint8Array<ArrayBuffer>, void> {
    for (let status = OUTPUT_FULL; status === OUTPUT_FULL && this.#end === null;) {
      const room = this.#options.maxOutput - this.#produced;
      const before = this.#consumed;
      status = this.#engine.call('codec_flush', handle);
      const output = this.#output(room);
      const isDone = end === 'truncated' && ENDS.get(status) === 'done';
      if (!isDone) this.#consumed = before;
      if (this.#produced > this.#options.maxOutput) this.#finish('limit');
      else if (status !== OUTPUT_FULL) this.#finish(isDone ? 'done' : end);
      if (output.length > 0) yield output;
    }
  }

  #output(room: number): Uint8Array<ArrayBuffer> {
    this.#consumed = this.#engine.reply(3);
    this.#produced = this.#engine.reply(4);
    this.#crc32 = this.#engine.reply(5);
    return this.#engine.bytes(this.#engine.reply(1), Math.min(this.#engine.reply(2), room));
  }

  #finish(status: StreamEnd['status']): void {
    const produced = Math.min(this.#produced, this.#options.maxOutput);
    this.#end = { status, consumed: this.#consumed, produced, crc32: status === 'limit' ? null : this.#crc32 };
  }
}

function create(engine: Engine, codec: Codec): number {
  if (typeof codec === 'string') return engine.create('codec_new', KINDS[codec], 0, -1);
  if ('filter' in codec) return engine.create('codec_new', FILTER, codec.filter + codec.argument * 256, -1);
  if ('lzma2' in codec) return engine.create('codec_new', LZMA2, codec.lzma2, -1);
  const { properties, dictionary, size } = codec.lzma1;
  return engine.create('codec_new', LZMA1, properties + dictionary * 256, size ?? -1);
}

/** How a stream begins: what decoding just these bytes comes to, and how many come out (one buffer of them at most). */
export function decodes(engine: Engine, codec: Codec, bytes: Uint8Array): Pick<StreamEnd, 'status' | 'produced'> {
  const handle = create(engine, codec);
  try {
    const { at, length } = engine.stage(bytes.subarray(0, INPUT_BYTES));
    const status = engine.call('codec_push', handle, at, length);
    const produced = engine.reply(4);
    return { status: ENDS.get(status) ?? (status === OUTPUT_FULL ? 'limit' : 'truncated'), produced };
  } finally {
    if (!engine.poisoned) engine.call('codec_close', handle);
  }
}
