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

/** Byte, counted from the first one between the quotes, at which UTF-16 unit `unit` of the decoded text is written. */
export function byteOfUnit(bytes: Uint8Array, unit: number): number {
  let units = 0;
  let at = 0;
  while (units < unit && at < bytes.length) {
    const first = bytes[at] ?? 0;
    if (first === 0x5c) {
      at += bytes[at + 1] === 0x75 ? 6 : 2;
      units += 1;
      continue;
    }
    at += first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    units += first >= 0xf0 ? 2 : 1;
  }
  return Math.min(at, bytes.length);
}
