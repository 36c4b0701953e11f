import type { Inspect } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import type { ZipFact } from '../../facts.ts';
import { LIMITS } from '../../limits.ts';
import { code, data, type Prose, prose } from '../../report/prose.ts';
import { placeIn } from '../../source/byte-source.ts';
import { BREAKS } from '../compressed/breaks.ts';
import { type EntryCodec, entryCodec } from './codecs.ts';
import { crcOf } from './crc.ts';
import { FLAG_ENCRYPTED, METHOD_AES } from './decrypt.ts';
import { CENTRAL, type ZipCode } from './disagreements.ts';
import type { EntryReading, ZipEntry } from './entry.ts';
import { LOCKED, whyLocked } from '../locked.ts';
import { inflateMember } from './inflate.ts';
import { methodName } from './methods.ts';
import { isLoaded } from './names.ts';
import { type Unlocked, unlock } from './unlock.ts';

/** What is done with an opened member. */
export interface Handling {
  /** Storage records are weights: their checksum is not computed and they are not identified. */
  readonly checksum: boolean;
  readonly read: Inspect;
}

/** Opens one member under every reading of its headers. `name` is unique in the archive. */
export async function openMember(scope: Scope, entry: ZipEntry, name: string, handling: Handling): Promise<void> {
  const { dataOffset } = entry;
  if (dataOffset === null) {
    const at = entry.central;
    if (at === null) return;
    scope.problem(
      'malformed',
      at.offset,
      at.length,
      prose`${data(entry.name)} is in the directory, but not in the file.`,
    );
    return;
  }
  for (const [i, reading] of entry.readings.entries()) {
    const label = i === 0 ? name : `${name} (as its local header says)`;
    if (reading.compressedSize > 0)
      await openReading(scope, entry, { ...reading, offset: dataOffset }, label, handling);
  }
  const end = dataOffset + (entry.readings[0]?.compressedSize ?? 0);
  scope.run.reached(scope.source, Math.min(end, scope.source.size));
}

type Reading = EntryReading & { readonly offset: number };

async function openReading(
  scope: Scope,
  entry: ZipEntry,
  reading: Reading,
  name: string,
  handling: Handling,
): Promise<void> {
  const { offset, compressedSize, method } = reading;
  if (offset + compressedSize > scope.source.size) {
    scope.problem(
      'malformed',
      offset,
      scope.source.size - offset,
      prose`${data(name)} is cut off: the file ends before it does.`,
    );
  }
  if (!scope.canNest) {
    scope.problem(
      'limit',
      offset,
      compressedSize,
      prose`${data(name)} was not opened: containers are nested more than ${LIMITS.depth} deep.`,
    );
    return;
  }
  if (!scope.run.budgets.afford('members', 1)) {
    unopened(scope, reading, name, `${LIMITS.members} members were opened`);
    return;
  }
  const packed = scope.source.slice(offset, compressedSize);
  if (method === METHOD_AES || (flagsOf(entry, reading) & FLAG_ENCRYPTED) !== 0) {
    const content = await unlock(scope, entry, reading, packed, name);
    if (content !== 'plain') return openLocked(scope, entry, reading, name, handling, content);
  }
  if (method === 0) return openStored(scope, entry, reading, name, handling);
  const how = await entryCodec(method, flagsOf(entry, reading), reading.size, packed);
  if (how !== null) return openPacked(scope, entry, reading, name, handling, how);
  scope.claim({ offset, length: compressedSize }, 'compressed', methodName(method));
  scope.problem(
    'unsupported',
    offset,
    compressedSize,
    prose`${data(name)} is not read: compression method ${method} (${methodName(method)}).`,
  );
}

async function openStored(
  scope: Scope,
  entry: ZipEntry,
  reading: Reading,
  name: string,
  handling: Handling,
): Promise<void> {
  const source = scope.source.slice(reading.offset, reading.compressedSize, name);
  if (handling.checksum && !scope.run.budgets.afford('opened', source.size)) {
    unopened(scope, reading, name, 'members share so many bytes that reading each would take too long');
    return;
  }
  if (reading.by === 'central') {
    checkSize(scope, entry, reading.size, source.size);
    if (handling.checksum && source.size <= LIMITS.crcStored) checkCrc(scope, entry, await crcOf(scope, source));
  }
  await handling.read(scope.child(source, reading.offset, 'structure'));
}

