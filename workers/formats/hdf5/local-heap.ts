import { data, prose } from '../../report/prose.ts';
import type { File } from './file.ts';

/** What is no name of a link and no free room, and too long to be what freeing names leaves over. */
const TELLING = 16;
const UTF8 = new TextDecoder();

/** Names of a group, or of files, one after the other (III.D). Knows which were asked for. */
export class LocalHeap {
  readonly #file: File;
  readonly #bytes: Uint8Array;
  /** Where the bytes are in the source. */
  readonly at: number;
  /** Free room: offset and length. */
  readonly #free: readonly (readonly [number, number])[];
  readonly #used: (readonly [number, number])[] = [];

  private constructor(file: File, bytes: Uint8Array, at: number, free: readonly (readonly [number, number])[]) {
    this.#file = file;
    this.#bytes = bytes;
    this.at = at;
    this.#free = free;
  }

  static async at(file: File, address: number): Promise<LocalHeap | null> {
    const { offsetSize: o, lengthSize: l } = file;
    const head = await file.take(address, 8 + 2 * l + o, 'HEAP', 'heap of names', false);
    if (head === null) return null;
    const size = file.length(head, 8);
    const segment = file.address(head, 8 + 2 * l);
    const bytes = segment === null || size === 0 ? null : await file.read(segment, size, 'heap of names');
    if (segment === null || bytes === null) return null;
    file.claim(segment, size, 'heap of names');
    return new LocalHeap(file, bytes, file.base + segment, freeOf(file, bytes, file.length(head, 8 + l)));
  }

  /** The text at an offset, with where it is. */
  text(offset: number): { text: string; at: number; length: number } | null {
    const end = offset < this.#bytes.length ? this.#bytes.indexOf(0, offset) : -1;
    if (end < 0) return null;
    this.#used.push([offset, end + 1 - offset]);
    return { text: UTF8.decode(this.#bytes.subarray(offset, end)), at: this.at + offset, length: end - offset };
  }

  /** Tells names that nobody asked for. Call once all are. */
  close(): void {
    let at = 0;
    // The first eight bytes are the empty name.
    const taken = [...this.#used, ...this.#free, [0, 8] as const].sort((a, b) => a[0] - b[0]);
    for (const [offset, length] of [...taken, [this.#bytes.length, 0] as const]) {
      if (offset - at >= TELLING) this.#tell(at, offset - at);
      at = Math.max(at, Math.ceil((offset + length) / 8) * 8);
    }
    for (const [offset, length] of this.#free)
      this.#file.spare(this.at + offset, this.#bytes.subarray(offset, offset + length));
  }

  /** Names one after the other. Room of a short one is lost when its link is deleted, as the list has no place for it. */
  #tell(from: number, length: number): void {
    const end = from + length;
    this.#file.spare(this.at + from, this.#bytes.subarray(from, end));
    for (let at = from; at < end;) {
      const zero = this.#bytes.indexOf(0, at);
      const next = zero < 0 || zero >= end ? end : Math.ceil((zero + 1) / 8) * 8;
      const text = UTF8.decode(this.#bytes.subarray(at, next)).replace(/\0.*$/s, '');
      if (next - at >= TELLING && /^[\x20-\x7e]{2,}$/.test(text))
        this.#file.odd.state({
          code: 'heap-name',
          offset: this.at + at,
          length: text.length,
          subject: text,
          what: prose`Among a group’s names is ${data(text, 120)}, and no link of it has that name.`,
        });
      at = next;
    }
  }
}

/** The list of free blocks: each says where the next is, and its length. 1 ends it. */
function freeOf(file: File, bytes: Uint8Array, first: number): (readonly [number, number])[] {
  const { lengthSize: l } = file;
  const free: (readonly [number, number])[] = [];
  for (let at = first; at > 1 && at + 2 * l <= bytes.length && free.length <= bytes.length / 16;) {
    free.push([at, Math.max(2 * l, file.length(bytes, at + l))]);
    at = file.length(bytes, at);
  }
  return free;
}
