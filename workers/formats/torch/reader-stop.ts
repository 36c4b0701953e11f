import type { CentralEntry } from '../../containers/zip/central.ts';
import type { Directory } from '../../containers/zip/directory.ts';
import { code, data, prose, type Prose } from '../../report/prose.ts';
import type { TorchArchive } from './archive.ts';

const DIRECTORY_HEADER = 46;
const LOCAL_HEADER = 30;
const ZIP64_RECORD = 56;
const NO_DISK = 0xffff;
/** The directory is encrypted, and local headers are masked (APPNOTE 4.4.4, bit 13). */
const MASKED = 0x2000;
const MOST = 0xffffffff;

/** Records it reads when it opens an archive, where they are listed. */
const FIRST_READ = ['.data/version', 'version', '.data/serialization_id', '.format_version', 'byteorder'];

/** Why torch's reader opens none of the archive (miniz 2 and 3, mz_zip_reader_read_central_dir); null when it does. */
export function readerStop(torch: TorchArchive): Prose | null {
  const { source, directories } = torch.archive;
  const [directory] = directories;
  if (directory === undefined) return prose`It finds no directory.`;
  const entries = directory.run.entries.map((entry) => entryStop(entry, directory, source.size));
  const lost = FIRST_READ.find((record) => torch.find(record)?.local === null);
  return (
    endStop(directory, source.size) ??
    entries.find((stop) => stop !== null) ??
    (lost === undefined ? null : prose`Where the directory points for the record ${code(lost)} there is none.`)
  );
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
