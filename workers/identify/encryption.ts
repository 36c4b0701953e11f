import { ascii, startsWith } from '../source/little-endian.ts';
import type { Probe } from './probe.ts';

/** A way of encrypting whole files that says so in their first bytes. */
export interface Encryption {
  /** What people call it. */
  readonly name: string;
  /** What takes a key and gives the content back. */
  readonly opener: string;
}

interface Scheme extends Encryption {
  readonly starts: readonly (readonly number[])[];
  readonly at?: number;
  /** More that must hold. */
  readonly also?: (probe: Probe) => boolean;
}

const texts = (...names: readonly string[]): number[][] => names.map((name) => [...ascii(name)]);

const SCHEMES: readonly Scheme[] = [
  // enc.c: eight bytes of salt follow.
  { name: 'OpenSSL', opener: 'openssl enc -d', starts: texts('Salted__') },
  // The same in Base64, as `-a` writes it.
  { name: 'OpenSSL, in letters', opener: 'openssl enc -d -a', starts: texts('U2FsdGVkX1') },
  { name: 'age', opener: 'age -d', starts: texts('age-encryption.org/v1\n', '-----BEGIN AGE ENCRYPTED FILE-----') },
  { name: 'OpenPGP, in letters', opener: 'gpg -d', starts: texts('-----BEGIN PGP MESSAGE-----') },
  {
    name: 'CMS, in letters',
    opener: 'openssl cms -decrypt',
    starts: texts('-----BEGIN CMS-----', '-----BEGIN PKCS7-----'),
    also: ({ head }) => isEnveloped(bodyOf(head)),
  },
  { name: 'LUKS volume', opener: 'cryptsetup open', starts: [[...ascii('LUKS'), 0xba, 0xbe]] },
  { name: 'BitLocker volume', opener: 'Windows', at: 3, starts: texts('-FVE-FS-') },
  { name: 'encrypted disk image', opener: 'macOS', starts: texts('encrcdsa') },
  { name: 'git-crypt', opener: 'git-crypt unlock', starts: texts('\0GITCRYPT\0') },
  { name: 'Ansible vault', opener: 'ansible-vault decrypt', starts: texts('$ANSIBLE_VAULT;') },
  { name: 'rclone', opener: 'rclone', starts: texts('RCLONE\0\0') },
  { name: 'scrypt', opener: 'scrypt dec', starts: texts('scrypt\0') },
  { name: 'AES Crypt', opener: 'aescrypt -d', starts: [0, 1, 2, 3].map((version) => [...ascii('AES'), version, 0]) },
  {
    name: 'AxCrypt',
    opener: 'AxCrypt',
    starts: [[0xc0, 0xb9, 0x07, 0x2e, 0x4f, 0x93, 0xf1, 0x46, 0xa0, 0x15, 0x79, 0x2c, 0xa1, 0xd9, 0xe8, 0x21]],
  },
  // What deployment kits write before encrypted weights.
  { name: 'encrypted weights of a deployment kit', opener: 'the kit that wrote them', starts: texts('ENCRYPTED_FILE') },
  { name: 'Fernet', opener: 'the program that has its key', starts: texts('gAAAAA'), also: isFernet },
  // ContentInfo of enveloped data (RFC 5652): 1.2.840.113549.1.7.3.
  { name: 'CMS', opener: 'openssl cms -decrypt', starts: [[0x30]], also: ({ head }) => isEnveloped(head) },
  { name: 'OpenPGP', opener: 'gpg -d', starts: [0x84, 0x85, 0x8c, 0xc1, 0xc3].map((tag) => [tag]), also: isOpenPgp },
];

/** How the file says it is encrypted; null when it says nothing of the kind. */
export function encryptionOf(probe: Probe): Encryption | null {
  const scheme = SCHEMES.find(
    ({ starts, at, also }) => starts.some((start) => startsWith(probe.head, start, at)) && (also?.(probe) ?? true),
  );
  return scheme ?? null;
}

/** Base64 and nothing else, of a version, a time, an IV, whole blocks and a MAC (github.com/fernet/spec). */
function isFernet({ head, size }: Probe): boolean {
  const text = String.fromCharCode(...head).trimEnd();
  if (!/^[\w-]{96,}={0,2}$/.test(text)) return false;
  if (size > head.length) return true;
  const bytes = Math.floor((text.replace(/=+$/, '').length * 3) / 4);
  return (bytes - 57) % 16 === 0;
}

const ENVELOPED = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03];

function isEnveloped(head: Uint8Array): boolean {
  const length = head[1] ?? 0;
  return startsWith(head, ENVELOPED, length > 0x80 && length < 0x88 ? 2 + (length & 15) : 2);
}

/** The first line of letters, decoded; certificates and signatures are written between the same lines. */
function bodyOf(head: Uint8Array): Uint8Array {
  const line = /\n([A-Za-z0-9+/]{40,})/.exec(String.fromCharCode(...head))?.[1] ?? '';
  return Uint8Array.from(atob(line.slice(0, line.length - (line.length % 4))), (letter) => letter.charCodeAt(0));
}

/** A key for somebody or from a password, and behind it another one or the encrypted data (RFC 9580, 5.1, 5.3, 5.13). */
function isOpenPgp({ head }: Probe): boolean {
  const first = packetOf(head, 0);
  if (first === null || first.length < 4 || first.start + first.length >= head.length) return false;
  const [version = 0, second = 0] = head.subarray(first.start);
  const isKey = first.tag === 1 ? version === 3 || version === 6 : [4, 5, 6].includes(version) && second <= 19;
  const next = packetOf(head, first.start + first.length);
  return isKey && next !== null && [1, 3, 9, 18, 20].includes(next.tag);
}

/** A packet's header, of the old form or the new; null when it is none, or has no length of its own. */
function packetOf(head: Uint8Array, at: number): { tag: number; start: number; length: number } | null {
  const [first = 0, second = 0, third = 0] = head.subarray(at);
  if ((first & 0x80) === 0) return null;
  const rest = head.subarray(at + 1);
  if ((first & 0x40) === 0) {
    const tag = (first >> 2) & 15;
    if ((first & 3) === 0) return { tag, start: at + 2, length: second };
    if ((first & 3) === 1) return { tag, start: at + 3, length: second * 256 + third };
    return { tag, start: at + 5, length: (first & 3) === 2 ? bigEndian(rest) : Infinity };
  }
  const tag = first & 0x3f;
  if (second < 192) return { tag, start: at + 2, length: second };
  if (second < 224) return { tag, start: at + 3, length: (second - 192) * 256 + third + 192 };
  return { tag, start: at + 6, length: second === 255 ? bigEndian(rest.subarray(1)) : Infinity };
}

function bigEndian([a = 0, b = 0, c = 0, d = 0]: Uint8Array): number {
  return a * 2 ** 24 + b * 2 ** 16 + c * 256 + d;
}
