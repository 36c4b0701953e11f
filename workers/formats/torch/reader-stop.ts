import type { CentralEntry } from '../../containers/zip/central.ts';
import type { Directory } from '../../containers/zip/directory.ts';
import type { TorchStop } from '../../facts.ts';
import { code, data, prose, type Prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import type { TorchArchive } from './archive.ts';

const DIRECTORY_HEADER = 46;
const LOCAL_HEADER = 30;
const ZIP64_RECORD = 56;
const NO_DISK = 0xffff;
/** The directory is encrypted, and local headers are masked (APPNOTE 4.4.4, bit 13). */
const MASKED = 0x2000;
const MOST = 0xffffffff;

/** Records torch reads before the program where they are listed, and since which version (as in TorchStop). */
const READ_FIRST: readonly (readonly [record: string, since: number])[] = [
  ['.data/version', 0],
  ['version', 0],
  ['byteorder', 201],
  ['.data/serialization_id', 201],
  ['.format_version', 210],
];

/** Why torch's reader opens none of the archive (miniz 2 and 3, mz_zip_reader_read_central_dir); null when it does, or when versions take different directories. */
export function readerStop(torch: TorchArchive): Prose | null {
  const { source, directories } = torch.archive;
  const [directory, another] = directories;
  if (directory === undefined) return prose`It finds no directory.`;
  if (another !== undefined) return null;
  const entries = directory.run.entries.map((entry) => entryStop(entry, directory, source.size));
  return endStop(directory, source.size) ?? entries.find((stop) => stop !== null) ?? null;
}

/** Records that the directory lists and nothing is of, each with the version that stops there first. */
export function lostRecords({ archive: { source }, find }: Pick<TorchArchive, 'archive' | 'find'>): TorchStop[] {
  return READ_FIRST.filter(([record]) => find(record)?.local === null).map(([record, since]) => ({
    what: prose`Where the directory points for the record ${code(record)} there is none.`,
    at: placeIn(source, 0, source.size),
    program: null,
    step: null,
    since,
  }));
}

function endStop({ end, zip64, record, declaredCount, declaredSize, run }: Directory, size: number): Prose | null {
  const { disk, directoryDisk, entriesHere, directoryOffset } = record ?? end;
  const isOne = (disk === 0 && directoryDisk === 0) || (disk === 1 && directoryDisk === 1);
  if (zip64 !== null && zip64.pointsAt > size - ZIP64_RECORD)
    return prose`The Zip64 locator points past the end of the file.`;
  if (!isOne || entriesHere !== declaredCount || (record !== null && zip64?.disks !== 1))
    return prose`It reads no archive that spans several disks, as this one claims.`;
  if (declaredCount > MOST) return prose`The archive claims ${declaredCount} entries.`;
  if (declaredSize > MOST) return prose`The archive claims a directory of ${declaredSize} bytes.`;
  if (declaredSize < declaredCount * DIRECTORY_HEADER || directoryOffset + declaredSize > size)
    return prose`The directory has no room for its entries, or does not lie in the file.`;
  if (run.stopped !== 'limit' && run.entries.length < declaredCount)
    return prose`The directory breaks off after ${run.entries.length} of ${declaredCount} entries.`;
  return null;
}

function entryStop(entry: CentralEntry, { end, record, declaredCount }: Directory, size: number): Prose | null {
  if (entry.index >= declaredCount) return null;
  const { name, disk, flags, method, compressedSize, localOffset, zip64 } = entry;
  const why = (what: string): Prose => prose`It opens no archive with such an entry: ${data(name, 80)} ${what}.`;
  if (!zip64 && ((method === 0 && entry.size !== compressedSize) || (entry.size > 0 && compressedSize === 0)))
    return why('has sizes that cannot be');
  if (disk === NO_DISK || (disk !== (record ?? end).disk && disk !== 1)) return why('is on another disk');
  if (!zip64 && localOffset + LOCAL_HEADER + compressedSize > size) return why('ends behind the file');
  return (flags & MASKED) === 0 ? null : why('is masked');
}
