/** The four streams BCJ2 takes jumps of x86 machine code apart into (7-Zip, Bcj2.c). */
export interface Bcj2Streams {
  /** The code without the addresses of converted jumps. */
  readonly main: AsyncIterable<Uint8Array>;
  /** Addresses of CALL and of JMP and conditional jumps, four bytes each, high byte first. */
  readonly call: AsyncIterable<Uint8Array>;
  readonly jump: AsyncIterable<Uint8Array>;
  /** Which jumps were converted, by a range coder. */
  readonly range: AsyncIterable<Uint8Array>;
}

const PIECE = 64 * 1024;
const TOP = 2 ** 24;
const CALL = 0xe8;
const JUMP = 0xe9;

/** Puts the code together again; ends where one of the streams does. */
export async function* bcj2(streams: Bcj2Streams): AsyncGenerator<Uint8Array, void> {
  const main = new Bytes(streams.main);
  const call = new Bytes(streams.call);
  const jump = new Bytes(streams.jump);
  const range = new Bytes(streams.range);
  const coder = await RangeCoder.of(range);
  let out = new Uint8Array(PIECE);
  let at = 0;
  let total = 0;
  let previous = 0;
  for (;;) {
    if (at + 5 > PIECE) {
      yield out.subarray(0, at);
      out = new Uint8Array(PIECE);
      at = 0;
    }
    const byte = main.ready() ?? (await main.next());
    if (byte === null) break;
    out[at] = byte;
    at += 1;
    total += 1;
    const isJump = byte === CALL || byte === JUMP || (previous === 0x0f && (byte & 0xf0) === 0x80);
    const model = byte === CALL ? previous : byte === JUMP ? 256 : 257;
    previous = byte;
    if (!isJump) continue;
    const bit = coder === null ? null : await coder.bit(model);
    if (bit === null) break;
    if (bit === 0) continue;
    const address = await (byte === CALL ? call : jump).word();
    if (address === null) break;
    const target = (address - (total + 4)) >>> 0;
    for (let i = 0; i < 4; i += 1) out[at + i] = (target >>> (8 * i)) & 0xff;
    at += 4;
    total += 4;
    previous = target >>> 24;
  }
  if (at > 0) yield out.subarray(0, at);
  await Promise.all([main.close(), call.close(), jump.close(), range.close()]);
}

/** A stream, byte by byte. */
class Bytes {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next byte without waiting; undefined when there is none at hand. */
  ready(): number | undefined {
    const byte = this.#chunk[this.#at];
    if (byte !== undefined) this.#at += 1;
    return byte;
  }

  /** Null at the end. */
  async next(): Promise<number | null> {
    for (let byte = this.ready(); ; byte = this.ready()) {
      if (byte !== undefined) return byte;
      const next = await this.#chunks.next();
      if (next.done === true) return null;
      this.#chunk = next.value;
      this.#at = 0;
    }
  }

  async word(): Promise<number | null> {
    let word = 0;
    for (let i = 0; i < 4; i += 1) {
      const byte = await this.next();
      if (byte === null) return null;
      word = word * 256 + byte;
    }
    return word;
  }

  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}

/** Adaptive bits: 11 bits of probability, moved by a 32nd. */
class RangeCoder {
  readonly #bytes: Bytes;
  readonly #models = new Uint16Array(258).fill(1024);
  #range = 0xffffffff;
  #code: number;

  private constructor(bytes: Bytes, code: number) {
    this.#bytes = bytes;
    this.#code = code;
  }

  /** Null when its first five bytes are not there. */
  static async of(bytes: Bytes): Promise<RangeCoder | null> {
    const first = await bytes.next();
    const code = await bytes.word();
    return first === null || code === null ? null : new RangeCoder(bytes, code);
  }

  /** Null where the stream ends. */
  async bit(model: number): Promise<0 | 1 | null> {
    if (this.#range < TOP) {
      const byte = await this.#bytes.next();
      if (byte === null) return null;
      this.#range = (this.#range * 256) % 2 ** 32;
      this.#code = (this.#code * 256 + byte) % 2 ** 32;
    }
    const chance = this.#models[model] ?? 1024;
    const bound = Math.floor(this.#range / 2048) * chance;
    if (this.#code < bound) {
      this.#range = bound;
      this.#models[model] = chance + ((2048 - chance) >> 5);
      return 0;
    }
    this.#range -= bound;
    this.#code -= bound;
    this.#models[model] = chance - (chance >> 5);
    return 1;
  }
}
