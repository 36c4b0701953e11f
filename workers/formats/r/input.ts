import type { ByteSource } from '../../source/byte-source.ts';

/** How numbers are written: `X`, big-endian; `B`, as the writer's machine has them; `A`, words of text. */
export type Encoding = 'xdr' | 'native' | 'ascii';

const WINDOW = 256 * 1024;
/** A number written as a word is no longer (serialize.c, InWord). */
const WORD = 128;
/** More than a step of the walk takes besides texts: a flag and three lengths. */
const STEP = 4 * WORD * 2;

/**
 * Numbers and texts of a serialization, one after the other. `ready` brings the bytes of a step; after it numbers are read
 * without waiting. Where there are no more bytes, or no number stands, they are NaN.
 */
export class Input {
  at: number;
  readonly source: ByteSource;
  readonly encoding: Encoding;
  /** Of `native`. */
  readonly littleEndian: boolean;
  #start = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  constructor(source: ByteSource, at: number, encoding: Encoding, littleEndian: boolean) {
    this.source = source;
    this.at = at;
    this.encoding = encoding;
    this.littleEndian = littleEndian;
  }

  get left(): number {
    return Math.max(0, this.source.size - this.at);
  }

  /** Null when the bytes of a step are there; else wait for it. */
  ready(length = STEP): Promise<void> | null {
    const inside = this.at - this.#start;
    const held = inside >= 0 ? this.#bytes.length - inside : 0;
    return held >= Math.min(length, this.left) ? null : this.#load(length);
  }

  integer(): number {
    if (this.encoding === 'ascii') return this.#word();
    const at = this.at - this.#start;
    if (at < 0 || at + 4 > this.#bytes.length) return NaN;
    this.at += 4;
    return this.#view.getInt32(at, this.encoding === 'native' && this.littleEndian);
  }

  /** The one number of a vector, as text; null where it is none that is shown. */
  number(bytes: number): string | null {
    if (this.encoding === 'ascii') return null;
    if (bytes === 4) return this.integer().toString();
    const at = this.at - this.#start;
    if (bytes !== 8 || at + 8 > this.#bytes.length) return null;
    this.at += 8;
    return this.#view.getFloat64(at, this.encoding === 'native' && this.littleEndian).toString();
  }

  /** A vector's length: one number, or -1 and two. NaN where it cannot be, given what is left. */
  length(bytes: number): number {
    const first = this.integer();
    const length = first === -1 ? (this.integer() >>> 0) * 2 ** 32 + (this.integer() >>> 0) : first;
    const least = this.encoding === 'ascii' ? 1 : bytes;
    return length >= 0 && length * least <= this.left ? length : NaN;
  }

  /** Passes over `count` elements; false where the file ends before. */
  async skip(count: number, bytes: number): Promise<boolean> {
    if (this.encoding !== 'ascii') {
      const isThere = count * bytes <= this.left;
      if (isThere) this.at += count * bytes;
      return isThere;
    }
    const words = bytes === 16 ? count * 2 : count;
    for (let i = 0; i < words; i += 1) {
      const wait = this.ready(WORD * 2);
      if (wait !== null) await wait;
      if (!this.#pass()) return false;
    }
    return true;
  }

  /** A text of `length` bytes, of which the first `most` are given; null where the file ends before. */
  async text(length: number, most: number): Promise<string | null> {
    if (this.encoding === 'ascii') return this.#escaped(length, most);
    if (length > this.left) return null;
    const kept = Math.min(length, most);
    const wait = this.ready(kept);
    if (wait !== null) await wait;
    const from = this.at - this.#start;
    this.at += length;
    return UTF8.decode(this.#bytes.subarray(from, from + kept));
  }

  async #load(length: number): Promise<void> {
    this.#start = this.at;
    this.#bytes = await this.source.read(this.at, Math.max(WINDOW, length));
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength);
  }

  #byte(): number {
    return this.#bytes[this.at - this.#start] ?? -1;
  }

  #space(): void {
    while (isSpace(this.#byte())) this.at += 1;
  }

  #pass(): boolean {
    this.#space();
    const from = this.at;
    while (this.#byte() > 0x20 && this.at - from < WORD) this.at += 1;
    return this.at > from;
  }

  /** NA is the least integer there is. */
  #word(): number {
    this.#space();
    const from = this.at - this.#start;
    if (!this.#pass()) return NaN;
    const word = LATIN1.decode(this.#bytes.subarray(from, this.at - this.#start));
    if (word === 'NA') return -(2 ** 31);
    return /^[+-]?\d+/.test(word) ? parseInt(word, 10) | 0 : NaN;
  }

  /** Characters with backslashes as serialize.c writes them (OutString). */
  async #escaped(length: number, most: number): Promise<string | null> {
    const kept: number[] = [];
    if (length === 0) return '';
    const first = this.ready();
    if (first !== null) await first;
    this.#space();
    for (let i = 0; i < length; i += 1) {
      const wait = this.ready(8);
      if (wait !== null) await wait;
      const byte = this.#character();
      if (byte < 0) return null;
      if (kept.length < most) kept.push(byte);
    }
    return UTF8.decode(Uint8Array.from(kept));
  }

  #character(): number {
    const byte = this.#byte();
    this.at += 1;
    if (byte !== 0x5c) return byte;
    let code = this.#byte();
    if (code < 0x30 || code > 0x37) {
      this.at += 1;
      return ESCAPES.get(code) ?? code;
    }
    let value = 0;
    for (let digits = 0; digits < 3 && code >= 0x30 && code <= 0x37; digits += 1) {
      value = value * 8 + code - 0x30;
      this.at += 1;
      code = this.#byte();
    }
    return value & 0xff;
  }
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
const LATIN1 = new TextDecoder('latin1');
const ESCAPES: ReadonlyMap<number, number> = new Map(
  Array.from('ntvbrfa', (letter, i) => [letter.charCodeAt(0), [10, 9, 11, 8, 13, 12, 7][i] ?? 0] as const),
);

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 9 && byte <= 13);
}
