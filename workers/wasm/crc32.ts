import type { Engine } from './engine.ts';

/** CRC-32 of ZIP, gzip and PNG over a stream. Close it when done. */
export class Crc32 {
  readonly #engine: Engine;
  readonly #handle: number;
  #value = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#handle = engine.call('crc32_new');
  }

  /** Of everything fed so far, unsigned. */
  get value(): number {
    return this.#value;
  }

  update(bytes: Uint8Array): this {
    this.#engine.feed(bytes, (at, length) => {
      this.#engine.call('crc32_update', this.#handle, at, length);
      this.#value = this.#engine.reply(0);
    });
    return this;
  }

  close(): void {
    this.#engine.call('crc32_close', this.#handle);
  }
}
