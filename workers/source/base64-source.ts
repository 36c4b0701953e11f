import type { Range } from '../report/schema.ts';
import type { ByteSource } from './byte-source.ts';
import { clamp, WindowSource } from './sources.ts';

/** What a text in Base64 stands for. Its bytes are located where the digits are that make them. */
export class Base64Source implements ByteSource {
  readonly name: string;
  readonly path: readonly string[];
  readonly size: number;
  readonly #parent: ByteSource;
  readonly #at: number;
  readonly #bytes: Uint8Array;

  /** @param at Where the digits begin in the parent. */
  constructor(parent: ByteSource, name: string, at: number, bytes: Uint8Array) {
    this.name = name;
    this.path = [...parent.path, name];
    this.size = bytes.length;
    this.#parent = parent;
    this.#at = at;
    this.#bytes = bytes;
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    const range = clamp(offset, length, this.size);
    return Promise.resolve(this.#bytes.subarray(range.offset, range.offset + range.length));
  }

  slice(offset: number, length: number, name?: string): ByteSource {
    return new WindowSource(this, offset, length, name);
  }

  /** Three bytes are four digits. */
  locate(offset: number, length: number): readonly Range[] | null {
    const range = clamp(offset, length, this.size);
    const from = Math.floor((range.offset * 4) / 3);
    const to = Math.ceil(((range.offset + range.length) * 4) / 3);
    return this.#parent.locate(this.#at + from, to - from);
  }
}

/** The bytes that the digits at the start of a text make, and how many digits those are, with what fills them up. */
export function fromBase64(text: Uint8Array): { readonly bytes: Uint8Array; readonly digits: number } {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [held, bits, length, digits] = [0, 0, 0, 0];
  for (; digits < text.length; digits += 1) {
    const value = DIGITS.indexOf(String.fromCharCode(text[digits] ?? 0));
    if (value < 0) break;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length] = (held >> bits) & 0xff;
    length += 1;
  }
  while (digits < text.length && text[digits] === FILL) digits += 1;
  return { bytes: bytes.subarray(0, length), digits };
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const FILL = 0x3d;
