/** Kinds of values, by their code on the tape. */
export const JSON_KINDS = ['object', 'array', 'string', 'number', 'true', 'false', 'null'] as const;
export type JsonKind = (typeof JSON_KINDS)[number];

/**
 * Values in the order they are written, as columns: kind, first byte, byte after, index after the last value inside. In an
 * object keys and values take turns. 13 bytes a value, so that a document of millions of them stays small.
 */
export class Tape {
  length = 0;
  #kinds = new Uint8Array(1024);
  #starts = new Uint32Array(1024);
  #ends = new Uint32Array(1024);
  #after = new Uint32Array(1024);

  /** Returns the index of the value. It ends and closes right here until `close` says otherwise. */
  push(kind: JsonKind, start: number, end: number): number {
    if (this.length === this.#kinds.length) this.#grow();
    const at = this.length;
    this.#kinds[at] = JSON_KINDS.indexOf(kind);
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#after[at] = at + 1;
    this.length += 1;
    return at;
  }

  /** Everything pushed since `at` is inside it. */
  close(at: number, end: number): void {
    this.#ends[at] = end;
    this.#after[at] = this.length;
  }

  kind(at: number): JsonKind {
    return JSON_KINDS[this.#kinds[at] ?? 6] ?? 'null';
  }

  start(at: number): number {
    return this.#starts[at] ?? 0;
  }

  end(at: number): number {
    return this.#ends[at] ?? 0;
  }

  /** Index of the value after `at` and all that is inside it. */
  after(at: number): number {
    return this.#after[at] ?? this.length;
  }

  #grow(): void {
    const size = this.#kinds.length * 2;
    this.#kinds = widen(this.#kinds, new Uint8Array(size));
    this.#starts = widen(this.#starts, new Uint32Array(size));
    this.#ends = widen(this.#ends, new Uint32Array(size));
    this.#after = widen(this.#after, new Uint32Array(size));
  }
}

function widen<T extends Uint8Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
