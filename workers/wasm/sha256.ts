import type { Engine } from './engine.ts';

/** SHA-256 over a stream. One use: finish or close ends it. */
export class Sha256 {
  readonly #engine: Engine;
  readonly #handle: number;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#handle = engine.call('sha256_new');
  }

  update(bytes: Uint8Array): this {
    this.#engine.feed(bytes, (at, length) => this.#engine.call('sha256_update', this.#handle, at, length));
    return this;
  }

  /** Lower-case hex. */
  finish(): string {
    this.#engine.call('sha256_finish', this.#handle);
    const digest = this.#engine.bytes(this.#engine.reply(0), this.#engine.reply(1));
    return hex(digest);
  }

  /** Gives up without a digest. */
  close(): void {
    this.#engine.call('sha256_close', this.#handle);
  }
}

/** Lower-case hex. */
export function hex(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
