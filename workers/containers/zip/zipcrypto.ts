/** ZIP's traditional encryption (APPNOTE 6.1): three keys that every byte stirs. Long broken; still what `zip -e` writes. */

const HEADER = 12;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc >>> 0;
});

/** The cipher after a password. */
export class ZipCrypto {
  #key0 = 0x12345678;
  #key1 = 0x23456789;
  #key2 = 0x34567890;

  constructor(password: Uint8Array) {
    for (const byte of password) this.#stir(byte);
  }

  /** Decrypts the twelve bytes before the data: whether their last one is `check`, as it is for the right password. */
  accepts(header: Uint8Array, check: number): boolean {
    return header.length === HEADER && this.decrypt(header)[HEADER - 1] === check;
  }

  decrypt(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(bytes.length);
    for (let i = 0; i < bytes.length; i += 1) {
      const half = (this.#key2 | 2) & 0xffff;
      const plain = (bytes[i] ?? 0) ^ ((Math.imul(half, half ^ 1) >>> 8) & 0xff);
      out[i] = plain;
      this.#stir(plain);
    }
    return out;
  }

  #stir(byte: number): void {
    this.#key0 = (TABLE[(this.#key0 ^ byte) & 0xff] ?? 0) ^ (this.#key0 >>> 8);
    this.#key1 = (Math.imul(this.#key1 + (this.#key0 & 0xff), 134775813) + 1) | 0;
    this.#key2 = (TABLE[(this.#key2 ^ (this.#key1 >>> 24)) & 0xff] ?? 0) ^ (this.#key2 >>> 8);
  }
}

export const ZIPCRYPTO_HEADER = HEADER;
