import { concat } from '../hold.ts';
import type { Engine } from '../../wasm/engine.ts';
import { Crc32 } from '../../wasm/crc32.ts';

/** One part of a stream. */
export interface Taken {
  /** The first bytes, as many as may be kept. */
  readonly kept: readonly Uint8Array[];
  readonly held: number;
  /** Bytes there were: fewer than asked when the stream ended. */
  readonly produced: number;
  readonly crc: number;
}

/** Cuts a stream into parts, one after the other. */
export class Splitter {
  readonly #chunks: AsyncGenerator<Uint8Array, void>;
  #rest: Uint8Array = new Uint8Array(0);
  #total = 0;

  constructor(chunks: AsyncGenerator<Uint8Array, void>) {
    this.#chunks = chunks;
  }

  /** Bytes that came out so far. */
  get total(): number {
    return this.#total;
  }

  /** The next `size` bytes, of which the first `keep` are kept. Stops early when `enough` says so. */
  async take(size: number, keep: number, engine: Engine, enough: (total: number) => boolean): Promise<Taken> {
    const kept: Uint8Array[] = [];
    let held = 0;
    let produced = 0;
    const crc = new Crc32(engine);
    try {
      while (produced < size && !enough(this.#total)) {
        const piece = await this.#next(size - produced);
        if (piece === null) break;
        crc.update(piece);
        produced += piece.length;
        const fits = piece.subarray(0, Math.max(0, keep - held));
        if (fits.length > 0) kept.push(fits);
        held += fits.length;
      }
      return { kept, held, produced, crc: crc.value };
    } finally {
      if (!engine.poisoned) crc.close();
    }
  }

  close(): Promise<unknown> {
    return this.#chunks.return();
  }

  async #next(most: number): Promise<Uint8Array | null> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return null;
      this.#rest = next.value;
    }
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    this.#total += piece.length;
    return piece;
  }
}

/** The bytes [start, start + length) of a stream, as a stream. */
export async function* part(
  chunks: AsyncGenerator<Uint8Array, void>,
  start: number,
  length: number,
): AsyncGenerator<Uint8Array, void> {
  let at = 0;
  for await (const chunk of chunks) {
    const piece = chunk.subarray(Math.max(0, start - at), Math.max(0, start + length - at));
    at += chunk.length;
    if (piece.length > 0) yield piece;
    if (at >= start + length) return;
  }
}

/** At most the first `length` bytes of a stream. */
export async function collect(chunks: AsyncGenerator<Uint8Array, void>, length: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of part(chunks, 0, length)) parts.push(chunk);
  return concat(parts, length);
}
