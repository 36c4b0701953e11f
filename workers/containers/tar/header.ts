import { asText } from '../../identify/text.ts';

/** One 512-byte header (POSIX ustar, GNU, or version 7). */
export interface TarHeader {
  readonly name: string;
  /** Below zero when written so in base 256. */
  readonly size: number;
  /** Type flag: `0` file, `1` hard link, `2` symbolic link, `5` folder, `x`/`g` PAX, `L`/`K` GNU long name or link, `S` sparse. */
  readonly type: string;
  readonly link: string;
  /** Permissions with the bits for set-user-id and set-group-id. */
  readonly mode: number;
}

export const BLOCK = 512;

/** Null when the checksum is not that of the block, or a number cannot be read. */
export function parseHeader(block: Uint8Array): TarHeader | null {
  if (block.length < BLOCK || !hasChecksum(block)) return null;
  const size = tarNumber(block, 124, 12);
  if (size === null) return null;
  const isUstar = textAt(block, 257, 5) === 'ustar';
  const prefix = isUstar && block[263] === 0x30 ? textAt(block, 345, 155) : '';
  const short = textAt(block, 0, 100);
  const name = prefix === '' ? short : `${prefix}/${short}`;
  const flag = String.fromCharCode(block[156] ?? 0);
  // Version 7 had no type for folders.
  const type = flag === '\0' ? (name.endsWith('/') ? '5' : '0') : flag;
  return { name, size, type, link: textAt(block, 157, 100), mode: tarNumber(block, 100, 8) ?? 0 };
}

/** The sum of all bytes, with the checksum's own counted as spaces; some old writers summed them signed. */
function hasChecksum(block: Uint8Array): boolean {
  const stated = tarNumber(block, 148, 8);
  let unsigned = 8 * 32;
  let signed = 8 * 32;
  for (let i = 0; i < BLOCK; i += 1) {
    if (i >= 148 && i < 156) continue;
    const byte = block[i] ?? 0;
    unsigned += byte;
    signed += byte >= 128 ? byte - 256 : byte;
  }
  return stated === unsigned || stated === signed;
}

/** Octal digits, or base 256 when the first bit is set (GNU, for large files): then all ones before it mean below zero. Null for anything else. */
export function tarNumber(block: Uint8Array, at: number, length: number): number | null {
  const first = block[at] ?? 0;
  const rest = block.subarray(at + 1, at + length);
  if (first === 0x80) return rest.reduce((value, byte) => value * 256 + byte, 0);
  if (first === 0xff) return rest.reduce((value, byte) => value * 256 + byte - 255, 0) - 1;
  if (first > 0x80) return null;
  const digits = textAt(block, at, length).trim();
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null;
}

/** Up to the first NUL: UTF-8, or one character per byte. */
export function textAt(block: Uint8Array, at: number, length: number): string {
  const field = block.subarray(at, at + length);
  const nul = field.indexOf(0);
  const bytes = nul === -1 ? field : field.subarray(0, nul);
  return asText(bytes, false) ?? String.fromCharCode(...bytes);
}
