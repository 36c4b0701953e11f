import type { Reader } from '../../analyse/reader.ts';
import { LIMITS } from '../../limits.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import { u16, u32 } from '../../source/little-endian.ts';
import { type ListedMember, type Listing, openListed } from '../listed.ts';

const HEADER = 36;
const FOLDER = 8;
const FILE = 16;
const DATA = 8;
const LONGEST_NAME = 256;
/** Bits of a folder's packing that say how; 0 is not at all. */
const METHOD = 15;

/** The bytes of a folder whose files are not packed, in order; null when they are packed. */
type Stored = readonly Range[] | null;

/** A cabinet ([MS-CAB]): its headers, and files that are stored as they are. Its packing is not decoded. */
export const readCab: Reader = async (scope, _probe, inspect) => {
  await openListed(scope, await listCab(scope.source), inspect);
};

async function listCab(source: ByteSource): Promise<Listing> {
  const headers: Range[] = [];
  const members: ListedMember[] = [];
  const blocks: Range[] = [];
  const folders: Stored[] = [];
  const listing = { name: 'CAB', headers, members, blocks, hidden: false };
  const head = await source.read(0, HEADER);
  headers.push({ offset: 0, length: head.length });
  const foldersAt = await afterHeader(source, head);
  if (foldersAt === null) return { ...listing, brokenAt: Math.min(HEADER, source.size - 1) };
  headers.push({ offset: 0, length: foldersAt.at });
  const step = FOLDER + foldersAt.folderReserve;
  for (let i = 0; i < u16(head, 26); i += 1) {
    const at = foldersAt.at + i * step;
    const folder = await source.read(at, step);
    if (folder.length < step) return { ...listing, brokenAt: Math.min(at, source.size - 1) };
    headers.push({ offset: at, length: step });
    const found: Range[] = [];
    const start = u32(folder, 0);
    const { broken, isWhole } = await listBlocks(source, start, u16(folder, 4), foldersAt.dataReserve, headers, found);
    const isStored = (u16(folder, 6) & METHOD) === 0 && isWhole;
    folders.push(isStored ? found : null);
    if (!isStored) blocks.push(...found);
    if (broken !== null) return { ...listing, brokenAt: broken };
  }
  return { ...listing, brokenAt: await listFiles(source, u32(head, 16), u16(head, 28), folders, headers, members) };
}

/** Where the folders start, behind reserved space and the names of the cabinets before and after. */
async function afterHeader(
  source: ByteSource,
  head: Uint8Array,
): Promise<{ at: number; folderReserve: number; dataReserve: number } | null> {
  const flags = u16(head, 30);
  let at = HEADER;
  let [folderReserve, dataReserve] = [0, 0];
  if (head.length < HEADER) return null;
  if ((flags & 4) !== 0) {
    const reserve = await source.read(at, 4);
    [folderReserve, dataReserve] = [reserve[2] ?? 0, reserve[3] ?? 0];
    at += 4 + u16(reserve, 0);
  }
  const strings = ((flags & 1) === 0 ? 0 : 2) + ((flags & 2) === 0 ? 0 : 2);
  for (let i = 0; i < strings; i += 1) {
    const end = (await source.read(at, LONGEST_NAME)).indexOf(0);
    if (end === -1) return null;
    at += end + 1;
  }
  return at > source.size ? null : { at, folderReserve, dataReserve };
}

/** The data blocks of one folder: where they break off, null when they do not; whether as many bytes come out as are there. */
async function listBlocks(
  source: ByteSource,
  start: number,
  count: number,
  reserve: number,
  headers: Range[],
  blocks: Range[],
): Promise<{ broken: number | null; isWhole: boolean }> {
  let at = start;
  let isWhole = true;
  for (let i = 0; i < count; i += 1) {
    const head = await source.read(at, DATA);
    if (head.length < DATA) return { broken: Math.min(at, source.size - 1), isWhole };
    isWhole &&= u16(head, 4) === u16(head, 6);
    headers.push({ offset: at, length: DATA + reserve });
    blocks.push({ offset: at + DATA + reserve, length: u16(head, 4) });
    at += DATA + reserve + u16(head, 4);
  }
  return { broken: at > source.size ? source.size - 1 : null, isWhole };
}

async function listFiles(
  source: ByteSource,
  start: number,
  count: number,
  folders: readonly Stored[],
  headers: Range[],
  members: ListedMember[],
): Promise<number | null> {
  let at = start;
  for (let i = 0; i < Math.min(count, LIMITS.members); i += 1) {
    const entry = await source.read(at, FILE + LONGEST_NAME);
    const end = entry.indexOf(0, FILE);
    if (entry.length < FILE || end === -1) return Math.min(at, source.size - 1);
    const name = new TextDecoder().decode(entry.subarray(FILE, end));
    headers.push({ offset: at, length: end + 1 });
    const pieces = piecesOf(folders[u16(entry, 8)] ?? null, u32(entry, 4), u32(entry, 0));
    members.push({ name, packed: null, stored: pieces !== null, pieces, encrypted: false });
    at += end + 1;
  }
  return null;
}

/** Where a file lies that starts at `start` of a folder; null when that is not known, or not there. */
function piecesOf(stored: Stored, start: number, size: number): Range[] | null {
  if (stored === null) return null;
  const pieces: Range[] = [];
  let at = 0;
  for (const { offset, length } of stored) {
    const from = Math.max(at, start);
    const to = Math.min(at + length, start + size);
    if (to > from) pieces.push({ offset: offset + from - at, length: to - from });
    at += length;
  }
  return start + size <= at ? pieces : null;
}
