import { prose } from '../../report/prose.ts';
import { u8 } from '../../source/little-endian.ts';
import type { File } from './file.ts';

/** One element after the other. */
export type OnElement = (bytes: Uint8Array) => void;

/** Elements of one array that are walked by. */
export const MOST_ELEMENTS = 1_000_000;

/** A table of chunks whose number is known (VII.C of version 3.0, "Fixed Array"): all of them, or in pages. */
export async function walkFixedArray(file: File, address: number, onElement: OnElement): Promise<void> {
  const { offsetSize: o, lengthSize: l } = file;
  const length = 8 + l + o + 4;
  const head = await file.take(address, length, 'FAHD', 'table of chunks');
  if (head === null) return;
  const [size, perPage] = [u8(head, 6), 2 ** u8(head, 7)];
  const count = file.length(head, 8);
  const block = file.address(head, 8 + l);
  if (block === null) return;
  if (size < o || count > MOST_ELEMENTS) {
    file.limit(file.base + address, length, prose`A table of ${count} chunks was not read.`);
    return;
  }
  const pages = count > perPage ? Math.ceil(count / perPage) : 0;
  const prefix = 6 + o + Math.ceil(pages / 8);
  const first = prefix + (pages === 0 ? count * size : 0) + 4;
  const bytes = await file.take(block, first, 'FADB', 'table of chunks');
  if (bytes === null) return;
  if (pages === 0) {
    eachElement(bytes.subarray(prefix, first - 4), size, onElement);
    return;
  }
  let at = block + first;
  for (let page = 0; page < pages; page += 1) {
    const room = Math.min(perPage, count - page * perPage) * size + 4;
    // The most significant bit stands for the first page.
    const isWritten = (u8(bytes, 6 + o + (page >> 3)) & (0x80 >> (page & 7))) !== 0;
    file.claim(at, room, 'table of chunks');
    if (isWritten) await readPage(file, at, room, size, onElement);
    at += room;
  }
}

/** Elements and their checksum. */
export async function readPage(
  file: File,
  address: number,
  length: number,
  size: number,
  onElement: OnElement,
): Promise<void> {
  const bytes = await file.read(address, length, 'table of chunks');
  if (bytes === null) return;
  file.check(bytes, address, 'table of chunks');
  eachElement(bytes.subarray(0, length - 4), size, onElement);
}

export function eachElement(bytes: Uint8Array, size: number, onElement: OnElement): void {
  for (let at = 0; at + size <= bytes.length; at += size) onElement(bytes.subarray(at, at + size));
}
