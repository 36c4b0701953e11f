import { code, data, type Prose, prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import type { Directory } from './directory.ts';
import { END_LENGTH, type EndRecord } from './eocd.ts';
import type { ZipEntry } from './entry.ts';
import type { FactSink, Reading } from './fact-sink.ts';
import { MinizIndex } from './miniz.ts';
import { foldedKey } from './names.ts';

/** States what the end records disagree about. `directories` were found from `ends`, the first of each is the one that counts. */
export function checkEnds(ends: readonly EndRecord[], directories: readonly Directory[], sink: FactSink): void {
  const last = ends[0];
  const main = directories[0];
  if (last === undefined || main === undefined) return;
  for (const other of new Set(directories.map(({ end }) => end))) {
    if (other === main.end) continue;
    sink.note('end-ambiguous', other.offset, END_LENGTH + other.commentLength, null, [
      ['last record (zipfile, torch)', endProse(main.end)],
      ['record whose comment ends with the file (7-Zip, Go)', endProse(other)],
    ]);
  }
  for (const end of ends.slice(1)) {
    if (end.offset + END_LENGTH + end.commentLength > last.offset)
      sink.note('end-in-comment', last.offset, END_LENGTH, null);
  }
  for (const directory of directories) checkPlace(directory, directories, sink);
  checkDisks(main, sink);
  checkCount(main, sink);
}

function checkPlace(directory: Directory, all: readonly Directory[], sink: FactSink): void {
  const { end, zip64, record } = directory;
  const twin = all.find((other) => other.end === end && other.offset !== directory.offset);
  if (twin !== undefined && all.indexOf(twin) > all.indexOf(directory)) {
    sink.note('directory-twice', directory.offset, directory.run.length, null, [
      placeReading(directory),
      placeReading(twin),
    ]);
  } else if (directory.shift !== 0) {
    sink.note('directory-moved', directory.offset, directory.run.length, null, [
      ['position right before its record (zipfile)', at(directory.offset)],
      ['offset in the record (older torch)', at(directory.offset - directory.shift)],
    ]);
  }
  if (zip64 === null || all.find((other) => other.end === end) !== directory) return;
  if (zip64.pointed === null || zip64.pointed !== zip64.adjacent) {
    sink.note('zip64-locator', zip64.locator, 20, null, [
      [
        'record right before the locator (zipfile before its fix, torch)',
        zip64.adjacent === null ? ['none'] : recordProse(zip64.adjacent),
      ],
      [
        'record the locator points at',
        zip64.pointed === null ? prose`none at ${zip64.pointsAt}` : recordProse(zip64.pointed),
      ],
    ]);
  }
  if (record !== null && plainDisagrees(end, record)) {
    sink.note('zip64-fields', end.offset, END_LENGTH, null, [
      ['Zip64 record (torch, zipfile)', recordProse(record)],
      ['plain end record (readers without Zip64)', recordProse(end)],
    ]);
  }
}

/** A plain field that is not all ones must say what the Zip64 record says. */
function plainDisagrees(
  end: EndRecord,
  record: { entries: number; directorySize: number; directoryOffset: number },
): boolean {
  return (
    (end.entries !== 0xffff && end.entries !== record.entries) ||
    (end.directorySize !== 0xffffffff && end.directorySize !== record.directorySize) ||
    (end.directoryOffset !== 0xffffffff && end.directoryOffset !== record.directoryOffset)
  );
}

function checkDisks({ end, zip64, record }: Directory, sink: FactSink): void {
  const numbers = record ?? end;
  const several = numbers.disk !== 0 || numbers.directoryDisk !== 0 || numbers.entriesHere !== numbers.entries;
  if (several || (zip64 !== null && zip64.disks > 1)) sink.note('multi-disk', end.offset, END_LENGTH, null);
}

function checkCount({ end, declaredCount, run }: Directory, sink: FactSink): void {
  if (run.stopped !== null || declaredCount === run.entries.length) return;
  // Without Zip64 the count is kept modulo 65,536.
  if (declaredCount < 0xffff && declaredCount === run.entries.length % 0x10000 && run.entries.length > 0xffff) return;
  sink.note('count-differs', end.offset, END_LENGTH, null, [
    ['stated count (torch)', prose`${declaredCount} entries`],
    ['headers in the directory (zipfile)', prose`${run.entries.length} entries`],
  ]);
}

/**
 * States names that several entries share, exactly or but for ASCII case, and which of them each reader takes.
 * `listed` are those of the first directory, as far as its end record counts: what torch knows.
 */
export function checkNames(entries: readonly ZipEntry[], listed: readonly ZipEntry[], sink: FactSink): void {
  const torch = new MinizIndex(listed);
  for (const group of grouped(entries, ({ key }) => key)) {
    const [first, last] = [group[0], group.at(-1)];
    if (first === undefined || last === undefined) continue;
    const header = headerOf(last);
    sink.note('duplicate-name', header.offset, header.length, first.name, [
      ['torch', standsAt(torch.find(first.key))],
      ['zipfile', standsAt(last)],
    ]);
  }
  for (const group of grouped(entries, ({ key }) => foldedKey(key))) {
    const [first, second] = new Map(group.map((entry) => [entry.key, entry])).values();
    if (first === undefined || second === undefined) continue;
    const header = headerOf(second);
    const taken = torch.find(first.key);
    sink.note('case-collision', header.offset, header.length, first.name, [
      ['torch (one name)', taken === null ? standsAt(taken) : [data(taken.name), ...standsAt(taken, ': ')]],
      ['zipfile (two names)', [data(first.name), ', ', data(second.name)]],
    ]);
  }
}

function headerOf({ central, local }: ZipEntry): Range {
  return central ?? local ?? { offset: 0, length: 0 };
}

function standsAt(entry: ZipEntry | null, lead = ''): Prose {
  if (entry === null) return [`${lead}none`];
  return prose`${lead}the entry at ${code(`0x${(entry.central?.localOffset ?? entry.local?.offset ?? 0).toString(16)}`)}`;
}

function grouped(entries: readonly ZipEntry[], key: (entry: ZipEntry) => string): ZipEntry[][] {
  const groups = new Map<string, ZipEntry[]>();
  for (const entry of entries) {
    const group = groups.get(key(entry));
    if (group === undefined) groups.set(key(entry), [entry]);
    else group.push(entry);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function placeReading(directory: Directory): Reading {
  const reader =
    directory.by === 'position'
      ? 'directory right before its record (zipfile)'
      : 'directory at the stated offset (older torch)';
  return [reader, prose`${directory.run.entries.length} entries at ${directory.offset}`];
}

function endProse(end: EndRecord): Prose {
  return prose`record at ${end.offset}: ${recordProse(end)}`;
}

function recordProse(record: { entries: number; directorySize: number; directoryOffset: number }): Prose {
  return prose`${record.entries} entries, directory of ${record.directorySize} bytes at ${record.directoryOffset}`;
}

function at(offset: number): Prose {
  return [code(`0x${offset.toString(16)}`)];
}
