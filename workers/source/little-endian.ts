/** Little-endian integers. Beyond the end of the array missing bytes count as zero: callers check lengths first. */

export function u8(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

export function u16(bytes: Uint8Array, at: number): number {
  return u8(bytes, at) | (u8(bytes, at + 1) << 8);
}

export function u32(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
}

/** Above 2^53 the low bits are lost; such a number is outside every file, which is all that matters. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) + u32(bytes, at + 4) * 2 ** 32;
}

/** i64, with the same caveat. */
export function i64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) + (u32(bytes, at + 4) | 0) * 2 ** 32;
}

/** Whether `bytes` hold `signature` at `at`. */
export function startsWith(bytes: Uint8Array, signature: readonly number[], at = 0): boolean {
  return at + signature.length <= bytes.length && signature.every((byte, i) => bytes[at + i] === byte);
}

/** The signature's bytes: ASCII letters of a string. */
export function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}
