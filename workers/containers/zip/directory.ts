import { LIMITS } from '../../limits.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { u32 } from '../../source/little-endian.ts';
import { type CentralRun, parseCentral } from './central.ts';
import type { EndRecord } from './eocd.ts';
import { readZip64, type Zip64, type Zip64Record } from './zip64.ts';

/** A central directory, found from one end record in one way. */
export interface Directory {
  readonly end: EndRecord;
  readonly zip64: Zip64 | null;
  /** The record whose numbers were used, when it was not the end record itself. */
  readonly record: Zip64Record | null;
  readonly offset: number;
  readonly declaredSize: number;
  readonly declaredCount: number;
  /** What was added to every offset: bytes that stand before the archive. */
  readonly shift: number;
  readonly run: CentralRun;
  /** How it was found. */
  readonly by: 'offset' | 'position';
}

const CENTRAL_SIGNATURE = 0x02014b50;

/**
 * The directories an end record leads to. Normally one. Two when the offset it states and the position right before it
 * hold different directories (zipfile and current miniz go by position, others by offset), or when Zip64 records disagree.
 * `room` is how many entries are read, all together.
 */
export async function readDirectories(source: ByteSource, end: EndRecord, room: number): Promise<Directory[]> {
  const zip64 = await readZip64(source, end.offset);
  const found: Directory[] = [];
  for (const record of recordsOf(zip64)) {
    const size = record?.directorySize ?? end.directorySize;
    const declared = record?.directoryOffset ?? end.directoryOffset;
    const position = (record?.offset ?? end.offset) - size;
    for (const [offset, by] of [
      [position, 'position'],
      [declared, 'offset'],
    ] as const) {
      if (found.some((directory) => directory.offset === offset)) continue;
      const shift = by === 'position' ? position - declared : 0;
      const left = room - found.reduce((sum, { run }) => sum + run.entries.length, 0);
      const directory = await readAt(source, offset, size, shift, left);
      if (directory === null) continue;
      found.push({
        end,
        zip64,
        record,
        offset,
        declaredSize: size,
        declaredCount: record?.entries ?? end.entries,
        shift,
        run: directory,
        by,
      });
    }
  }
  return found;
}

/** Each reading of the numbers: what the position of the Zip64 record gives, what its locator gives, or the plain record. */
function recordsOf(zip64: Zip64 | null): (Zip64Record | null)[] {
  const records = zip64 === null ? [] : [zip64.adjacent, zip64.pointed].filter((record) => record !== null);
  const distinct = records.filter((record, i) => records.indexOf(record) === i);
  return distinct.length === 0 ? [null] : distinct;
}

/** Null when no directory can start there. */
async function readAt(
  source: ByteSource,
  offset: number,
  size: number,
  shift: number,
  room: number,
): Promise<CentralRun | null> {
  if (offset < 0 || offset > source.size) return null;
  if (size === 0) return { entries: [], length: 0, stopped: null };
  const start = await source.read(offset, 4);
  if (start.length < 4 || u32(start, 0) !== CENTRAL_SIGNATURE) return null;
  if (room <= 0) return { entries: [], length: 0, stopped: 'limit' };
  const bytes = await source.read(offset, Math.min(size, LIMITS.directory));
  const run = parseCentral(bytes, offset, shift, room);
  return bytes.length < size && run.stopped !== 'signature'
    ? { ...run, stopped: size > LIMITS.directory ? 'limit' : 'truncated' }
    : run;
}
