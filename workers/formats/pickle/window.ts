import type { ByteSource } from '../../source/byte-source.ts';
import type { Engine } from '../../wasm/engine.ts';

const FIRST = 64 * 1024;
const LARGEST = 4 * 1024 * 1024;

export interface Loaded {
  /** Address in linear memory, and length. */
  readonly at: number;
  readonly length: number;
  /** Offset of the first byte in the source. */
  readonly base: number;
}

/**
 * A block of the engine's memory that windows of a source are copied into. It grows while windows follow each other and
 * starts small again after a jump, so that a program between large payloads costs little reading.
 */
export class WindowBuffer {
  readonly #engine: Engine;
  readonly #source: ByteSource;
  #at = 0;
  #capacity = 0;
  #next = FIRST;
  #end = -1;

  constructor(engine: Engine, source: ByteSource) {
    this.#engine = engine;
    this.#source = source;
  }

  /** The window from `offset` on with at least `wanted` bytes, fewer only at the end of the source. `head` bytes of room stay free before it. */
  async load(offset: number, wanted: number, head = 0): Promise<Loaded> {
    this.#next = offset <= this.#end ? Math.min(this.#next * 2, LARGEST) : FIRST;
    const left = Math.max(0, this.#source.size - offset);
    const length = Math.min(left, Math.max(wanted, this.#next));
    this.#end = offset + length;
    const bytes = await this.#source.read(offset, length);
    this.#reserve(head + bytes.length);
    this.#engine.view(this.#at + head, bytes.length).set(bytes);
    return { at: this.#at, length: bytes.length + head, base: offset };
  }

  /** Writes into the room before the window. */
  writeHead(bytes: Uint8Array): void {
    this.#engine.view(this.#at, bytes.length).set(bytes);
  }

  close(): void {
    if (this.#capacity > 0 && !this.#engine.poisoned) this.#engine.call('memory_free', this.#at, this.#capacity);
    this.#capacity = 0;
    this.#at = 0;
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#capacity) return;
    this.close();
    const capacity = Math.max(FIRST, bytes);
    this.#at = this.#engine.create('memory_alloc', capacity);
    this.#capacity = capacity;
  }
}
