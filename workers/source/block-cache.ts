import { LIMITS } from '../limits.ts';
import type { Host } from './host.ts';
import { RangeSet } from './range-set.ts';

const BLOCK = LIMITS.cacheBlock;
const BLOCKS = Math.floor(LIMITS.cacheBytes / BLOCK);

/**
 * Reads of a host through a least-recently-used cache of blocks. Missing neighbours are fetched in one read;
 * big and `direct` reads pass by, and those of a host that holds its bytes. Every so many bytes it returns to the event loop, so that the browser can free what was read.
 */
export class BlockCache {
  readonly #host: Host;
  readonly #blocks = new Map<number, Promise<Uint8Array>>();
  readonly #read = new RangeSet();
  #sinceYield = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  /** Distinct bytes that were fetched. */
  get bytesRead(): number {
    return this.#read.total;
  }

  /** The range must lie inside the host. */
  async read(offset: number, length: number, how?: 'direct'): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array(0);
    if (how === 'direct' || length >= LIMITS.cacheBypass) return this.#fetch(offset, length);
    const first = Math.floor(offset / BLOCK);
    const last = Math.floor((offset + length - 1) / BLOCK);
    if (this.#host.held === true) {
      // Counted in blocks all the same: a report says how much was read, wherever it was made.
      this.#read.add(first * BLOCK, Math.min((last + 1) * BLOCK, this.#host.size) - first * BLOCK);
      return this.#host.read(offset, length);
    }
    const blocks = await Promise.all(this.#get(first, last));
    const only = blocks[0];
    if (blocks.length === 1 && only !== undefined)
      return only.subarray(offset - first * BLOCK, offset - first * BLOCK + length);
    return joined(blocks, offset - first * BLOCK, length);
  }

  /** The range in order and past the cache, see Host.stream. The range must lie inside the host. */
  stream(offset: number, length: number): AsyncGenerator<Uint8Array> | null {
    const first = this.#segment(offset, offset + length);
    return first === null ? null : this.#segments(first, offset, offset + length);
  }

  /** One after the other, because a host looks whether the file has changed when it opens it: once more at the end, too. */
  async *#segments(first: AsyncGenerator<Uint8Array>, offset: number, end: number): AsyncGenerator<Uint8Array, void> {
    let at = offset;
    for (let segment: AsyncGenerator<Uint8Array> | null = first; segment !== null; segment = this.#segment(at, end)) {
      for await (const bytes of segment) {
        this.#read.add(at, bytes.length);
        at += bytes.length;
        yield bytes;
      }
      if (at === end) break;
    }
    await this.#host.read(end - 1, 1);
  }

  #segment(from: number, end: number): AsyncGenerator<Uint8Array> | null {
    return this.#host.stream?.(from, Math.min(LIMITS.streamSegment, end - from)) ?? null;
  }

  #get(first: number, last: number): Promise<Uint8Array>[] {
    const found: Promise<Uint8Array>[] = [];
    for (let index = first; index <= last; index += 1) {
      const block = this.#blocks.get(index);
      if (block === undefined) {
        let end = index + 1;
        while (end <= last && !this.#blocks.has(end)) end += 1;
        found.push(...this.#load(index, end));
        index = end - 1;
      } else {
        this.#blocks.delete(index);
        this.#blocks.set(index, block);
        found.push(block);
      }
    }
    this.#evict();
    return found;
  }

  /** Fetches blocks [first, end) in one read. */
  #load(first: number, end: number): Promise<Uint8Array>[] {
    const offset = first * BLOCK;
    const bytes = this.#fetch(offset, Math.min(end * BLOCK, this.#host.size) - offset);
    const blocks: Promise<Uint8Array>[] = [];
    for (let index = first; index < end; index += 1) {
      const at = (index - first) * BLOCK;
      const block = bytes.then((all) => (end - first === 1 ? all : all.slice(at, at + BLOCK)));
      block.catch(() => this.#blocks.delete(index));
      this.#blocks.set(index, block);
      blocks.push(block);
    }
    return blocks;
  }

  #evict(): void {
    for (const index of this.#blocks.keys()) {
      if (this.#blocks.size <= BLOCKS) return;
      this.#blocks.delete(index);
    }
  }

  async #fetch(offset: number, length: number): Promise<Uint8Array> {
    this.#sinceYield += length;
    if (this.#sinceYield >= LIMITS.yieldEvery) {
      this.#sinceYield = 0;
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    const bytes = await this.#host.read(offset, length);
    this.#read.add(offset, length);
    return bytes;
  }
}

function joined(blocks: readonly Uint8Array[], skip: number, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = -skip;
  for (const block of blocks) {
    const from = Math.max(0, -at);
    const part = block.subarray(from, Math.min(block.length, length - at));
    out.set(part, at + from);
    at += block.length;
  }
  return out;
}
