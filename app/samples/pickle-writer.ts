/** Writes the protocol-2 opcodes that torch.save writes. For samples and tests only: Vitrine itself never writes pickles. */
const encoder = new TextEncoder();

export class PickleWriter {
  readonly #bytes: number[] = [];
  #memo = 0;

  /** Raw opcode bytes, as latin1 text or numbers. */
  raw(...parts: readonly (string | number)[]): this {
    for (const part of parts) {
      if (typeof part === 'number') this.#bytes.push(part);
      else for (const c of part) this.#bytes.push(c.charCodeAt(0));
    }
    return this;
  }

  /** BINUNICODE. */
  text(text: string): this {
    const utf8 = encoder.encode(text);
    this.raw('X').uint32(utf8.length);
    this.#bytes.push(...utf8);
    return this;
  }

  /** BININT1, BININT2 or BININT, the shortest that holds it. */
  int(n: number): this {
    if (n >= 0 && n < 0x100) return this.raw('K', n);
    if (n >= 0 && n < 0x10000) return this.raw('M', n & 0xff, n >> 8);
    return this.raw('J').uint32(n >>> 0);
  }

  /** GLOBAL. */
  global(module: string, name: string): this {
    return this.raw(`c${module}\n${name}\n`);
  }

  /** BINPUT or LONG_BINPUT of the next free slot, which is returned. */
  put(): number {
    const slot = this.#memo++;
    if (slot < 0x100) this.raw('q', slot);
    else this.raw('r').uint32(slot);
    return slot;
  }

  get(slot: number): this {
    return slot < 0x100 ? this.raw('h', slot) : this.raw('j').uint32(slot);
  }

  uint32(n: number): this {
    return this.raw(n & 0xff, (n >>> 8) & 0xff, (n >>> 16) & 0xff, n >>> 24);
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#bytes);
  }
}
