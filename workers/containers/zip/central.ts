import { u16, u32 } from '../../source/little-endian.ts';
import { widen } from './extra.ts';
import { decodeName, nameKey } from './names.ts';

/** Central directory file header (APPNOTE 4.3.12), as written; sizes and offset widened by Zip64. */
export interface CentralEntry {
  /** Position in its directory. */
  readonly index: number;
  /** Of the header, in the source. */
  readonly offset: number;
  readonly length: number;
  readonly madeBy: number;
  readonly needed: number;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly disk: number;
  readonly external: number;
  /** Where the local header is, in the source: as written plus what readers add for bytes before the archive. */
  readonly localOffset: number;
  readonly zip64: boolean;
  readonly name: string;
  /** The name's bytes, one character each. */
  readonly key: string;
  readonly extra: Uint8Array;
  readonly commentLength: number;
}

export interface CentralRun {
  readonly entries: readonly CentralEntry[];
  /** Bytes the headers take. */
  readonly length: number;
  /** Why it ended before the last byte; null when it did not. */
  readonly stopped: 'signature' | 'truncated' | 'limit' | null;
}

const SIGNATURE = 0x02014b50;
const FIXED = 46;

/** Headers one after another. `base` is the offset of `bytes` in the source, `shift` is added to every local offset, `room` is how many are read. */
export function parseCentral(bytes: Uint8Array, base: number, shift: number, room: number): CentralRun {
  const entries: CentralEntry[] = [];
  let at = 0;
  let stopped: CentralRun['stopped'] = null;
  while (at < bytes.length && stopped === null) {
    if (u32(bytes, at) !== SIGNATURE) stopped = 'signature';
    else if (entries.length === room) stopped = 'limit';
    else {
      const entry = parseEntry(bytes, at, base, shift, entries.length);
      if (entry === null) stopped = 'truncated';
      else {
        entries.push(entry);
        at += entry.length;
      }
    }
  }
  return { entries, length: at, stopped };
}

function parseEntry(bytes: Uint8Array, at: number, base: number, shift: number, index: number): CentralEntry | null {
  if (at + FIXED > bytes.length) return null;
  const nameLength = u16(bytes, at + 28);
  const extraLength = u16(bytes, at + 30);
  const commentLength = u16(bytes, at + 32);
  const length = FIXED + nameLength + extraLength + commentLength;
  if (at + length > bytes.length) return null;
  const raw = bytes.subarray(at + FIXED, at + FIXED + nameLength);
  const extra = bytes.subarray(at + FIXED + nameLength, at + FIXED + nameLength + extraLength);
  const name = decodeName(raw);
  const sizes = widen(u32(bytes, at + 24), u32(bytes, at + 20), u32(bytes, at + 42), extra);
  return {
    index,
    offset: base + at,
    length,
    madeBy: u16(bytes, at + 4),
    needed: u16(bytes, at + 6),
    flags: u16(bytes, at + 8),
    method: u16(bytes, at + 10),
    crc: u32(bytes, at + 16),
    ...sizes,
    localOffset: sizes.localOffset + shift,
    disk: u16(bytes, at + 34),
    external: u32(bytes, at + 38),
    name,
    key: nameKey(raw, name),
    extra,
    commentLength,
  };
}
