import type { Engine } from '../../wasm/engine.ts';
import { Sha256 } from '../../wasm/sha256.ts';

/** Turns a packed stream into what it was before. */
export type Filter = (chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array, void>;

/** How 7-Zip encrypts a block (7zAes.cpp): AES-256 in CBC, the key made of the password by many rounds of SHA-256. */
export interface Cipher {
  /** The number of rounds is 2 to this power. */
  readonly power: number;
  readonly salt: Uint8Array;
  readonly iv: Uint8Array;
}

const BLOCK = 16;
const KEY = 32;
/** Every program writes 19; 7-Zip itself takes no more than 24. */
const MOST_POWER = 24;
/** The key is salt and password as they are. */
const PLAIN_POWER = 0x3f;
/** Bytes hashed at a time. */
const PIECE = 256 * 1024;

/** Null when the properties are none. */
export function cipherOf(properties: Uint8Array): Cipher | null {
  const [first = 0, second = 0] = properties;
  const power = first & 0x3f;
  const hasMore = (first & 0xc0) !== 0;
  const salt = hasMore ? (first >> 7) + (second >> 4) : 0;
  const iv = hasMore ? ((first >> 6) & 1) + (second & 15) : 0;
  const start = hasMore ? 2 : 1;
  if (properties.length !== start + salt + iv || (power > MOST_POWER && power !== PLAIN_POWER)) return null;
  const padded = new Uint8Array(BLOCK);
  padded.set(properties.subarray(start + salt));
  return { power, salt: properties.slice(start, start + salt), iv: padded };
}

/** Rounds spent on one file: so many blocks with keys of their own, as 7-Zip writes them. */
const MOST_ROUNDS = 2 ** 25;

/** Keys made of the passwords given, each made once. */
export class KeyRing {
  readonly #passwords: readonly string[];
  readonly #keys = new Map<string, Uint8Array<ArrayBuffer>>();
  #rounds = MOST_ROUNDS;

  constructor(passwords: readonly string[]) {
    this.#passwords = passwords;
  }

  /** One key for each password, as long as there is time to make it. */
  async *keys(cipher: Cipher, engine: Engine): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
    for (const password of this.#passwords) {
      const name = `${cipher.power} ${cipher.salt.join()} ${password}`;
      const known = this.#keys.get(name);
      if (known === undefined) this.#rounds -= cipher.power === PLAIN_POWER ? 1 : 2 ** cipher.power;
      if (known === undefined && this.#rounds < 0) return;
      const key = known ?? keyOf(cipher, password, engine);
      this.#keys.set(name, key);
      await Promise.resolve();
      yield key;
    }
  }
}

function keyOf({ power, salt }: Cipher, password: string, engine: Engine): Uint8Array<ArrayBuffer> {
  const secret = new Uint8Array(salt.length + password.length * 2);
  secret.set(salt);
  for (let i = 0; i < password.length; i += 1) {
    const unit = password.charCodeAt(i);
    secret.set([unit & 0xff, unit >> 8], salt.length + 2 * i);
  }
  const key = new Uint8Array(KEY);
  if (power === PLAIN_POWER) {
    key.set(secret.subarray(0, KEY));
    return key;
  }
  return hashed(secret, 2 ** power, engine);
}

/** SHA-256 over so many times the secret, each followed by its number in eight bytes. */
function hashed(secret: Uint8Array, rounds: number, engine: Engine): Uint8Array<ArrayBuffer> {
  const size = secret.length + 8;
  const atOnce = Math.max(1, Math.min(rounds, Math.floor(PIECE / size)));
  const piece = new Uint8Array(atOnce * size);
  const view = new DataView(piece.buffer);
  for (let i = 0; i < atOnce; i += 1) piece.set(secret, i * size);
  const hash = new Sha256(engine);
  try {
    for (let round = 0; round < rounds; round += atOnce) {
      const now = Math.min(atOnce, rounds - round);
      for (let i = 0; i < now; i += 1) view.setUint32(i * size + secret.length, round + i, true);
      hash.update(piece.subarray(0, now * size));
    }
    return bytesOf(hash.finish());
  } catch (cause) {
    if (!engine.poisoned) hash.close();
    throw cause;
  }
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Decrypts in whole blocks; what is left over at the end is no block and is dropped. */
export function decryptCbc(rawKey: Uint8Array<ArrayBuffer>, iv: Uint8Array): Filter {
  return async function* undo(chunks) {
    const key = await crypto.subtle.importKey('raw', rawKey, 'AES-CBC', false, ['encrypt', 'decrypt']);
    let before = iv.slice();
    let carry: Uint8Array = new Uint8Array(0);
    for await (const chunk of chunks) {
      const bytes = new Uint8Array(carry.length + chunk.length);
      bytes.set(carry);
      bytes.set(chunk, carry.length);
      const length = bytes.length - (bytes.length % BLOCK);
      carry = bytes.slice(length);
      if (length === 0) continue;
      const blocks = bytes.subarray(0, length);
      const last = blocks.slice(length - BLOCK);
      // WebCrypto wants padding at the end: a block of it, encrypted behind what is there.
      const padding = new Uint8Array(
        await crypto.subtle.encrypt({ name: 'AES-CBC', iv: last }, key, new Uint8Array(0)),
      );
      const padded = new Uint8Array(length + padding.length);
      padded.set(blocks);
      padded.set(padding, length);
      yield new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: before }, key, padded));
      before = last;
    }
  };
}