async function openLocked(
  scope: Scope,
  entry: ZipEntry,
  { offset, compressedSize }: Reading,
  name: string,
  handling: Handling,
  content: Unlocked | null,
): Promise<void> {
  scope.claim({ offset, length: compressedSize }, 'compressed', content === null ? LOCKED : 'encrypted');
  if (content !== null) {
    note(scope, entry, 'unlocked', []);
    if (content.isAuthentic === false) note(scope, entry, 'code-wrong', []);
    return handling.read(scope.child(content.source, null, 'structure'));
  }
  const what = prose`${data(name)} can not be looked into: ${whyLocked(scope.run.passwords.length)}`;
  scope.problem('unsupported', offset, compressedSize, what);
}

function flagsOf({ central, local }: ZipEntry, { by }: Reading): number {
  return (by === 'central' ? central?.flags : local?.flags) ?? 0;
}

async function openPacked(
  scope: Scope,
  entry: ZipEntry,
  reading: Reading,
  name: string,
  handling: Handling,
  { codec, skip }: EntryCodec,
): Promise<void> {
  const packed = scope.source.slice(reading.offset, reading.compressedSize);
  const { source, end, produced } = await inflateMember(scope, packed.slice(skip, packed.size), codec, name);
  const length = end === null ? packed.size : skip + end.consumed;
  scope.claim({ offset: reading.offset, length }, 'compressed', methodName(reading.method));
  const problem = (kind: 'limit' | 'malformed', what: Prose): void =>
    scope.problem(kind, reading.offset, packed.size, [data(name), ...what]);
  if (end === null) problem('limit', prose` was unpacked to ${produced} bytes only.`);
  else if (end.status === 'unsupported' || end.status === 'memory')
    scope.problem('unsupported', reading.offset, packed.size, prose`${data(name)} ${BREAKS[end.status].what}`);
  else if (end.status !== 'done')
    problem('malformed', prose`: the compressed data is broken after ${end.consumed} bytes.`);
  else if (reading.by === 'central') {
    checkSize(scope, entry, reading.size, produced);
    checkCrc(scope, entry, end.crc32 ?? reading.crc);
  }
  if (source.size < produced)
    problem('limit', prose`: only the first ${source.size} of ${produced} unpacked bytes were read.`);
  const stated = reading.size / reading.compressedSize > LIMITS.ratio;
  if (!stated && produced > LIMITS.ratioFloor && produced / packed.size > LIMITS.ratio) {
    note(scope, entry, 'ratio', [['content', prose`${packed.size} bytes became ${produced}`]]);
  }
  await handling.read(scope.child(source, null, 'structure'));
}

function unopened(scope: Scope, { offset, compressedSize }: Reading, name: string, why: string): void {
  scope.problem('limit', offset, compressedSize, prose`${data(name)} was not opened: ${why}.`);
}

function checkSize(scope: Scope, entry: ZipEntry, stated: number, found: number): void {
  if (stated === found) return;
  note(scope, entry, 'size-wrong', [
    [CENTRAL, prose`${stated} bytes`],
    ['content', prose`${found} bytes`],
  ]);
}

function checkCrc(scope: Scope, entry: ZipEntry, found: number): void {
  const stated = entry.central?.crc ?? found;
  if (stated === found) return;
  note(scope, entry, 'crc-wrong', [
    [`${CENTRAL}: zipfile refuses the content, torch does not check`, [code(`0x${stated.toString(16)}`)]],
    ['content', [code(`0x${found.toString(16)}`)]],
  ]);
}

function note(scope: Scope, entry: ZipEntry, zipCode: ZipCode, readings: readonly (readonly [string, Prose])[]): void {
  const header = entry.central ?? entry.local;
  const fact: ZipFact = {
    kind: 'zip',
    at: placeIn(scope.source, header?.offset ?? 0, header?.length ?? 0),
    code: zipCode,
    entry: entry.name,
    readings: readings.map(([reader, sees]) => ({ reader, sees })),
    loaded: isLoaded(entry.name),
  };
  scope.state(fact);
}
