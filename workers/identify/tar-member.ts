import { parseHeader, BLOCK } from '../containers/tar/header.ts';
import { readTar } from '../containers/tar/reader.ts';
import { tarKinds } from './tar-kinds.ts';
import { END_LENGTH } from '../containers/zip/eocd.ts';
import type { ZipArchive } from '../containers/zip/reader.ts';

/**
 * Whether a ZIP archive is one member of a tar archive from its first byte to its last. Readers that look for the end of an archive find
 * it where it is the last member; there is nothing to it that opening the member does not show.
 */
export async function isTarMember(archive: ZipArchive): Promise<boolean> {
  const { source } = archive;
  if (source.size < BLOCK || parseHeader(await source.read(0, BLOCK)) === null) return false;
  const { from, to } = extentOf(archive);
  const { entries } = await readTar(source);
  // Of torch's, some members are read as what torch takes them for, and as nothing else.
  if (tarKinds(entries).includes('torch-tar')) return false;
  return entries.some(
    ({ dataOffset, size, sparse }) => sparse === null && dataOffset <= from && to <= dataOffset + size,
  );
}

/** From the first local header to the end of the last comment, whatever end record or directory they belong to. */
function extentOf({ entries, directories, ends }: ZipArchive): { from: number; to: number } {
  let [from, to] = [Infinity, 0];
  for (const { offset, commentLength } of ends) {
    from = Math.min(from, offset);
    to = Math.max(to, offset + END_LENGTH + commentLength);
  }
  for (const { offset } of directories) from = Math.min(from, offset);
  for (const { central, local } of entries)
    from = Math.min(from, local?.offset ?? Infinity, central?.localOffset ?? Infinity, central?.offset ?? Infinity);
  return { from, to };
}
