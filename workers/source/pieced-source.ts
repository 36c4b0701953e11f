import type { Range } from '../report/schema.ts';
import type { ByteSource } from './byte-source.ts';
import { clamp, WindowSource } from './sources.ts';

/** Bytes of the parent that stand at `at` of the whole. */
export interface Piece extends Range {
  readonly at: number;
}

/** A source put together of pieces of another one, in order and without overlap; what lies between them is zeros. */
export class PiecedSource implements ByteSource {
  readonly name: string;
  readonly path: readonly string[];
  readonly size: number;
  readonly #parent: ByteSource;
  readonly #pieces: readonly Piece[];

  constructor(parent: ByteSource, name: string, size: number, pieces: readonly Piece[]) {
    this.name = name;
    this.path = [...parent.path, name];
    this.size = size;
    this.#parent = parent;
    this.#pieces = pieces;
  }

  async read(offset: number, length: number, how?: 'direct'): Promise<Uint8Array> {
    const range = clamp(offset, length, this.size);
    const bytes = new Uint8Array(range.length);
    for (const { at, ...piece } of this.#within(range))
      bytes.set(await this.#parent.read(piece.offset, piece.length, how), at - range.offset);
    return bytes;
  }

  slice(offset: number, length: number, name?: string): ByteSource {
    return new WindowSource(this, offset, length, name);
  }

  /** Without the zeros between the pieces. */
  locate(offset: number, length: number): readonly Range[] | null {
    const found: Range[] = [];
    for (const piece of this.#within(clamp(offset, length, this.size))) {
      const ranges = this.#parent.locate(piece.offset, piece.length);
      if (ranges === null) return null;
      found.push(...ranges);
    }
    return found;
  }

  /** The parts of pieces that lie in a range. */
  #within({ offset, length }: Range): Piece[] {
    return this.#pieces.flatMap((piece) => {
      const start = Math.max(piece.at, offset);
      const end = Math.min(piece.at + piece.length, offset + length);
      return end > start ? [{ at: start, offset: piece.offset + start - piece.at, length: end - start }] : [];
    });
  }
}
