import { prose } from '../../report/prose.ts';
import { u16, u32, u8 } from '../../source/little-endian.ts';
import { checksum } from './checksum.ts';
import { type File, uint } from './file.ts';

/** File Format Specification 3.0, II.A. Addresses count from the superblock. */
export interface Superblock {
  readonly root: number;
  /** Where the file ends in the source, as it says itself. It counts from where it says the superblock is. */
  readonly end: number;
  readonly extension: number | null;
  readonly driver: number | null;
  /** Where the root's names are, as older versions keep it beside its header too; null when they do not. */
  readonly cached: { readonly tree: number; readonly heap: number; readonly at: number } | null;
}

/** Null when nothing can be read by it. */
export async function readSuperblock(file: File): Promise<Superblock | null> {
  const bytes = await file.source.read(file.base, 160);
  const version = u8(bytes, 8);
  const isOld = version < 2;
  file.offsetSize = u8(bytes, isOld ? 13 : 9);
  file.lengthSize = u8(bytes, isOld ? 14 : 10);
  if (version > 3 || !isWidth(file.offsetSize) || !isWidth(file.lengthSize)) return null;
  return isOld ? oldForm(file, bytes, version) : newForm(file, bytes);
}

function isWidth(size: number): boolean {
  return size === 2 || size === 4 || size === 8;
}

function oldForm(file: File, bytes: Uint8Array, version: number): Superblock | null {
  const { offsetSize: o } = file;
  file.leafK = u16(bytes, 16);
  file.groupK = u16(bytes, 18);
  if (version === 1) file.chunkK = u16(bytes, 24);
  /** Base, then free space, end and driver. */
  const at = version === 0 ? 24 : 28;
  const entry = at + 4 * o;
  file.claim(0, entry + 2 * o + 24, 'superblock');
  const root = file.address(bytes, entry + o);
  if (root === null) return null;
  const scratch = entry + 2 * o + 8;
  const isCached = u32(bytes, entry + 2 * o) === 1;
  return {
    root,
    end: file.base + uint(bytes, at + 2 * o, o) - uint(bytes, at, o),
    // In place of an extension: the address of a heap of free space, which was never made.
    extension: null,
    driver: file.address(bytes, at + 3 * o),
    cached: isCached
      ? { tree: uint(bytes, scratch, o), heap: uint(bytes, scratch + o, o), at: file.base + scratch }
      : null,
  };
}

function newForm(file: File, bytes: Uint8Array): Superblock | null {
  const { offsetSize: o } = file;
  const sum = 12 + 4 * o;
  file.claim(0, sum + 4, 'superblock');
  if (checksum(bytes.subarray(0, sum)) !== u32(bytes, sum))
    file.odd.state({
      code: 'checksum',
      offset: file.base,
      length: sum + 4,
      what: prose`The checksum of the superblock is not that of its bytes.`,
    });
  const root = file.address(bytes, 12 + 3 * o);
  if (root === null) return null;
  return {
    root,
    end: file.base + uint(bytes, 12 + 2 * o, o) - uint(bytes, 12, o),
    extension: file.address(bytes, 12 + o),
    driver: null,
    cached: null,
  };
}

/** Driver information block (II.B): the rest of the file is where a driver of that name keeps it. */
export async function readDriver(file: File, address: number): Promise<void> {
  const head = await file.read(address, 16, 'driver block');
  if (head === null) return;
  const length = 16 + u32(head, 4);
  if (!file.isInside(address, length, 'driver block')) return;
  file.claim(address, length, 'driver');
  stateDriver(file, file.base + address, length, String.fromCharCode(...head.subarray(8, 16)));
}

export function stateDriver(file: File, offset: number, length: number, name: string): void {
  file.odd.state({
    code: 'driver',
    offset,
    length,
    subject: name.replace(/\0.*$/s, ''),
    what: prose`The file is one of several that a driver of the library puts together.`,
  });
}
