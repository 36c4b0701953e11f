import type { Prose } from '../../report/prose.ts';
import type { Range } from '../../report/schema.ts';
import type { ByteSource } from '../../source/byte-source.ts';
import type { Codec, StreamEnd } from '../../wasm/codec.ts';

/** What stands at one place of a compressed file: data to decode, or a frame that decoders skip. */
export type Frame =
  | {
      readonly kind: 'data';
      /** Where the codec starts. */
      readonly data: number;
      readonly codec: Codec;
      /** Parts of the header people may write into: explained when they are text. */
      readonly comments: readonly Range[];
    }
  | {
      readonly kind: 'skipped';
      /** Where its content starts and where the frame ends, as far as it states. */
      readonly data: number;
      readonly end: number;
      /** It is what a known tool writes. */
      readonly known: boolean;
    };

/** What stands after a frame's data. */
export interface Trailer {
  /** Where the next frame may stand. */
  readonly end: number;
  readonly fault: { readonly code: 'checksum' | 'size' | 'truncated'; readonly what: Prose } | null;
}

/** How one compressed format puts its streams one after the other. */
export interface Framing {
  /** For people: "gzip". */
  readonly name: string;
  /** What stands at `at`; null when nothing of this format does. */
  open(source: ByteSource, at: number): Promise<Frame | null>;
  /** Checks what follows the data; without it nothing does. `end` is where the data ends. */
  close?(source: ByteSource, at: number, end: StreamEnd): Promise<Trailer>;
  /** Zeros may stand between streams. */
  readonly padded: boolean;
}

/** A stream that brings its header and its end along. */
export function bare(at: number, codec: Codec): Frame {
  return { kind: 'data', data: at, codec, comments: [] };
}
