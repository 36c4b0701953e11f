import type { Place, Range } from '../report/schema.ts';

/**
 * The only way to bytes. Async, bounded, and it knows its place in the dropped file.
 * Offsets and lengths are bytes; `read` never returns more than asked, and less only at the end of the source.
 */
export interface ByteSource {
  /** Name as written in its container. */
  readonly name: string;
  /** Names from the dropped file inwards, own name last. */
  readonly path: readonly string[];
  readonly size: number;
  /**
   * Rejects with SourceError when the host cannot read (file gone, changed, permission).
   * The array may be shared with other readers: look, do not write. `direct` skips the block cache, for bytes nobody reads twice.
   */
  read(offset: number, length: number, how?: 'direct'): Promise<Uint8Array>;
  /**
   * The bytes of a range in order, past the cache; an array is valid until the next is asked for. Null, or absent, where `read` does
   * as well: use `linear`.
   */
  readonly stream?: (offset: number, length: number) => AsyncGenerator<Uint8Array> | null;
  /** A window. `name` adds a path element; without it the window is the same thing seen in part (and must not be named in places). */
  slice(offset: number, length: number, name?: string): ByteSource;
  /** The same bytes in the dropped file, in order; null when they only exist after decompression. */
  locate(offset: number, length: number): readonly Range[] | null;
}

/** The host failed to deliver bytes. Never thrown for what the bytes say. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: 'unreadable' | 'changed';
  readonly offset: number;

  constructor(code: 'unreadable' | 'changed', message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

/** The place of a range of this source, for facts. */
export function placeIn(source: ByteSource, offset: number, length: number): Place {
  return { path: source.path, offset, length, file: source.locate(offset, length) };
}
