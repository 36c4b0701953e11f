/** AES (FIPS 197), one block at a time and only forwards: all that counter mode needs. */

const double = (byte: number): number => ((byte << 1) ^ (byte & 0x80 ? 0x11b : 0)) & 0xff;

/** Inverse in GF(2⁸), then an affine map: by walking the powers of 3 and of its inverse. */
const SBOX = ((): Uint8Array => {
  const box = new Uint8Array(256);
  let power = 1;
  let inverse = 1;
  do {
    power ^= double(power);
    for (const shift of [1, 2, 4]) inverse ^= inverse << shift;
    inverse = (inverse & 0xff) ^ (inverse & 0x80 ? 0x09 : 0);
    const spread = inverse ^ turn(inverse, 1) ^ turn(inverse, 2) ^ turn(inverse, 3) ^ turn(inverse, 4);
    box[power] = spread ^ 0x63;
  } while (power !== 1);
  box[0] = 0x63;
  return box;
})();

function turn(byte: number, by: number): number {
  return ((byte << by) | (byte >> (8 - by))) & 0xff;
}

const BLOCK = 16;

export class Aes {
  readonly #keys: Uint8Array;

  /** `key` has 16, 24 or 32 bytes. */
  constructor(key: Uint8Array) {
    const words = key.length / 4;
    const keys = new Uint8Array(BLOCK * (words + 7));
    keys.set(key);
    let round = 1;
    for (let i = key.length; i < keys.length; i += 4) {
      let word = Array.from(keys.subarray(i - 4, i));
      if (i % key.length === 0) {
        word = [word[1] ?? 0, word[2] ?? 0, word[3] ?? 0, word[0] ?? 0].map((byte) => SBOX[byte] ?? 0);
        word[0] = (word[0] ?? 0) ^ round;
        round = double(round);
      } else if (words > 6 && i % key.length === 16) word = word.map((byte) => SBOX[byte] ?? 0);
      for (let k = 0; k < 4; k += 1) keys[i + k] = (keys[i + k - key.length] ?? 0) ^ (word[k] ?? 0);
    }
    this.#keys = keys;
  }

  encrypt(block: Uint8Array): Uint8Array {
    const keys = this.#keys;
    const last = keys.length - BLOCK;
    let state = block.map((byte, i) => byte ^ (keys[i] ?? 0));
    for (let round = BLOCK; round <= last; round += BLOCK) {
      const moved = new Uint8Array(BLOCK);
      for (let i = 0; i < BLOCK; i += 1) moved[i] = SBOX[state[(i * 5) % BLOCK] ?? 0] ?? 0;
      state = round === last ? moved : mix(moved);
      for (let i = 0; i < BLOCK; i += 1) state[i] = (state[i] ?? 0) ^ (keys[round + i] ?? 0);
    }
    return state;
  }
}

function mix(state: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(BLOCK);
  for (let column = 0; column < BLOCK; column += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = state.subarray(column, column + 4);
    const all = a ^ b ^ c ^ d;
    out[column] = a ^ all ^ double(a ^ b);
    out[column + 1] = b ^ all ^ double(b ^ c);
    out[column + 2] = c ^ all ^ double(c ^ d);
    out[column + 3] = d ^ all ^ double(d ^ a);
  }
  return out;
}

/** Counter mode as WinZip has it: the counter starts at 1, low byte first. */
export class AesCounter {
  readonly #aes: Aes;
  readonly #counter = new Uint8Array(BLOCK);
  #stream: Uint8Array = new Uint8Array(BLOCK);
  #used = BLOCK;

  constructor(key: Uint8Array) {
    this.#aes = new Aes(key);
  }

  decrypt(bytes: Uint8Array): Uint8Array {
    const out = new Uint8Array(bytes.length);
    for (let i = 0; i < bytes.length; i += 1) {
      if (this.#used === BLOCK) this.#next();
      out[i] = (bytes[i] ?? 0) ^ (this.#stream[this.#used] ?? 0);
      this.#used += 1;
    }
    return out;
  }

  #next(): void {
    for (let i = 0; i < BLOCK; i += 1) {
      const byte = ((this.#counter[i] ?? 0) + 1) & 0xff;
      this.#counter[i] = byte;
      if (byte !== 0) break;
    }
    this.#stream = this.#aes.encrypt(this.#counter);
    this.#used = 0;
  }
}
