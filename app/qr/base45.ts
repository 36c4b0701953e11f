/** Base45 (RFC 9285): bytes in the characters that a QR code packs two to eleven bits. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const [high = 0, low] = bytes.subarray(i, i + 2);
    const value = low === undefined ? high : high * 256 + low;
    text += digit(value) + digit(value / 45);
    if (low !== undefined) text += digit(value / 2025);
  }
  return text;
}

/** Null for any other text: one text for the same bytes. */
export function fromBase45(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const three = text.slice(i, i + 3);
    let value = 0;
    for (let k = three.length - 1; k >= 0; k--) {
      const found = ALPHABET.indexOf(three.charAt(k));
      if (found < 0) return null;
      value = value * 45 + found;
    }
    if (value > (three.length === 3 ? 0xffff : 0xff)) return null;
    if (three.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}

function digit(value: number): string {
  return ALPHABET.charAt(Math.floor(value) % 45);
}
