/** The bytes of a stream end, or say something that cannot be. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/** Big-endian numbers and texts one after the other; each throws `Ended` where too few bytes are left, and moves nothing then. */
export class Bytes {
  at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2));
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4));
  }

  /** As a number: above 2^53 it is more than any file holds anyway. */
  u64(): number {
    return Number(this.#view.getBigUint64(this.#take(8)));
  }

  skip(length: number): void {
    this.#take(length);
  }

  /** Modified UTF-8, of which `max` bytes are decoded; the rest is passed by. */
  text(length: number, max: number): string {
    const at = this.#take(length);
    return TEXT.decode(this.#bytes.subarray(at, at + Math.min(length, max)));
  }

  #take(length: number): number {
    if (length > this.left) throw new Ended('it breaks off');
    const { at } = this;
    this.at += length;
    return at;
  }
}

const TEXT = new TextDecoder();
