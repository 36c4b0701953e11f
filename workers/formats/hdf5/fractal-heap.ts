import { prose } from '../../report/prose.ts';
import { u16, u32, u8 } from '../../source/little-endian.ts';
import { walkTree2 } from './btree2.ts';
import { type File, uint, widthOf } from './file.ts';
import { walkFreeSpace } from './free-space.ts';

/** Where an object of a heap is in the source. */
export interface HeapObject {
  readonly at: number;
  readonly bytes: Uint8Array;
}

interface Shape {
  readonly width: number;
  readonly start: number;
  readonly largest: number;
  /** Bytes of an offset in the heap, and of an object's length. */
  readonly offset: number;
  readonly size: number;
  readonly isSummed: boolean;
  readonly isPacked: boolean;
  /** Objects in its blocks, and where it says so. */
  readonly count: number;
  readonly at: number;
}

interface Block {
  /** In the heap, and in the file. */
  readonly offset: number;
  readonly address: number;
  readonly length: number;
}

interface Indirect {
  readonly address: number;
  readonly offset: number;
  readonly rows: number;
}

/** Objects of some hundred bytes in blocks that double in size (III.G). */
export class FractalHeap {
  readonly #file: File;
  readonly #shape: Shape;
  readonly #blocks: Block[] = [];
  /** Offsets and lengths of what was asked for. */
  readonly #used: (readonly [number, number])[] = [];
  readonly #huge = new Map<number, { readonly address: number; readonly length: number }>();

  private constructor(file: File, shape: Shape) {
    this.#file = file;
    this.#shape = shape;
  }

  static async at(file: File, address: number): Promise<FractalHeap | null> {
    const { offsetSize: o, lengthSize: l } = file;
    if (!file.enter(address, 'heap')) return null;
    // Up to the width of the table; what follows depends on it.
    const table = 14 + 2 * o + 10 * l;
    const fixed = table + 2 + 2 * l + 2 + 2 + o + 2;
    const start = await file.signed(address, fixed + 4, 'FRHP', 'heap');
    if (start === null) return null;
    const packed = u16(start, 7);
    const length = fixed + (packed > 0 ? l + 4 + packed : 0) + 4;
    const head = await file.read(address, length, 'heap');
    if (head === null) return null;
    file.claim(address, length, 'heap');
    file.check(head, address, 'heap');
    const bits = u16(head, table + 2 + 2 * l);
    const largest = file.length(head, table + 2 + l);
    const shape: Shape = {
      width: u16(head, table),
      start: file.length(head, table + 2),
      largest,
      offset: Math.ceil(bits / 8),
      size: Math.min(Math.ceil(Math.log2(Math.max(2, largest)) / 8), widthOf(u32(head, 10))),
      isSummed: (u8(head, 9) & 2) !== 0,
      isPacked: packed > 0,
      count: file.length(head, 14 + 2 * o + 5 * l),
      at: file.base + address,
    };
    const heap = new FractalHeap(file, shape);
    const isSound = shape.width > 0 && shape.start > 0 && isPower(shape.start) && isPower(largest) && bits <= 64;
    if (!isSound) {
      file.wrong(file.base + address, length, 'heap');
      return heap;
    }
    const huge = file.address(head, 14 + l);
    if (huge !== null) await heap.#readHuge(huge);
    const free = file.address(head, 14 + l + o + l);
    if (free !== null) await walkFreeSpace(file, free);
    const root = file.address(head, fixed - 2 - o);
    const rows = u16(head, fixed - 2);
    const size = packed > 0 ? file.length(head, fixed) : shape.start;
    if (root === null) return heap;
    if (rows === 0) await heap.#direct({ offset: 0, address: root, length: size });
    else await heap.#indirect({ address: root, offset: 0, rows });
    heap.#blocks.sort((a, b) => a.offset - b.offset);
    return heap;
  }

  /** Null, and told, when the id leads nowhere. */
  async object(id: Uint8Array, at: number): Promise<HeapObject | null> {
    const file = this.#file;
    const type = (u8(id, 0) >> 4) & 3;
    if (type === 2) {
      // In the id itself: one or two bytes of length.
      const isLong = id.length > 17;
      const length = (isLong ? (u8(id, 0) & 15) * 256 + u8(id, 1) : u8(id, 0) & 15) + 1;
      const from = isLong ? 2 : 1;
      return { at: at + from, bytes: id.subarray(from, from + length) };
    }
    const place = type === 0 ? this.#managed(id) : type === 1 ? this.#hugeOf(id) : null;
    if (place === null) {
      file.wrong(at, id.length, 'object of a heap');
      return null;
    }
    if (this.#shape.isPacked) {
      file.unsupported(at, id.length, prose`Objects of a heap that is compressed were not read.`);
      return null;
    }
    const bytes = await file.read(place.address, place.length, 'object of a heap');
    return bytes === null ? null : { at: file.base + place.address, bytes };
  }

