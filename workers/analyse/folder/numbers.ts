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

/** Formats that nothing but a name tells, and none at all. */
const FORMLESS: ReadonlySet<string | null> = new Set([null, 'tf-shard']);

/** Files of bare numbers that indexes, models and checkpoints of the same folder name: what is in them, file by file. */
export function numbersIn({ files }: Folder): Numbers[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const found = new Map<string, { of: string; ranges: Range[] }>();
  for (const file of files) {
    for (const { at, beside } of factsOf(file, 'tensor')) {
      // What an archive holds has its files in the archive.
      if (beside === undefined || at.path.length > 1) continue;
      const target = formless(byPath, folderOf(file.path) + beside.file);
      if (target === null) continue;
      const known = found.get(target.path) ?? { of: file.path, ranges: [] };
      if (known.of === file.path) known.ranges.push({ offset: beside.offset, length: beside.length });
      found.set(target.path, known);
    }
  }
  return [...found].map(([path, { of, ranges }]) => ({ path, of, ranges }));
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
