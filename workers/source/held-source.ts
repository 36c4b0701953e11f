import { LIMITS } from '../limits.ts';
import type { ByteSource } from './byte-source.ts';
import { clamp, WindowSource } from './sources.ts';

interface Closable {
  close(): void;
}

/** Keeps decompressed members up to a budget; the least recently used one goes first. */
export class Shelf {
  readonly #budget: number;
  readonly #held = new Map<object, Promise<Uint8Array>>();
  readonly #sizes = new Map<object, number>();
  /** Streams that are being read, the latest last. */
  #open: Closable[] = [];
  #total = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Bytes held now. */
  get total(): number {
    return this.#total;
  }

  get(key: object, size: number, load: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const held = this.#held.get(key);
    if (held !== undefined) {
      this.#held.delete(key);
      this.#held.set(key, held);
      return held;
    }
    this.#makeRoom(size);
    const bytes = load();
    this.#held.set(key, bytes);
    this.#sizes.set(key, size);
    this.#total += size;
    bytes.catch(() => {
      this.#drop(key);
    });
    return bytes;
  }

  /** A stream was read from: those that were not for the longest time are let go of. */
  opened(stream: Closable): void {
    this.#open = [...this.#open.filter((each) => each !== stream), stream];
    while (this.#open.length > LIMITS.streamsOpen) this.#open.shift()?.close();
  }

  #makeRoom(size: number): void {
    for (const key of this.#held.keys()) {
      if (this.#total + size <= this.#budget) return;
      this.#drop(key);
    }
  }

  #drop(key: object): void {
    if (!this.#held.delete(key)) return;
    this.#total -= this.#sizes.get(key) ?? 0;
    this.#sizes.delete(key);
  }
}

/** A decompressed member. Its bytes are made when somebody reads them and may be made again later: same input, same bytes. */
export class HeldSource implements ByteSource {
  readonly name: string;
  readonly path: readonly string[];
  readonly size: number;
  readonly #shelf: Shelf;
  readonly #load: () => Promise<Uint8Array>;

  /** `size` is what decompression was seen to give, never what a header declares; `first` are the bytes when they are at hand. */
  constructor(
    parent: ByteSource,
    name: string,
    size: number,
    shelf: Shelf,
    load: () => Promise<Uint8Array>,
    first?: Uint8Array,
  ) {
    this.name = name;
    this.path = [...parent.path, name];
    this.size = size;
    this.#shelf = shelf;
    this.#load = load;
    if (first !== undefined) void shelf.get(this, size, () => Promise.resolve(first));
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const range = clamp(offset, length, this.size);
    if (range.length === 0) return new Uint8Array(0);
    const bytes = await this.#shelf.get(this, this.size, this.#load);
    return bytes.subarray(range.offset, range.offset + range.length);
  }

  slice(offset: number, length: number, name?: string): ByteSource {
    return new WindowSource(this, offset, length, name);
  }

  locate(): null {
    return null;
  }
}
