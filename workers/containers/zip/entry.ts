import type { CentralEntry } from './central.ts';
import type { Local, LocalHeader } from './local.ts';

/** One member under all its readings. */
export interface ZipEntry {
  /** As the directory has it, or the local header when the directory does not list it. */
  readonly name: string;
  readonly key: string;
  readonly central: CentralEntry | null;
  readonly local: LocalHeader | null;
  readonly descriptor: Local['descriptor'];
  /** Where the data starts in the source; null when there is no local header to say so. */
  readonly dataOffset: number | null;
  /** First bytes of the data as stored, as far as they came along with the header. */
  readonly head: Uint8Array;
  /** Every way to take the bytes, the directory's first. */
  readonly readings: readonly EntryReading[];
}

export interface EntryReading {
  readonly by: 'central' | 'local';
  readonly method: number;
  readonly compressedSize: number;
  /** Declared size after decompression. */
  readonly size: number;
  readonly crc: number;
}

/** `room` is how many bytes the data of an entry without a directory header can take at most. */
export function entryOf(central: CentralEntry | null, local: Local | null, room: number): ZipEntry {
  const header = local?.header ?? null;
  return {
    name: central?.name ?? header?.name ?? '',
    key: central?.key ?? header?.key ?? '',
    central,
    local: header,
    descriptor: local?.descriptor ?? null,
    dataOffset: header === null ? null : header.offset + header.length,
    head: local?.head ?? new Uint8Array(0),
    readings: header === null ? [] : readingsOf(central, header, room),
  };
}

function readingsOf(central: CentralEntry | null, local: LocalHeader, room: number): EntryReading[] {
  const readings: EntryReading[] = [];
  if (central !== null) readings.push(reading('central', central));
  if (central === null || differs(central, local)) {
    const compressedSize =
      local.compressedSize === 0 && (local.flags & 8) !== 0 ? (central?.compressedSize ?? room) : local.compressedSize;
    readings.push({ ...reading('local', local), compressedSize });
  }
  return readings;
}

function reading(by: EntryReading['by'], header: Omit<EntryReading, 'by'>): EntryReading {
  const { method, compressedSize, size, crc } = header;
  return { by, method, compressedSize, size, crc };
}

/** Streaming readers would take other bytes, or decode them differently. Sizes that follow the data are not stated here. */
function differs(central: CentralEntry, local: LocalHeader): boolean {
  if (central.method !== local.method) return true;
  const stated = !((local.flags & 8) !== 0 && local.compressedSize === 0);
  return stated && local.compressedSize !== central.compressedSize;
}

/** Bytes of the source that belong to the entry: header, data and descriptor, by the directory. */
export function extent(entry: ZipEntry): { offset: number; length: number } | null {
  const first = entry.readings[0];
  if (entry.local === null || entry.dataOffset === null || first === undefined) return null;
  const { offset } = entry.local;
  const end = entry.dataOffset + first.compressedSize + (entry.descriptor?.length ?? 0);
  return { offset, length: end - offset };
}
