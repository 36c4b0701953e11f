import { u8 } from '../../source/little-endian.ts';
import type { File } from './file.ts';
import { eachElement, type OnElement, readPage } from './fixed-array.ts';

interface Shape {
  readonly size: number;
  /** Bytes of an offset in the array. */
  readonly offset: number;
  readonly perPage: number;
  /** Data blocks of each super block, and their elements (H5EA__hdr_init). */
  readonly supers: readonly { readonly blocks: number; readonly elements: number }[];
}

/** A table of chunks that grows in one direction: an index block, then data blocks that double in size ("Extensible Array"). */
export async function walkExtensibleArray(file: File, address: number, onElement: OnElement): Promise<void> {
  const { offsetSize: o, lengthSize: l } = file;
  const length = 12 + 6 * l + o + 4;
  const head = await file.take(address, length, 'EAHD', 'table of chunks');
  if (head === null) return;
  const [size, bits, inIndex, smallest, pointers, pageBits] = [6, 7, 8, 9, 10, 11].map((at) => u8(head, at));
  const index = file.address(head, 12 + 6 * l);
  if (index === null) return;
  const isSound =
    size !== undefined &&
    bits !== undefined &&
    inIndex !== undefined &&
    smallest !== undefined &&
    pointers !== undefined &&
    pageBits !== undefined &&
    size >= o &&
    isPower(smallest) &&
    isPower(pointers) &&
    pageBits < 32 &&
    bits <= 64;
  if (!isSound) {
    file.wrong(file.base + address, length, 'table of chunks');
    return;
  }
  const count = 1 + bits - Math.log2(smallest);
  const supers = Array.from({ length: count }, (_, i) => ({
    blocks: 2 ** Math.floor(i / 2),
    elements: 2 ** Math.ceil(i / 2) * smallest,
  }));
  const shape: Shape = { size, offset: Math.ceil(bits / 8), perPage: 2 ** pageBits, supers };
  await readIndex(file, shape, index, inIndex, pointers, onElement);
}

function isPower(value: number): boolean {
  return value > 0 && (value & (value - 1)) === 0;
}

/** Elements, addresses of the smaller data blocks, then of super blocks. */
async function readIndex(
  file: File,
  shape: Shape,
  address: number,
  inIndex: number,
  pointers: number,
  onElement: OnElement,
): Promise<void> {
  const { offsetSize: o } = file;
  const { size, supers } = shape;
  const first = Math.min(supers.length, 2 * Math.log2(pointers));
  const direct = 2 * (pointers - 1);
  const from = 6 + o + inIndex * size;
  const length = from + (direct + supers.length - first) * o + 4;
  const bytes = await file.take(address, length, 'EAIB', 'table of chunks');
  if (bytes === null) return;
  eachElement(bytes.subarray(6 + o, from), size, onElement);
  const owners = supers.slice(0, first).flatMap(({ blocks, elements }) => Array<number>(blocks).fill(elements));
  for (let i = 0; i < direct; i += 1) {
    const block = file.address(bytes, from + i * o);
    if (block !== null) await readData(file, shape, block, owners[i] ?? 0, null, onElement);
  }
  for (let i = first; i < supers.length; i += 1) {
    const block = file.address(bytes, from + (direct + i - first) * o);
    if (block !== null) await readSuper(file, shape, block, i, onElement);
  }
}

async function readSuper(
  file: File,
  shape: Shape,
  address: number,
  index: number,
  onElement: OnElement,
): Promise<void> {
  const { offsetSize: o } = file;
  const { blocks, elements } = shape.supers[index] ?? { blocks: 0, elements: 0 };
  const pages = elements > shape.perPage ? elements / shape.perPage : 0;
  const bitmap = Math.ceil(pages / 8);
  const start = 6 + o + shape.offset;
  const from = start + blocks * bitmap;
  const bytes = await file.take(address, from + blocks * o + 4, 'EASB', 'table of chunks');
  if (bytes === null) return;
  for (let i = 0; i < blocks; i += 1) {
    const block = file.address(bytes, from + i * o);
    const written = bytes.subarray(start + i * bitmap, start + (i + 1) * bitmap);
    if (block !== null) await readData(file, shape, block, elements, written, onElement);
  }
}

/** Elements, or pages of them, of which a bitmap says which were written. */
async function readData(
  file: File,
  { size, offset, perPage }: Shape,
  address: number,
  elements: number,
  written: Uint8Array | null,
  onElement: OnElement,
): Promise<void> {
  const from = 6 + file.offsetSize + offset;
  const pages = elements > perPage ? elements / perPage : 0;
  const length = from + (pages === 0 ? elements * size : 0) + 4;
  const bytes = await file.take(address, length, 'EADB', 'table of chunks');
  if (bytes === null) return;
  eachElement(bytes.subarray(from, length - 4), size, onElement);
  const room = perPage * size + 4;
  for (let page = 0; page < pages; page += 1) {
    const at = address + length + page * room;
    file.claim(at, room, 'table of chunks');
    const isWritten = written === null || (u8(written, page >> 3) & (0x80 >> (page & 7))) !== 0;
    if (isWritten) await readPage(file, at, room, size, onElement);
  }
}
