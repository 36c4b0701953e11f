import type { Range } from '../../report/schema.ts';
import type { JsonStop } from './parse.ts';
import { afterSpace } from './scan.ts';
import { type DecodedString, decodeString, UnitOffsets } from './string.ts';
import type { JsonKind, Tape } from './tape.ts';

/** A key that an object holds more than once. */
export interface DuplicateKey {
  readonly key: string;
  readonly first: number;
  readonly again: number;
  /** Every key of the object. */
  readonly among: ReadonlyMap<string, number>;
}

interface Outline {
  readonly start: number;
  readonly end: number;
  readonly hasBom: boolean;
  readonly stop: JsonStop | null;
  readonly nonFinite: number | null;
}

/** Longest integer whose exact value is worth having; longer ones are read as infinite. */
const MAX_DIGITS = 400;

/** A parsed JSON text. Values are numbers: their index on the tape. Offsets are bytes of the text. */
export class JsonDocument {
  /** First byte of the value and byte after it. */
  readonly start: number;
  readonly end: number;
  readonly hasBom: boolean;
  readonly stop: JsonStop | null;
  /** Offset of the first NaN or infinity. */
  readonly nonFinite: number | null;
  readonly #bytes: Uint8Array;
  readonly #tape: Tape;

  constructor(bytes: Uint8Array, tape: Tape, { start, end, hasBom, stop, nonFinite }: Outline) {
    this.#bytes = bytes;
    this.#tape = tape;
    this.start = start;
    this.end = end;
    this.hasBom = hasBom;
    this.stop = stop;
    this.nonFinite = nonFinite;
  }

  /** The value itself; null when there is not even the beginning of one. */
  get root(): number | null {
    return this.#tape.length === 0 ? null : 0;
  }

  get size(): number {
    return this.#tape.length;
  }

  kind(node: number): JsonKind {
    return this.#tape.kind(node);
  }

  range(node: number): Range {
    return { offset: this.#tape.start(node), length: this.#tape.end(node) - this.#tape.start(node) };
  }

  /** Index after the value and all that is inside it. */
  after(node: number): number {
    return this.#tape.after(node);
  }

  /** Elements of an array, or keys and values of an object in turns; nothing of anything else. */
  *children(node: number): Generator<number> {
    const end = this.#tape.after(node);
    for (let child = node + 1; child < end; child = this.#tape.after(child)) yield child;
  }

  *items(node: number | null): Generator<number> {
    if (node !== null && this.kind(node) === 'array') yield* this.children(node);
  }

  /** Members in order, duplicates too. */
  *entries(node: number | null): Generator<readonly [key: string, value: number, keyNode: number]> {
    if (node === null || this.kind(node) !== 'object') return;
    let key: number | null = null;
    for (const child of this.children(node)) {
      if (key === null) {
        key = child;
        continue;
      }
      yield [this.text(key) ?? '', child, key];
      key = null;
    }
  }

  /** The member of that name; of several the last one, as Python's reader does. */
  get(node: number | null, name: string): number | null {
    let found: number | null = null;
    for (const [key, value] of this.entries(node)) if (key === name) found = value;
    return found;
  }

  /** The value a key node stands for. */
  valueAfter(key: number): number {
    return key + 1;
  }

  /** Only white space follows the value. */
  isSpaceAfter(): boolean {
    return afterSpace(this.#bytes, this.end) >= this.#bytes.length;
  }

  /** What a string says; null for other values. */
  text(node: number | null): string | null {
    return this.decoded(node)?.text ?? null;
  }

  decoded(node: number | null): DecodedString | null {
    return node !== null && this.kind(node) === 'string' ? decodeString(this.#inside(node)) : null;
  }

  /** Where the characters of a string are written, counted from its first byte after the quote. */
  offsets(node: number): UnitOffsets {
    return new UnitOffsets(this.#inside(node), true);
  }

  /** NaN for what is no number. */
  number(node: number | null): number {
    return node !== null && this.kind(node) === 'number' ? Number(this.written(node, MAX_DIGITS)) : NaN;
  }

  /** Exact; null for what is not written as an integer, or has more digits than anything real. */
  integer(node: number | null): bigint | null {
    if (node === null || this.kind(node) !== 'number' || this.range(node).length > MAX_DIGITS) return null;
    const written = this.written(node, MAX_DIGITS);
    return /^-?\d+$/.test(written) ? BigInt(written) : null;
  }

  /** The text of a value as it stands in the file, cut to `max` bytes. */
  written(node: number, max: number): string {
    const { offset, length } = this.range(node);
    return new TextDecoder().decode(this.#bytes.subarray(offset, offset + Math.min(length, max)));
  }

  /** Keys some object holds more than once (compared as text, not as written), at most `max`. */
  duplicates(max: number): DuplicateKey[] {
    const found: DuplicateKey[] = [];
    for (let node = 0; node < this.size && found.length < max; node += 1) {
      if (this.kind(node) !== 'object') continue;
      const seen = new Map<string, number>();
      for (const [key, , keyNode] of this.entries(node)) {
        const first = seen.get(key);
        if (first === undefined) seen.set(key, keyNode);
        else if (found.length < max) found.push({ key, first, again: keyNode, among: seen });
      }
    }
    return found;
  }

  #inside(node: number): Uint8Array {
    return this.#bytes.subarray(this.#tape.start(node) + 1, this.#tape.end(node) - 1);
  }
}
