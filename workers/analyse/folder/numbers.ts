import type { Beside } from '../../facts.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { isAllZero } from '../../source/zeros.ts';
import { factsOf, folderOf } from './codes.ts';
import type { Folder, FolderFile } from './types.ts';

/** A file without a form of its own, and where in it another one says its numbers are. */
export interface Numbers {
  readonly path: string;
  /** The path of the one that says so. */
  readonly of: string;
  readonly ranges: readonly Range[];
}

/** Formats that nothing but a name tells, none at all, and what begins as letters of some encoding do, and is no text in the end. */
const FORMLESS: ReadonlySet<string | null> = new Set([null, 'tf-shard', 'text']);

/** Files of bare numbers that indexes, models and checkpoints of the same folder name: what is in them, file by file. */
export function numbersIn({ files }: Folder): Numbers[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const found = new Map<string, { of: string; ranges: Range[] }>();
  for (const file of files) {
    for (const { file: name, offset, length } of stretchesOf(file, byPath)) {
      const target = formless(byPath, folderOf(file.path) + name);
      if (target === null) continue;
      const known = found.get(target.path) ?? { of: file.path, ranges: [] };
      if (known.of === file.path) known.ranges.push({ offset, length });
      found.set(target.path, known);
    }
  }
  return [...found].map(([path, { of, ranges }]) => ({ path, of, ranges }));
}

/** What a file says of others; what an archive holds has its files in the archive. */
function* stretchesOf(file: FolderFile, files: ReadonlyMap<string, FolderFile>): Generator<Beside> {
  for (const { at, beside } of factsOf(file, 'tensor')) if (beside !== undefined && at.path.length === 1) yield beside;
  for (const { at, files: names, bytes } of factsOf(file, 'weight-files')) {
    if (at.path.length > 1 || bytes === null) continue;
    let left = bytes;
    for (const [i, name] of names.entries()) {
      // Where the next one goes on is not known.
      const size = files.get(folderOf(file.path) + name)?.size;
      if (size === undefined) break;
      const length = i === names.length - 1 ? left : Math.min(left, size);
      yield { file: name, offset: 0, length };
      left -= length;
    }
  }
}

function formless(files: ReadonlyMap<string, FolderFile>, path: string): FolderFile | null {
  const file = files.get(path);
  return file !== undefined && FORMLESS.has(file.format) ? file : null;
}

/** Writers align numbers: so much between two of them may be left out, when it is zeros. */
const LONGEST_GAP = 64 * 1024;
const MOST_GAPS = 4096;

/** Whether the numbers are all there is in a file: nothing of it is left over but the zeros that align them, and nothing lies outside. */
export async function isAll(ranges: readonly Range[], source: ByteSource): Promise<boolean> {
  const gaps: Range[] = [];
  let end = 0;
  for (const { offset, length } of ranges.toSorted((a, b) => a.offset - b.offset)) {
    if (offset > end) gaps.push({ offset: end, length: offset - end });
    end = Math.max(end, offset + length);
  }
  if (end < source.size) gaps.push({ offset: end, length: source.size - end });
  if (end > source.size || gaps.length > MOST_GAPS || gaps.some(({ length }) => length > LONGEST_GAP)) return false;
  for (const { offset, length } of gaps) {
    const bytes = await source.read(offset, length).catch(() => null);
    if (bytes === null || !isAllZero(bytes)) return false;
  }
  return end > 0;
}
