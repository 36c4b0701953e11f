import type { ByteSource } from './byte-source.ts';

const WINDOW = 256 * 1024;

/**
 * Reads numbers and short texts one after the other, through a window, in either byte order. Asked for more than the source
 * has, it answers null and stays where it is: the caller says what is missing.
 */
export class Cursor {
  at: number;
  readonly source: ByteSource;
  readonly littleEndian: boolean;
  #start = 0;
  #window: DataView = new DataView(new ArrayBuffer(0));

  constructor(source: ByteSource, at: number, littleEndian = true) {
    this.source = source;
    this.at = at;
    this.littleEndian = littleEndian;
  }

  get left(): number {
    return this.source.size - this.at;
  }

  async u8(): Promise<number | null> {
    return (await this.#has(1)) ? this.#window.getUint8(this.#take(1)) : null;
  }

  async u32(): Promise<number | null> {
    return (await this.#has(4)) ? this.#window.getUint32(this.#take(4), this.littleEndian) : null;
  }

  async u64(): Promise<bigint | null> {
    return (await this.#has(8)) ? this.#window.getBigUint64(this.#take(8), this.littleEndian) : null;
  }

  /** A view of the next `length` bytes, at most a window of them; valid until the next read. */
  async view(length: number): Promise<DataView | null> {
    if (length > WINDOW || !(await this.#has(length))) return null;
    const at = this.#take(length);
    return new DataView(this.#window.buffer, this.#window.byteOffset + at, length);
  }

  /** A copy of the next `length` bytes; the caller has bounded the length. */
  async bytes(length: number): Promise<Uint8Array | null> {
    if (length > this.left) return null;
    const bytes = await this.source.read(this.at, length);
    this.at += length;
    return bytes.slice();
  }

  #take(length: number): number {
    const at = this.at - this.#start;
    this.at += length;
    return at;
  }

  async #has(length: number): Promise<boolean> {
    if (this.at >= this.#start && this.at + length <= this.#start + this.#window.byteLength) return true;
    if (length > this.left) return false;
    const bytes = await this.source.read(this.at, WINDOW);
    this.#start = this.at;
    this.#window = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return bytes.length >= length;
  }
}
