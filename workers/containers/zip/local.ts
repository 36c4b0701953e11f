import type { ByteSource } from '../../source/byte-source.ts';
import { startsWith, u16, u32 } from '../../source/little-endian.ts';
import { Spans } from '../../source/spans.ts';
import type { CentralEntry } from './central.ts';
import { type Descriptor, readDescriptor } from './descriptor.ts';
import { widen } from './extra.ts';
import { decodeName, nameKey } from './names.ts';

/** Local file header (APPNOTE 4.3.7), as written; sizes widened by Zip64. */
export interface LocalHeader {
  readonly offset: number;
  readonly length: number;
  readonly needed: number;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly zip64: boolean;
  readonly name: string;
  readonly key: string;
  readonly extra: Uint8Array;
}

export interface Local {
  readonly header: LocalHeader;
  /** After the data, when the entry says that there is one (flag bit 3) and it is there. */
  readonly descriptor: Descriptor | null;
  /** The first bytes of the data, as far as they came along. */
  readonly head: Uint8Array;
}

export const LOCAL_MAGIC = [0x50, 0x4b, 0x03, 0x04];
const LOCAL_FIXED = 30;
/** Flag bit 3: sizes and CRC follow the data. */
export const FLAG_DESCRIPTOR = 0x0008;

/** Read around each header: room for a data descriptor before it, and after the name for torch's padding and the first bytes. */
const BEFORE = 32;
const AFTER = 96;
const HEAD = 64;
const BATCH = 256;

/** The header at `offset`, or null when none stands there. `likely` is the name the directory gives it. */
export function parseLocal(bytes: Uint8Array, at: number, offset: number, likely?: Named): LocalHeader | null {
  if (at + LOCAL_FIXED > bytes.length || !startsWith(bytes, LOCAL_MAGIC, at)) return null;
  const nameLength = u16(bytes, at + 26);
  const extraLength = u16(bytes, at + 28);
  const length = LOCAL_FIXED + nameLength + extraLength;
  if (at + length > bytes.length) return null;
  const raw = bytes.subarray(at + LOCAL_FIXED, at + LOCAL_FIXED + nameLength);
  const extra = bytes.slice(at + LOCAL_FIXED + nameLength, at + length);
  const { name, key } = likely !== undefined && isKey(likely.key, raw) ? likely : named(raw);
  const { size, compressedSize, zip64 } = widen(u32(bytes, at + 22), u32(bytes, at + 18), 0, extra);
  return {
    offset,
    length,
    needed: u16(bytes, at + 4),
    flags: u16(bytes, at + 6),
    method: u16(bytes, at + 8),
    crc: u32(bytes, at + 14),
    compressedSize,
    size,
    zip64,
    name,
    key,
    extra,
  };
}

interface Named {
  readonly name: string;
  readonly key: string;
}

function named(raw: Uint8Array): Named {
  const name = decodeName(raw);
  return { name, key: nameKey(raw, name) };
}

/** Names stand twice in an archive, and decoding takes much longer than comparing. */
function isKey(key: string, raw: Uint8Array): boolean {
  if (key.length !== raw.length) return false;
  for (let i = 0; i < raw.length; i += 1) if (raw[i] !== key.charCodeAt(i)) return false;
  return true;
}

/** The header at `offset` of the source, or null. */
export async function readLocal(source: ByteSource, offset: number): Promise<LocalHeader | null> {
  const fixed = await source.read(offset, LOCAL_FIXED);
  if (fixed.length < LOCAL_FIXED || !startsWith(fixed, LOCAL_MAGIC)) return null;
  const length = LOCAL_FIXED + u16(fixed, 26) + u16(fixed, 28);
  return parseLocal(await source.read(offset, length), 0, offset);
}

/** Four bytes alone occur in random data: a header also names a known version and method and a printable name. */
export function isPlausible(header: LocalHeader): boolean {
  const nameFits = header.key.length > 0 && header.key.length < 4096 && header.key.charCodeAt(0) >= 0x20;
  return header.needed < 0x0400 && header.method <= 99 && nameFits;
}

/** The local half of each entry, in the order of `entries`; null where there is none. Reads neighbours together. */
export async function readLocals(source: ByteSource, entries: readonly CentralEntry[]): Promise<(Local | null)[]> {
  const order = entries.map((_, i) => i).sort((a, b) => localOffset(entries, a) - localOffset(entries, b));
  const locals = new Array<Local | null>(entries.length).fill(null);
  for (let i = 0; i < order.length; i += BATCH) {
    const batch = order.slice(i, i + BATCH);
    const spans = await Spans.read(
      source,
      batch.map((index) => ({
        offset: localOffset(entries, index) - BEFORE,
        length: BEFORE + LOCAL_FIXED + (entries[index]?.key.length ?? 0) + AFTER + HEAD,
      })),
    );
    for (const index of batch) {
      const entry = entries[index];
      if (entry !== undefined) locals[index] = await readOne(source, spans, entry);
    }
  }
  return locals;
}

function localOffset(entries: readonly CentralEntry[], index: number): number {
  return entries[index]?.localOffset ?? 0;
}

async function readOne(source: ByteSource, spans: Spans, entry: CentralEntry): Promise<Local | null> {
  const offset = entry.localOffset;
  if (offset < 0 || offset + LOCAL_FIXED > source.size) return null;
  const near = spans.get(offset, LOCAL_FIXED);
  const length = near === null ? 0 : LOCAL_FIXED + u16(near, 26) + u16(near, 28);
  const bytes = spans.get(offset, length);
  const header = bytes === null || length === 0 ? await readLocal(source, offset) : parseLocal(bytes, 0, offset, entry);
  if (header === null) return null;
  const data = offset + header.length;
  const head = spans.get(data, HEAD) ?? spans.get(data, Math.min(HEAD, source.size - data)) ?? new Uint8Array(0);
  return {
    header,
    descriptor: await descriptorOf(source, spans, header, entry),
    head: head.slice(0, entry.compressedSize),
  };
}

async function descriptorOf(
  source: ByteSource,
  spans: Spans,
  header: LocalHeader,
  entry: CentralEntry,
): Promise<Descriptor | null> {
  if (((header.flags | entry.flags) & FLAG_DESCRIPTOR) === 0) return null;
  const at = header.offset + header.length + entry.compressedSize;
  if (at >= source.size) return null;
  const bytes = spans.get(at, 24) ?? (await source.read(at, 24));
  return readDescriptor(bytes, at, entry);
}
