import type { ByteKind, Range } from '../../report/schema.ts';
import type { CentralEntry } from './central.ts';
import type { Directory } from './directory.ts';
import type { ZipEntry } from './entry.ts';
import { END_LENGTH } from './eocd.ts';
import { EXTRA_TORCH_PADDING, extraFields } from './extra.ts';
import type { ZipArchive } from './reader.ts';

export interface Claim extends Range {
  readonly kind: ByteKind;
  readonly label: string;
}

/** Extra fields whose content is known (APPNOTE 4.5.2 and Info-ZIP's list): Zip64, times, ids, names, alignment, AES. */
const KNOWN_EXTRAS: ReadonlySet<number> = new Set([
  0x0001, 0x000a, 0x5455, 0x5855, 0x7855, 0x7875, 0x7075, 0x6375, 0x4246, 0xcafe, 0xd935, 0x9901, 0x0017,
]);
/** A field of another id is explained as structure up to this many bytes; more is a place to hide things. */
const SMALL_EXTRA = 16;

/**
 * What the archive's own structure explains: headers, directories, end records, filler. Not the members' data, nor comments
 * (a comment is explained by whoever finds that it is text), nor big extra fields nobody knows.
 */
export function* structureClaims(archive: ZipArchive): Generator<Claim> {
  for (const directory of archive.directories) yield* directoryClaims(directory);
  for (const entry of archive.entries) yield* entryClaims(entry);
  for (const { zero, offset, length } of archive.stretches) {
    if (zero) yield { offset, length, kind: 'padding', label: 'zeros' };
  }
}

/** Where people may write: comments of the archive and of its entries. */
export function* comments(archive: ZipArchive): Generator<Range> {
  for (const { end, run } of archive.directories) {
    if (end.commentLength > 0) yield { offset: end.offset + END_LENGTH, length: end.commentLength };
    for (const { offset, length, commentLength } of run.entries) {
      if (commentLength > 0) yield { offset: offset + length - commentLength, length: commentLength };
    }
  }
}

function* directoryClaims({ end, zip64, record, run }: Directory): Generator<Claim> {
  yield { offset: end.offset, length: END_LENGTH, kind: 'structure', label: 'end of directory' };
  if (zip64 !== null) yield { offset: zip64.locator, length: 20, kind: 'structure', label: 'Zip64 locator' };
  if (record !== null)
    yield { offset: record.offset, length: Math.min(record.length, 56), kind: 'structure', label: 'Zip64 record' };
  for (const entry of run.entries) yield* centralClaims(entry);
}

function* centralClaims({ offset, length, extra, commentLength }: CentralEntry): Generator<Claim> {
  const label = 'directory';
  const extraStart = offset + length - commentLength - extra.length;
  yield { offset, length: extraStart - offset, kind: 'structure', label };
  yield* extraClaims(extra, extraStart, label);
}

function* entryClaims({ local, descriptor }: ZipEntry): Generator<Claim> {
  if (local === null) return;
  const extraStart = local.offset + local.length - local.extra.length;
  yield { offset: local.offset, length: extraStart - local.offset, kind: 'structure', label: 'entry header' };
  yield* extraClaims(local.extra, extraStart, 'entry header');
  if (descriptor !== null)
    yield { offset: descriptor.offset, length: descriptor.length, kind: 'structure', label: 'data descriptor' };
}

function* extraClaims(extra: Uint8Array, base: number, label: string): Generator<Claim> {
  const { fields, end } = extraFields(extra);
  for (const { id, start, length } of fields) {
    const content = extra.subarray(start, start + length);
    const filler = content.every((byte) => byte === content[0]);
    yield { offset: base + start - 4, length: 4, kind: 'structure', label };
    if (length === 0) continue;
    if (filler && (length > 1 || id === EXTRA_TORCH_PADDING))
      yield { offset: base + start, length, kind: 'padding', label: 'alignment' };
    else if (id !== EXTRA_TORCH_PADDING && (KNOWN_EXTRAS.has(id) || length <= SMALL_EXTRA)) {
      yield { offset: base + start, length, kind: 'structure', label };
    }
  }
  // Writers that align data without a field leave up to three bytes that are none.
  const rest = extra.subarray(end);
  if (rest.length > 0 && rest.every((byte) => byte === rest[0])) {
    yield { offset: base + end, length: rest.length, kind: 'padding', label: 'alignment' };
  }
}
