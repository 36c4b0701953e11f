import { ascii, startsWith } from '../../source/little-endian.ts';
import type { Encoding } from './input.ts';

export interface Header {
  /** A workspace, as save writes it: variables by name. Else one object, as saveRDS writes it. */
  readonly isWorkspace: boolean;
  readonly encoding: Encoding;
  readonly littleEndian: boolean;
  /** Of the format: 2, 3 or 4. */
  readonly version: number;
  /** Where the version stands. */
  readonly at: number;
}

const ENCODINGS: ReadonlyMap<number, Encoding> = new Map([
  [0x58, 'xdr'],
  [0x42, 'native'],
  [0x41, 'ascii'],
]);

/** What the first bytes say (serialize.c, InFormat; saveload.c, R_ReadMagic); null when they are not R's. */
export function headerOf(head: Uint8Array): Header | null {
  const isWorkspace = startsWith(head, ascii('RD')) && head[4] === 0x0a;
  if (isWorkspace && (!WORKSPACES.has(head[2] ?? 0) || !VERSIONS.has((head[3] ?? 0) - 0x30))) return null;
  const at = isWorkspace ? 5 : 0;
  const encoding = ENCODINGS.get(head[at] ?? 0);
  if (encoding === undefined || head[at + 1] !== 0x0a) return null;
  if (encoding === 'ascii') {
    const words = /^([234])\s+(\d{5,7})\s+(\d{5,7})\s/.exec(String.fromCharCode(...head.subarray(at + 2, at + 34)));
    if (words === null) return null;
    return { isWorkspace, encoding, littleEndian: false, version: Number(words[1]), at: at + 2 };
  }
  for (const littleEndian of encoding === 'native' ? [true, false] : [false]) {
    const [version, writer, reader] = [0, 4, 8].map((skip) => numberAt(head, at + 2 + skip, littleEndian));
    if (VERSIONS.has(version ?? 0) && isRelease(writer) && isRelease(reader))
      return { isWorkspace, encoding, littleEndian, version: version ?? 0, at: at + 2 };
  }
  return null;
}

const WORKSPACES: ReadonlySet<number> = new Set(ascii('XAB'));
const VERSIONS: ReadonlySet<number> = new Set([2, 3, 4]);

/** A version of R as it is packed into a number; development versions ask for one below zero. */
function isRelease(packed = 0): boolean {
  return packed === -1 || (packed >= 0x10000 && packed < 0x200000);
}

function numberAt(bytes: Uint8Array, at: number, littleEndian: boolean): number {
  if (at + 4 > bytes.length) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getInt32(at, littleEndian);
}
