import { ascii, startsWith, u16, u8 } from '../../source/little-endian.ts';
import type { File } from './file.ts';

export interface HeapRange {
  readonly at: number;
  readonly length: number;
}

/** Objects of one collection: a library fills it up at a few thousand bytes, or with one large object. */
const MOST = 1_000_000;
const GCOL = ascii('GCOL');

/** Collections of texts and lists of any length (III.E), each read once. */
export class GlobalHeap {
  readonly #file: File;
  readonly #collections = new Map<number, ReadonlyMap<number, HeapRange>>();

  constructor(file: File) {
    this.#file = file;
  }

  /** All that were read: by collection and number. */
  *objects(): Generator<HeapRange> {
    for (const collection of this.#collections.values()) yield* collection.values();
  }

  /** What `bytes` refer to at `from`: an address and a number. Null, and told, when there is none. */
  async object(bytes: Uint8Array, from: number, at: number): Promise<HeapRange | null> {
    const file = this.#file;
    const address = file.address(bytes, from);
    const index = u16(bytes, from + file.offsetSize);
    if (address === null || address === 0) return null;
    const found = (await this.collection(address)).get(index);
    if (found === undefined) file.wrong(at, file.offsetSize + 4, 'text or list');
    return found ?? null;
  }

  async collection(address: number): Promise<ReadonlyMap<number, HeapRange>> {
    const known = this.#collections.get(address);
    if (known !== undefined) return known;
    const objects = new Map<number, HeapRange>();
    this.#collections.set(address, objects);
    const file = this.#file;
    const head = file.enter(address, 'heap of texts')
      ? await file.signed(address, 8 + file.lengthSize, 'GCOL', 'heap of texts')
      : null;
    if (head === null) return objects;
    const size = file.length(head, 8);
    const bytes = size < head.length ? null : await file.read(address, size, 'heap of texts');
    if (bytes === null) return objects;
    file.claim(address, size, 'heap of texts');
    this.#walk(address, bytes, objects);
    return objects;
  }

  #walk(address: number, bytes: Uint8Array, objects: Map<number, HeapRange>): void {
    const file = this.#file;
    const head = 8 + file.lengthSize;
    const base = file.base + address;
    for (let at = head; at + head <= bytes.length;) {
      const number = u16(bytes, at);
      const length = file.length(bytes, at + 8);
      const start = at + head;
      if (number === 0) {
        file.spare(base + start, bytes.subarray(start));
        return;
      }
      if (start + length > bytes.length || objects.size === MOST) {
        file.wrong(base + at, head, 'text or list');
        return;
      }
      objects.set(number, { at: base + start, length });
      at = start + Math.ceil(length / 8) * 8;
    }
  }

  /**
   * Whether a collection starts here, and its length: who refers to one may be numbers that are not read, but nothing else
   * begins like this.
   */
  async startsAt(address: number, room: number): Promise<number | null> {
    const file = this.#file;
    if (room < 16) return null;
    const head = await file.read(address, 8 + file.lengthSize, 'heap of texts');
    if (head === null || !startsWith(head, GCOL) || u8(head, 4) !== 1) return null;
    const size = file.length(head, 8);
    return size >= head.length && size <= room ? size : null;
  }
}
