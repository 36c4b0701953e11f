/** Writes GGUF files for tests, right or wrong as asked. */

export interface GgufTensor {
  readonly name: string;
  readonly shape: readonly bigint[];
  readonly type: number;
  readonly offset: bigint;
}

export interface GgufFile {
  readonly version?: number;
  readonly bigEndian?: boolean;
  readonly values?: readonly (readonly [key: string, type: number, value: Uint8Array])[];
  readonly tensors?: readonly GgufTensor[];
  readonly data?: Uint8Array;
  readonly counts?: readonly [tensors: bigint, values: bigint];
}

/** Numbers and texts as one version and byte order writes them. */
export class GgufWriter {
  readonly #parts: number[] = [];
  readonly #short: boolean;
  readonly #big: boolean;

  constructor(version = 3, bigEndian = false) {
    this.#short = version === 1;
    this.#big = bigEndian;
  }

  number(value: bigint, bytes: number): this {
    const little = Array.from({ length: bytes }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
    this.#parts.push(...(this.#big ? little.reverse() : little));
    return this;
  }

  u32(value: number): this {
    return this.number(BigInt(value), 4);
  }

  /** A length: u32 in version 1. */
  length(value: bigint): this {
    return this.number(value, this.#short ? 4 : 8);
  }

  text(value: string): this {
    const bytes = new TextEncoder().encode(value);
    return this.length(BigInt(bytes.length)).raw(bytes);
  }

  raw(bytes: Uint8Array): this {
    for (const byte of bytes) this.#parts.push(byte);
    return this;
  }

  pad(alignment: number): this {
    while (this.#parts.length % alignment !== 0) this.#parts.push(0);
    return this;
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#parts);
  }
}

export function gguf({
  version = 3,
  bigEndian = false,
  values = [],
  tensors = [],
  data,
  counts,
}: GgufFile): Uint8Array {
  const writer = new GgufWriter(version, bigEndian).raw(new TextEncoder().encode('GGUF')).u32(version);
  const [tensorCount, valueCount] = counts ?? [BigInt(tensors.length), BigInt(values.length)];
  writer.length(tensorCount).length(valueCount);
  for (const [key, type, value] of values) writer.text(key).u32(type).raw(value);
  for (const { name, shape, type, offset } of tensors) {
    writer.text(name).u32(shape.length);
    for (const dimension of shape) writer.length(dimension);
    writer.u32(type).number(offset, 8);
  }
  return writer
    .pad(32)
    .raw(data ?? new Uint8Array(0))
    .bytes();
}

export function textValue(text: string, version = 3, bigEndian = false): Uint8Array {
  return new GgufWriter(version, bigEndian).text(text).bytes();
}
