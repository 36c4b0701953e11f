/** Scanners of single tokens. Each returns the offset after the token, or -1 when there is none. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

export function afterSpace(bytes: Uint8Array, at: number): number {
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
  }
  return at;
}

/** `at` is on the opening quote. Stops at raw control characters and wrong escapes, as strict readers do. */
export function afterString(bytes: Uint8Array, at: number): number {
  for (let i = at + 1; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === QUOTE) return i + 1;
    if (byte < 0x20) return -1;
    if (byte !== BACKSLASH) continue;
    const length = escapeLength(bytes, i);
    if (length === 0) return -1;
    i += length - 1;
  }
  return -1;
}

function escapeLength(bytes: Uint8Array, at: number): number {
  const letter = bytes[at + 1] ?? 0;
  if (letter !== 0x75) return letter !== 0 && '"\\/bfnrt'.includes(String.fromCharCode(letter)) ? 2 : 0;
  for (let i = at + 2; i < at + 6; i += 1) if (!isHex(bytes[i] ?? 0)) return 0;
  return 6;
}

function isHex(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);
}

/** RFC 8259: no leading zeros, no plus, digits on both sides of the point. */
export function afterNumber(bytes: Uint8Array, at: number): number {
  let i = bytes[at] === 0x2d ? at + 1 : at;
  const whole = afterDigits(bytes, i);
  if (whole === i || (bytes[i] === 0x30 && whole > i + 1)) return -1;
  i = whole;
  if (bytes[i] === 0x2e) {
    const part = afterDigits(bytes, i + 1);
    if (part === i + 1) return -1;
    i = part;
  }
  if (bytes[i] === 0x65 || bytes[i] === 0x45) {
    const sign = bytes[i + 1] === 0x2b || bytes[i + 1] === 0x2d ? 1 : 0;
    const exponent = afterDigits(bytes, i + 1 + sign);
    if (exponent === i + 1 + sign) return -1;
    i = exponent;
  }
  return i;
}

function afterDigits(bytes: Uint8Array, at: number): number {
  while (isDigit(bytes[at] ?? 0)) at += 1;
  return at;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

export function afterWord(bytes: Uint8Array, at: number, word: string): number {
  for (let i = 0; i < word.length; i += 1) if (bytes[at + i] !== word.charCodeAt(i)) return -1;
  return at + word.length;
}
