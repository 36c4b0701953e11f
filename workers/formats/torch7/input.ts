import type { ByteSource } from '../../source/byte-source.ts';
import { Cursor } from '../../source/cursor.ts';

const WORD = 64;

/** Numbers and texts as torch.DiskFile reads them: little-endian, or words between white space. Null where the file ends. */
export class Torch7Input {
  readonly isAscii: boolean;
  readonly source: ByteSource;
  readonly #cursor: Cursor;

  constructor(source: ByteSource, isAscii: boolean) {
    this.source = source;
    this.isAscii = isAscii;
    this.#cursor = new Cursor(source, 0);
  }

  get at(): number {
    return this.#cursor.at;
  }

  get left(): number {
    return this.#cursor.left;
  }

  async int(): Promise<number | null> {
    if (this.isAscii) return this.#word();
    const value = await this.#cursor.u32();
    return value === null ? null : value | 0;
  }

  async long(): Promise<number | null> {
    if (this.isAscii) return this.#word();
    const value = await this.#cursor.u64();
    return value === null ? null : Number(BigInt.asIntN(64, value));
  }

  async double(): Promise<number | null> {
    if (this.isAscii) return this.#word();
    return (await this.#cursor.view(8))?.getFloat64(0, true) ?? null;
  }

  /** Bytes, and in words the line's end behind them; where they stand. */
  async raw(length: number): Promise<number | null> {
    if (!(length >= 0 && length <= this.left)) return null;
    const at = this.at;
    this.#cursor.at += length;
    if (this.isAscii && length > 0) await this.#lineEnd();
    return at;
  }

  async text(most = 4096): Promise<string | null> {
    const length = await this.int();
    const at = length === null ? null : await this.raw(length);
    return at === null ? null : UTF8.decode(await this.source.read(at, Math.min(length ?? 0, most)));
  }

  /** Numbers of a storage, `size` bytes each; where they stand. */
  async numbers(count: number, size: number): Promise<number | null> {
    if (!this.isAscii || size === 1) return this.raw(count * size);
    if (!(count >= 0 && count * 2 <= this.left + 1)) return null;
    const at = this.at;
    for (let i = 0; i < count; i += 1) if ((await this.#word()) === null) return null;
    return at;
  }

  /** A word and one character behind it. */
  async #word(): Promise<number | null> {
    let byte = await this.#cursor.u8();
    while (byte !== null && byte <= 0x20) byte = await this.#cursor.u8();
    let word = '';
    while (byte !== null && byte > 0x20 && word.length < WORD) {
      word += String.fromCharCode(byte);
      byte = await this.#cursor.u8();
    }
    const value = /^[+-]?nan|^[+-]?inf/i.test(word) ? 0 : Number(word);
    return word === '' || Number.isNaN(value) ? null : value;
  }

  async #lineEnd(): Promise<void> {
    const [byte] = await this.source.read(this.at, 1);
    if (byte === 0x0a) this.#cursor.at += 1;
  }
}

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
