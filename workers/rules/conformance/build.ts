/** The helpers of research/pickle.md §6, in TypeScript: byte strings are latin1 texts. */

export const u8 = (n: number): string => String.fromCharCode(n);
const le = (n: bigint, width: number): string =>
  Array.from({ length: width }, (_, i) => u8(Number((n >> BigInt(8 * i)) & 255n))).join('');
export const Q = (n: bigint | number): string => le(BigInt(n), 8);
export const D = (n: number): string => le(BigInt(n), 4);

/** UTF-8 bytes of a text, as latin1. */
export const utf8 = (text: string): string => Array.from(new TextEncoder().encode(text), u8).join('');

export const P = (n: number): string => `\x80${u8(n)}`;
export const F = (n: number): string => `\x95${Q(n)}`;
export const U = (text: string): string => `X${D(utf8(text).length)}${utf8(text)}`;
export const s = (text: string): string => `\x8c${u8(utf8(text).length)}${utf8(text)}`;
export const c = (module: string, name: string): string => `c${utf8(module)}\n${utf8(name)}\n`;
export const G = (module: string, name: string): string => `${s(module)}${s(name)}\x93`;
export const t = (...items: string[]): string => `(${items.join('')}t`;
export const R = (f: string, ...items: string[]): string => `${f}${t(...items)}R`;
export const d = (entries: Record<string, string>): string =>
  `}(${Object.entries(entries)
    .map(([key, value]) => s(key) + value)
    .join('')}u`;

export const SYS = c('os', 'system');
export const CMD = U('exit 7');
export const EVIL = R(SYS, CMD);
export const NS = R(c('argparse', 'Namespace'));
/** SHORT_BINBYTES. */
export const C = (bytes: string): string => `C${u8(bytes.length)}${bytes}`;

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
