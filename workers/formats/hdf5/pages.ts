import type { ByteSource } from '../../source/byte-source.ts';

/** Structures stand in groups of some hundred bytes between gigabytes of numbers: a page holds a few of them. */
const PAGE = 4096;
const PAGES = 2048;
const NOTHING = new Uint8Array(0);
/** Smaller files are read through the cache of all readers, in larger blocks. */
const LARGE = 8 * 1024 * 1024;

/** Reads small structures of a large file in small pages. */
export class Pages {
  readonly #source: ByteSource;
  readonly #pages = new Map<number, Uint8Array>();

  constructor(source: ByteSource) {
    this.#source = source;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (this.#source.size <= LARGE) return this.#source.read(offset, length);
    if (length > PAGE) return this.#source.read(offset, length, 'direct');
    if (offset >= this.#source.size || length <= 0) return NOTHING;
    const first = Math.floor(offset / PAGE);
    const last = Math.floor((offset + length - 1) / PAGE);
    const from = offset - first * PAGE;
    const head = await this.#page(first);
    if (first === last) return head.subarray(from, from + length);
    const tail = await this.#page(last);
    const joined = new Uint8Array(Math.max(0, Math.min(length, head.length + tail.length - from)));
    joined.set(head.subarray(from));
    joined.set(tail.subarray(0, joined.length - (head.length - from)), head.length - from);
    return joined;
  }

  async #page(index: number): Promise<Uint8Array> {
    const known = this.#pages.get(index);
    if (known !== undefined) return known;
    const page = await this.#source.read(index * PAGE, PAGE, 'direct');
    if (this.#pages.size >= PAGES) {
      const [oldest] = this.#pages.keys();
      if (oldest !== undefined) this.#pages.delete(oldest);
    }
    this.#pages.set(index, page);
    return page;
  }
}
