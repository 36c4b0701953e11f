import type { Reader } from '../../analyse/reader.ts';
import type { Scope } from '../../analyse/scope.ts';
import { LOCKED, whyLocked } from '../locked.ts';
import { Oddities } from '../../formats/oddities.ts';
import { LIMITS } from '../../limits.ts';
import { prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import { u32, u64 } from '../../source/little-endian.ts';
import { Crc32 } from '../../wasm/crc32.ts';
import type { ArchiveCode } from '../archive-oddities.ts';
import { stateNames } from '../member-names.ts';
import { UniqueNames } from '../unique-names.ts';
import { type Archive, openBlock } from './block.ts';
import { KeyRing } from './aes.ts';
import { chainOf, decode, type Step, unlocked } from './decode.ts';
import { type File, type Header, parseHeader, sizeOf, type Streams } from './header.ts';
import { collect } from './split.ts';

const SIGNATURE_BYTES = 32;
/** A packed header holds a packed header holds … */
const MAX_ROUNDS = 4;

/** A 7z archive: the header at its end, then every solid block. */
export const readSevenZip: Reader = async (scope, _probe, inspect) => {
  const oddities = new Oddities<ArchiveCode>(scope, 'archive');
  const keys = new KeyRing(scope.run.passwords);
  const found = await headerOf(scope, oddities, keys);
  if (found?.header.kind === 'files') {
    const { streams, files } = found.header;
    stateNames(
      oddities,
      found.range,
      files.map(({ name }) => name),
    );
    await openBlocks({ scope, oddities, inspect, keys }, streams, files);
  }
  oddities.close();
};

/** The header that lists the files, unpacked; null when it cannot be had, which is stated. */
async function headerOf(
  scope: Scope,
  oddities: Oddities<ArchiveCode>,
  keys: KeyRing,
): Promise<{ header: Header; range: Range } | null> {
  const { source } = scope;
  const start = await source.read(0, SIGNATURE_BYTES);
  scope.claim({ offset: 0, length: start.length }, 'structure', '7z signature header');
  const range = { offset: SIGNATURE_BYTES + u64(start, 12), length: u64(start, 20) };
  if (start.length === SIGNATURE_BYTES && crcOf(scope, start.subarray(12)) !== u32(start, 8)) {
    const what = prose`The signature header does not have its checksum.`;
    oddities.state({ code: 'header-checksum', offset: 0, length: SIGNATURE_BYTES, what });
  }
  if (range.length === 0 && start.length === SIGNATURE_BYTES) return null;
  if (start.length < SIGNATURE_BYTES || range.offset + range.length > source.size) {
    const what = prose`The header that lists the files is not there: the archive is cut off. None of its files can be read.`;
    scope.problem('malformed', 0, Math.max(1, source.size), what);
    return null;
  }
  if (range.length > LIMITS.directory) {
    scope.problem('limit', range.offset, range.length, prose`The header is larger than ${LIMITS.directory} bytes.`);
    return null;
  }
  const bytes = await source.read(range.offset, range.length);
  // What stands behind its end is nobody's: it is looked at as hidden bytes.
  const behind = parseHeader(bytes)?.rest ?? 0;
  scope.claim({ offset: range.offset, length: range.length - behind }, 'structure', '7z header');
  if (crcOf(scope, bytes) !== u32(start, 28)) {
    oddities.state({ code: 'header-checksum', ...range, what: prose`The header does not have its checksum.` });
  }
  return unpackHeader(scope, oddities, keys, bytes, range);
}

async function unpackHeader(
  scope: Scope,
  oddities: Oddities<ArchiveCode>,
  keys: KeyRing,
  first: Uint8Array,
  range: Range,
): Promise<{ header: Header; range: Range } | null> {
  let bytes = first;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const header = parseHeader(bytes);
    const odd = (header?.unknown ?? 0) + (round === 0 ? 0 : (header?.rest ?? 0));
    if (odd > 0) {
      const what = prose`${odd} bytes of the header belong to nothing that is known. They were not looked at.`;
      scope.problem('unsupported', range.offset, range.length, what);
    }
    if (header?.kind === 'files') return { header, range };
    const unpacked = header === null ? null : await unpack(scope, keys, header.streams);
    if (unpacked === 'encrypted') {
      const what = prose`Nothing in the archive can be looked into, not even names: ${whyLocked(scope.run.passwords.length)}`;
      oddities.state({ code: 'encrypted-names', ...range, what });
      scope.claim({ offset: SIGNATURE_BYTES, length: range.offset - SIGNATURE_BYTES }, 'compressed', LOCKED);
      scope.problem('unsupported', 0, scope.source.size, what);
      return null;
    }
    if (unpacked === null) break;
    bytes = unpacked;
  }
  scope.problem('malformed', range.offset, range.length, prose`The header that lists the files cannot be read.`);
  return null;
}

