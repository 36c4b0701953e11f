/** The bytes of a stream end, or say something that cannot be. */
export class Ended extends Error {
  override readonly name: string = 'Ended';
}

/** There is more than is followed. */
export class Capped extends Ended {
  override readonly name = 'Capped';
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

  /** A text of so many bytes, of which `max` are decoded; the rest is passed by. */
  text(length: number, max: number): string {
    const at = this.#take(length);
    return modifiedUtf8(this.#bytes.subarray(at, at + Math.min(length, max)));
  }

  #take(length: number): number {
    if (length > this.left) throw new Ended('it breaks off');
    const { at } = this;
    this.at += length;
    return at;
  }
}

/**
 * As `DataInput.readUTF` decodes: one to three bytes for each UTF-16 unit, whether or not fewer would do. Other decoders refuse such
 * spellings, and would not see the name that Java does.
 */
export function modifiedUtf8(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length;) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const width = a < 0x80 ? 1 : a >> 5 === 6 ? 2 : a >> 4 === 14 ? 3 : 0;
    const unit = [0xfffd, a, ((a & 0x1f) << 6) | (b & 0x3f), ((a & 0x0f) << 12) | ((b & 0x3f) << 6) | (c & 0x3f)];
    text += String.fromCharCode(unit[width] ?? 0xfffd);
    i += Math.max(1, width);
  }
  return text;
}
