import { u32 } from '../../source/little-endian.ts';

/** Reads a 7z header from front to back. Beyond the end everything is zero and `failed` is set: callers check once, at the end. */
export class Cursor {
  readonly #bytes: Uint8Array;
  #at = 0;
  #failed = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get failed(): boolean {
    return this.#failed;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** Nothing after this is to be believed. */
  fail(): void {
    this.#failed = true;
    this.#at = this.#bytes.length;
  }

  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  /** A view of the next bytes; empty when they are not all there. */
  take(length: number): Uint8Array {
    if (length > this.left) {
      this.fail();
      return new Uint8Array(0);
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  word(): number {
    return u32(this.take(4), 0);
  }

  /** The first byte's leading ones say how many bytes follow, low ones first; its other bits are the highest. */
  number(): number {
    const first = this.byte();
    let mask = 0x80;
    let value = 0;
    for (let i = 0; i < 8; i += 1) {
      if ((first & mask) === 0) return value + (first & (mask - 1)) * 2 ** (8 * i);
      value += this.byte() * 2 ** (8 * i);
      mask >>= 1;
    }
    return value;
  }

  /** A count of things of which each takes at least one byte from here on; anything larger is broken. */
  count(): number {
    const count = this.number();
    if (count <= this.left) return count;
    this.fail();
    return 0;
  }

  /** As many bits as asked, the highest of each byte first. */
  bits(count: number): boolean[] {
    const bytes = this.take(Math.ceil(count / 8));
    return Array.from(
      { length: bytes.length === 0 ? 0 : count },
      (_, i) => ((bytes[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0,
    );
  }

  /** Bits that may be given as "all". */
  optionalBits(count: number): boolean[] {
    return this.byte() === 0 ? this.bits(count) : Array<boolean>(count).fill(true);
  }

  /** CRC-32 of each of `count` things; null where none is given. */
  digests(count: number): (number | null)[] {
    return this.optionalBits(count).map((isGiven) => (isGiven ? this.word() : null));
  }
}
