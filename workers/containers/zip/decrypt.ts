import type { ByteSource } from '../../source/byte-source.ts';
import { LIMITS } from '../../limits.ts';
import { linear } from '../../source/linear.ts';
import { u16, u8 } from '../../source/little-endian.ts';
import type { Produce } from '../hold.ts';
import { AesCounter } from './aes.ts';
import { extraFields } from './extra.ts';
import { ZIPCRYPTO_HEADER, ZipCrypto } from './zipcrypto.ts';

/** How an entry is encrypted. */
export type Seal =
  /** `check`: what the last byte before the data has to be. */
  | { readonly kind: 'zipcrypto'; readonly method: number; readonly check: number }
  /** WinZip's AES; `method` is the one behind the encryption. `checked`: the CRC is that of the content. */
  | { readonly kind: 'aes'; readonly method: number; readonly keyBytes: number; readonly checked: boolean };

export const FLAG_ENCRYPTED = 1;
const FLAG_DESCRIPTOR = 8;
const FLAG_STRONG = 0x40;
const EXTRA_AES = 0x9901;
export const METHOD_AES = 99;
const VERIFIER = 2;
const AUTHENTICATION = 10;
const ROUNDS = 1000;

/** What the headers say of an encrypted entry; null for what is not decrypted (PKWARE's strong encryption). */
export function sealOf(header: {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly time: number | null;
  readonly extra: Uint8Array;
}): Seal | null {
  const { flags, method, crc, time, extra } = header;
  if ((flags & FLAG_STRONG) !== 0) return null;
  if (method !== METHOD_AES) {
    const check = (flags & FLAG_DESCRIPTOR) !== 0 && time !== null ? time >>> 8 : crc >>> 24;
    return { kind: 'zipcrypto', method, check };
  }
  const field = extraFields(extra).fields.find(({ id, length }) => id === EXTRA_AES && length >= 7);
  if (field === undefined) return null;
  const strength = u8(extra, field.start + 4);
  if (strength < 1 || strength > 3) return null;
  const checked = u16(extra, field.start) === 1;
  return { kind: 'aes', method: u16(extra, field.start + 5), keyBytes: 8 + strength * 8, checked };
}

/** An entry's data under one password. */
export interface Opened {
  /** As often as asked. */
  readonly produce: Produce;
  /** Whether the data is what was encrypted, by the code that stands after it; null where there is none, or too much to hold. */
  readonly isAuthentic: boolean | null;
}

/** Null when the password does not fit. */
export async function decrypt(packed: ByteSource, seal: Seal, password: string): Promise<Opened | null> {
  const secret = new TextEncoder().encode(password);
  return seal.kind === 'zipcrypto' ? traditional(packed, seal.check, secret) : winzip(packed, seal.keyBytes, secret);
}

async function traditional(packed: ByteSource, check: number, secret: Uint8Array): Promise<Opened | null> {
  const header = (await packed.read(0, ZIPCRYPTO_HEADER)).slice();
  const start = (): ZipCrypto | null => {
    const cipher = new ZipCrypto(secret);
    return cipher.accepts(header, check) ? cipher : null;
  };
  if (start() === null) return null;
  const rest = packed.slice(ZIPCRYPTO_HEADER, packed.size - ZIPCRYPTO_HEADER);
  return { produce: (maxOutput) => through(rest, maxOutput, start()), isAuthentic: null };
}

/** AE-1 and AE-2 (winzip.com/aes_info.htm): salt, two bytes that check the password, data, authentication code. */
async function winzip(packed: ByteSource, keyBytes: number, secret: Uint8Array<ArrayBuffer>): Promise<Opened | null> {
  const saltBytes = keyBytes / 2;
  const head = (await packed.read(0, saltBytes + VERIFIER)).slice();
  if (head.length < saltBytes + VERIFIER) return null;
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
  const salt = head.slice(0, saltBytes);
  const parameters = { name: 'PBKDF2', hash: 'SHA-1', salt, iterations: ROUNDS };
  const keys = new Uint8Array(await crypto.subtle.deriveBits(parameters, base, (2 * keyBytes + VERIFIER) * 8));
  const fits = keys[2 * keyBytes] === head[saltBytes] && keys[2 * keyBytes + 1] === head[saltBytes + 1];
  if (!fits) return null;
  const start = saltBytes + VERIFIER;
  const rest = packed.slice(start, Math.max(0, packed.size - start - AUTHENTICATION));
  const code = await packed.read(packed.size - AUTHENTICATION, AUTHENTICATION);
  const isAuthentic =
    rest.size > LIMITS.inflatedMember ? null : await hasCode(rest, keys.slice(keyBytes, 2 * keyBytes), code);
  return { produce: (maxOutput) => through(rest, maxOutput, new AesCounter(keys.subarray(0, keyBytes))), isAuthentic };
}

/** The first ten bytes of HMAC-SHA1 over the encrypted data. */
async function hasCode(data: ByteSource, key: Uint8Array<ArrayBuffer>, code: Uint8Array): Promise<boolean> {
  const bytes = (await data.read(0, data.size, 'direct')).slice();
  const secret = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
  const signed = new Uint8Array(await crypto.subtle.sign('HMAC', secret, bytes));
  return code.length === AUTHENTICATION && code.every((byte, i) => byte === signed[i]);
}

async function* through(
  source: ByteSource,
  maxOutput: number,
  cipher: { decrypt(bytes: Uint8Array): Uint8Array } | null,
): AsyncGenerator<Uint8Array, void> {
  if (cipher === null) return;
  for await (const chunk of linear(source, 0, Math.min(maxOutput, source.size))) yield cipher.decrypt(chunk);
}
