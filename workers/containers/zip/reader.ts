import type { ProblemFact, ZipFact } from '../../facts.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { startsWith } from '../../source/little-endian.ts';
import { RangeSet } from '../../source/range-set.ts';
import { checkEnds, checkNames } from './archive-checks.ts';
import { type Directory, readDirectories } from './directory.ts';
import { checkEntry } from './entry-checks.ts';
import { entryOf, extent, type ZipEntry } from './entry.ts';
import { END_LENGTH, type EndRecord, findEnds } from './eocd.ts';
import { FactSink } from './fact-sink.ts';
import { checkOverlaps, type Stretch, stretches } from './layout.ts';
import { LOCAL_MAGIC, readLocals } from './local.ts';
import { type Recovered, recoverEntries } from './recover.ts';

/** All that is written in an archive, under every reading of it. Nothing is repaired or made unique. */
export interface ZipArchive {
  readonly source: ByteSource;
  /** The first one is what zipfile and torch take; none when entries were found by their local headers alone. */
  readonly directories: readonly Directory[];
  readonly ends: readonly EndRecord[];
  /** In the order of the directories, then what no directory lists. */
  readonly entries: readonly ZipEntry[];
  /** How many of `entries` stand in the first directory. */
  readonly listed: number;
  /** What lies between the parts. */
  readonly stretches: readonly Stretch[];
  readonly facts: readonly ZipFact[];
  readonly problems: readonly ProblemFact[];
}

/** Null when nothing here is an archive: no end record leads to a directory and no local header stands at the start. */
export async function readZip(source: ByteSource): Promise<ZipArchive | null> {
  const sink = new FactSink(source);
  const { ends, more } = await findEnds(source);
  const directories = await directoriesOf(source, ends);
  if (directories.length === 0 && !startsWith(await source.read(0, 4), LOCAL_MAGIC)) return null;
  if (more > 0) sink.problem('limit', 0, source.size, prose`${more} more end-of-directory records were not followed.`);
  const { entries, listed } = await listedEntries(source, directories, sink);
  const recovered = directories.length === 0 ? await recover(source, sink) : [];
  const known = [...entries, ...recovered];
  checkEnds(ends, directories, sink);
  for (const entry of known) checkEntry(entry, sink);
  checkNames(known, seenByTorch(entries, listed, directories), sink);
  checkOverlaps(known, sink);
  const between = await stretches(source, known, structureOf(directories), sink);
  const orphans = between.flatMap((stretch) => orphansOf(stretch, sink));
  sink.close();
  const all = [...known, ...orphans];
  return {
    source,
    directories,
    ends,
    entries: all,
    listed,
    stretches: between,
    facts: sink.facts,
    problems: sink.problems,
  };
}

/** The directories readers of an archive find, without what they list. */
export async function directoriesIn(source: ByteSource): Promise<readonly Directory[]> {
  return directoriesOf(source, (await findEnds(source)).ends);
}

/** Those of the last end record that leads to one, and of those that readers take who want the comment to end with the file. */
async function directoriesOf(source: ByteSource, ends: readonly EndRecord[]): Promise<Directory[]> {
  const found: Directory[] = [];
  for (const [i, end] of ends.entries()) {
    if (found.length > 0 && !end.exact) continue;
    const room = LIMITS.members - found.reduce((sum, { run }) => sum + run.entries.length, 0);
    for (const directory of await readDirectories(source, end, room)) {
      const known = found.some(({ offset, run }) => offset === directory.offset && run.length === directory.run.length);
      const isEmpty = directory.run.entries.length === 0 && directory.run.stopped === null;
      if (known || (i > 0 && isEmpty)) continue;
      found.push(directory);
    }
  }
  return found;
}

async function listedEntries(
  source: ByteSource,
  directories: readonly Directory[],
  sink: FactSink,
): Promise<{ entries: ZipEntry[]; listed: number }> {
  const seen = new Set<number>();
  const entries: ZipEntry[] = [];
  let listed = 0;
  for (const [i, { run, offset }] of directories.entries()) {
    if (run.stopped === 'limit')
      sink.problem(
        'limit',
        offset,
        run.length,
        prose`Only the first ${run.entries.length} entries of the directory were read.`,
      );
    else if (run.stopped !== null)
      sink.problem(
        'malformed',
        offset + run.length,
        0,
        prose`The directory breaks off after ${run.entries.length} entries.`,
      );
    // A header that two directories share is one entry.
    const fresh = run.entries.filter((central) => !seen.has(central.offset));
    for (const central of fresh) seen.add(central.offset);
    const locals = await readLocals(source, fresh);
    for (const [n, central] of fresh.entries()) entries.push(entryOf(central, locals[n] ?? null, 0));
    if (i === 0) listed = entries.length;
  }
  return { entries, listed };
}

async function recover(source: ByteSource, sink: FactSink): Promise<ZipEntry[]> {
  const recovered = await recoverEntries(source);
  sink.note('no-directory', 0, source.size, null);
  sink.problem(
    'malformed',
    source.size,
    0,
    prose`The ZIP directory at the end of the file is missing: the file is cut off. ${recovered.length} entries were found by their local headers.`,
  );
  if (recovered.length >= LIMITS.members)
    sink.problem('limit', 0, source.size, prose`Only the first ${LIMITS.members} local headers were followed.`);
  return recovered.map(unlisted);
}

/** miniz reads as many headers as the end record counts. */
export function seenByTorch(
  entries: readonly ZipEntry[],
  listed: number,
  directories: readonly Directory[],
): ZipEntry[] {
  return entries.slice(0, Math.min(listed, directories[0]?.declaredCount ?? 0));
}

function unlisted({ header, room }: Recovered): ZipEntry {
  const fits = { ...header, compressedSize: Math.min(header.compressedSize, room) };
  return entryOf(null, { header: fits, descriptor: null, head: new Uint8Array(0) }, room);
}

/** Entries no directory lists, and a fact for what remains of the stretch. */
function orphansOf(stretch: Stretch, sink: FactSink): ZipEntry[] {
  const end = stretch.offset + stretch.length;
  const entries = stretch.orphans.map((header, i) => {
    const next = stretch.orphans[i + 1]?.offset ?? end;
    return unlisted({ header, room: Math.max(0, next - header.offset - header.length) });
  });
  const owned = new RangeSet();
  for (const entry of entries) {
    const range = extent(entry);
    if (range !== null) owned.add(range.offset, Math.min(range.length, end - range.offset));
    if (entry.local !== null) sink.note('orphan', entry.local.offset, entry.local.length, entry.name);
  }
  if (!stretch.zero && owned.total < stretch.length) sink.note(stretch.where, stretch.offset, stretch.length, null);
  return entries;
}

function structureOf(directories: readonly Directory[]): Range[] {
  return directories.flatMap(({ end, zip64, record, offset, run }) => [
    { offset: end.offset, length: END_LENGTH + end.commentLength },
    { offset, length: run.length },
    ...(zip64 === null ? [] : [{ offset: zip64.locator, length: 20 }]),
    ...(record === null ? [] : [{ offset: record.offset, length: record.length }]),
  ]);
}