  /** What nobody asked for is room to be searched. Call once all have. */
  async close(): Promise<void> {
    const file = this.#file;
    const { count, at: where } = this.#shape;
    if (count !== this.#used.length && !file.isBroken)
      file.odd.state({
        code: 'heap-name',
        offset: where,
        length: 4,
        what: prose`A heap has ${count} names or values, and ${this.#used.length} of them belong to something.`,
      });
    this.#used.sort((a, b) => a[0] - b[0]);
    let next = 0;
    for (const { offset, address, length } of this.#shape.isPacked ? [] : this.#blocks) {
      const bytes = await file.read(address, length, 'block of a heap');
      let at = 5 + file.offsetSize + this.#shape.offset + (this.#shape.isSummed ? 4 : 0);
      for (; (this.#used[next]?.[0] ?? Infinity) < offset + length; next += 1) {
        const [start, size] = this.#used[next] ?? [0, 0];
        if (start - offset > at) file.spare(file.base + address + at, bytes?.subarray(at, start - offset) ?? NONE);
        at = Math.max(at, start - offset + size);
      }
      file.spare(file.base + address + at, bytes?.subarray(at) ?? NONE);
    }
  }

  #managed(id: Uint8Array): { address: number; length: number } | null {
    const { offset: width, size } = this.#shape;
    const offset = uint(id, 1, width);
    const length = uint(id, 1 + width, size);
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#blocks[middle]?.offset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const block = this.#blocks[low - 1];
    if (block === undefined || offset + length > block.offset + block.length) return null;
    this.#used.push([offset, length]);
    return { address: block.address + offset - block.offset, length };
  }

  #hugeOf(id: Uint8Array): { address: number; length: number } | null {
    const { offsetSize: o, lengthSize: l } = this.#file;
    // Where the id has room for it, it says where the object is; else it is a number in a tree.
    const isDirect = id.length - 1 >= o + l;
    return isDirect
      ? { address: uint(id, 1, o), length: uint(id, 1 + o, l) }
      : (this.#huge.get(uint(id, 1, Math.min(8, id.length - 1))) ?? null);
  }

  async #readHuge(tree: number): Promise<void> {
    const file = this.#file;
    const { offsetSize: o, lengthSize: l } = file;
    await walkTree2(file, tree, [1, 2, 3, 4], (record) => {
      const [address, length] = [uint(record, 0, o), file.length(record, o)];
      if (file.isInside(address, length, 'object of a heap')) file.claim(address, length, 'large values');
      if (record.length === o + 2 * l) this.#huge.set(file.length(record, o + l), { address, length });
    });
  }

  async #direct(block: Block): Promise<void> {
    const file = this.#file;
    if (!file.enter(block.address, 'block of a heap') || !file.isInside(block.address, block.length, 'block of a heap'))
      return;
    const bytes = await file.signed(block.address, Math.min(4, block.length), 'FHDB', 'block of a heap');
    if (bytes === null) return;
    file.claim(block.address, block.length, 'heap');
    this.#blocks.push(block);
    if (this.#shape.isSummed && !this.#shape.isPacked) await this.#checkDirect(block);
  }

  /** The checksum stands before the objects, and counts as zeros. */
  async #checkDirect({ address, length }: Block): Promise<void> {
    const file = this.#file;
    const at = 5 + file.offsetSize + this.#shape.offset;
    const bytes = await file.read(address, length, 'block of a heap');
    if (bytes === null || at + 4 > bytes.length) return;
    const turned = new Uint8Array(length + 4);
    turned.set(bytes);
    turned.fill(0, at, at + 4);
    turned.set(bytes.subarray(at, at + 4), length);
    file.check(turned, address, 'block of a heap');
  }

  async #indirect(root: Indirect): Promise<void> {
    const file = this.#file;
    const { offsetSize: o, lengthSize: l } = file;
    const { width, start, largest, offset: offsetWidth, isPacked } = this.#shape;
    const directRows = Math.log2(largest) - Math.log2(start) + 2;
    const open = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const rows = Math.min(node.rows, 64);
      const direct = Math.min(rows, directRows) * width;
      const head = 5 + o + offsetWidth;
      const length = head + direct * (o + (isPacked ? l + 4 : 0)) + (rows * width - direct) * o + 4;
      const bytes = await file.take(node.address, length, 'FHIB', 'block of a heap');
      if (bytes === null) continue;
      let at = head;
      let offset = node.offset;
      for (let i = 0; i < rows * width; i += 1) {
        const row = Math.floor(i / width);
        const size = start * 2 ** Math.max(0, row - 1);
        const address = file.address(bytes, at);
        at += o;
        const isDirect = row < directRows;
        const packed = isDirect && isPacked ? file.length(bytes, at) : size;
        if (isDirect && isPacked) at += l + 4;
        if (address !== null && isDirect) await this.#direct({ offset, address, length: packed });
        else if (address !== null) open.push({ address, offset, rows: Math.log2(size) - Math.log2(start * width) + 1 });
        offset += size;
      }
    }
  }
}

const NONE = new Uint8Array(0);

function isPower(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && value < 2 ** 53;
}
