import { ascii, startsWith, u16, u32 } from '../../source/little-endian.ts';

/** Text, a version and two letters that tell the order of bytes. */
export const HEADER = 128;
const SUBSYSTEM = 116;
const VERSION = 124;

/** What the header of a MAT-file of level 5 says (MAT-File Format, 1-5); null for anything else. */
export function matStart(head: Uint8Array): { readonly littleEndian: boolean; readonly text: string } | null {
  const littleEndian = startsWith(head, ascii('IM'), VERSION + 2);
  if (!littleEndian && !startsWith(head, ascii('MI'), VERSION + 2)) return null;
  if (u16(head, VERSION) !== (littleEndian ? 0x0100 : 0x0001)) return null;
  return { littleEndian, text: headerText(head) };
}

export function headerText(head: Uint8Array): string {
  return LATIN1.decode(head.subarray(0, SUBSYSTEM)).replace(/[\0 ]+$/, '');
}

/** MATLAB 7.3, and test versions of 7.0 before it, write HDF5 behind 512 bytes that begin as their own header. */
export function isMat73(head: Uint8Array): boolean {
  return /^MATLAB 7\.\d MAT-file/.test(headerText(head)) && startsWith(head, [0x00, 0x02, ...ascii('IM')], VERSION);
}

/** A matrix of level 4: a type of four digits, how many rows and columns, whether it is complex, a name that a zero ends. */
export function mat4Start(head: Uint8Array): { readonly littleEndian: boolean } | null {
  const littleEndian = u32(head, 0) < 100;
  const word = (at: number): number => (littleEndian ? u32(head, at) : bigEndian(head, at));
  const type = word(0) - (littleEndian ? 0 : 1000);
  const [order, kind] = [Math.floor(type / 10), type % 10];
  if (type < 0 || order > 5 || kind > 2 || word(12) > 1 || word(4) > 0x7fffffff || word(8) > 0x7fffffff) return null;
  const length = word(16);
  const name = length < 2 || length > 256 ? '' : LATIN1.decode(head.subarray(20, 20 + length));
  return /^[A-Za-z]\w*\0+$/.test(name) ? { littleEndian } : null;
}

function bigEndian(head: Uint8Array, at: number): number {
  return new DataView(head.buffer, head.byteOffset, head.byteLength).byteLength < at + 4
    ? 0
    : new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(at);
}

const LATIN1 = new TextDecoder('latin1');