async function unpack(
  scope: Scope,
  keys: KeyRing,
  { offset, packSizes, folders }: Streams,
): Promise<Uint8Array | 'encrypted' | null> {
  const [folder] = folders;
  if (folder === undefined) return null;
  const range = { offset: SIGNATURE_BYTES + offset, length: packSizes[0] ?? 0 };
  const chain = chainOf(folder, packSizes);
  if ('missing' in chain || sizeOf(folder) > LIMITS.directory) return null;
  const { engine } = scope.run;
  const packed = scope.source.slice(range.offset, range.length);
  const open = (steps: readonly Step[]): Promise<Uint8Array> =>
    collect(decode(packed, engine, steps, LIMITS.directory, { fault: null }), sizeOf(folder));
  if (chain.lock === null) {
    scope.claim(range, 'structure', '7z header, packed');
    return open(chain.steps);
  }
  for await (const key of keys.keys(chain.lock, engine)) {
    const bytes = await open(unlocked(chain.steps, key));
    const fits = folder.crc === null ? parseHeader(bytes) !== null : crcOf(scope, bytes) === folder.crc;
    if (!fits) continue;
    scope.claim(range, 'structure', '7z header, encrypted');
    return bytes;
  }
  return 'encrypted';
}

async function openBlocks(archive: Archive, streams: Streams, files: readonly File[]): Promise<void> {
  const { scope } = archive;
  const names = new UniqueNames();
  const filled = files.filter(({ hasStream }) => hasStream);
  let file = 0;
  let stream = 0;
  let offset = SIGNATURE_BYTES + streams.offset;
  for (const [i, folder] of streams.folders.entries()) {
    const sizes = streams.packSizes.slice(stream, stream + folder.packed.length);
    const length = sizes.reduce((sum, size) => sum + size, 0);
    stream += folder.packed.length;
    const members = (streams.parts[i] ?? []).map((part) => {
      const name = filled[file]?.name ?? '';
      file += 1;
      return { ...part, name, unique: names.of(name === '' ? 'unnamed' : name) };
    });
    const range = { offset: Math.min(offset, scope.source.size), length };
    if (offset + length > scope.source.size) {
      const what = prose`A block is cut off: the file ends before it does.`;
      scope.problem('malformed', range.offset, scope.source.size - range.offset, what);
      range.length = scope.source.size - range.offset;
    }
    await openBlock(archive, folder, sizes, range, members);
    scope.run.reached(scope.source, range.offset + range.length);
    offset += length;
  }
  if (file < filled.length) {
    const what = prose`${filled.length - file} files of the list have no data in the archive.`;
    scope.problem('malformed', 0, SIGNATURE_BYTES, what);
  }
}

function crcOf(scope: Scope, bytes: Uint8Array): number {
  const crc = new Crc32(scope.run.engine);
  try {
    return crc.update(bytes).value;
  } finally {
    crc.close();
  }
}
