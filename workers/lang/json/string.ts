import { firstIndex } from '../../source/range-set.ts';

/** What a JSON string says, and where in it a character is written. */
export interface DecodedString {
  readonly text: string;
  /** It holds half of a surrogate pair: Python keeps it, strict readers refuse. */
  readonly loneSurrogate: boolean;
  /** It is no UTF-8; U+FFFD stands for what is none. */
  readonly badUtf8: boolean;
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const LOOSE = new TextDecoder('utf-8', { ignoreBOM: true });
const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** Decodes what stands between the quotes. */
export function decodeString(bytes: Uint8Array): DecodedString {
  const { text: raw, badUtf8 } = decodeUtf8(bytes);
  const text = raw.includes('\\') ? unescape(raw) : raw;
  return { text, badUtf8, loneSurrogate: /[\ud800-\udfff]/u.test(text) };
}

function decodeUtf8(bytes: Uint8Array): { text: string; badUtf8: boolean } {
  try {
    return { text: STRICT.decode(bytes), badUtf8: false };
  } catch {
    return { text: LOOSE.decode(bytes), badUtf8: true };
  }
}

function unescape(raw: string): string {
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (ESCAPES[letter ?? ''] ?? letter ?? '') : String.fromCharCode(parseInt(hex, 16)),
  );
}

/** Units between two marks. */
const STRIDE = 1024;

/**
 * Where characters of a text are written: byte offsets of UTF-16 units, in UTF-8 or in a JSON string with its escapes. The
 * bytes are walked once; a mark every so many units makes any order of questions cheap.
 */
export class UnitOffsets {
  readonly #bytes: Uint8Array;
  readonly #escaped: boolean;
  /** Unit and byte of places walked by, in order. */
  readonly #marks: { readonly unit: number; readonly byte: number }[] = [{ unit: 0, byte: 0 }];

  constructor(bytes: Uint8Array, escaped: boolean) {
    this.#bytes = bytes;
    this.#escaped = escaped;
  }

  /** Byte of the unit; the end for units behind it. */
  at(wanted: number): number {
    let { unit, byte } = this.#markBefore(wanted);
    while (unit < wanted && byte < this.#bytes.length) {
      const first = this.#bytes[byte] ?? 0;
      if (this.#escaped && first === 0x5c) {
        byte += this.#bytes[byte + 1] === 0x75 ? 6 : 2;
        unit += 1;
      } else {
        byte += first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        unit += first >= 0xf0 ? 2 : 1;
      }
      if (unit - (this.#marks.at(-1)?.unit ?? 0) >= STRIDE) this.#marks.push({ unit, byte });
    }
    return Math.min(byte, this.#bytes.length);
  }

  #markBefore(unit: number): { unit: number; byte: number } {
    const after = firstIndex(this.#marks.length, (i) => (this.#marks[i]?.unit ?? 0) > unit);
    return this.#marks[after - 1] ?? { unit: 0, byte: 0 };
  }
}
