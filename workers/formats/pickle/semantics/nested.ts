import type { ByteSource } from '../../../source/byte-source.ts';
import type { Trace } from '../trace.ts';
import type { Bytes } from './sym.ts';

/** How a loader reads the bytes it is given. */
export type Dialect = 'pickle' | 'torch' | 'numpy' | 'joblib' | 'marshal';
export type Compression = 'deflate' | 'gzip' | 'bzip2' | 'xz';

/**
 * Bytes the interpretation wants to have read or decompressed. Interpreting is synchronous, reading is not: what is
 * wanted is collected, read, and the program interpreted once more with the answers (children.ts).
 */
export interface NestedRequest {
  /** Same in every round. */
  readonly key: string;
  readonly does: Dialect | Compression;
  readonly payload: Bytes;
}

/** One stream inside the bytes. */
export interface ChildStream {
  readonly traces: readonly Trace[];
  readonly source: ByteSource;
}

export type Answer =
  | { readonly kind: 'streams'; readonly streams: readonly ChildStream[] }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Could not be read: too large, too deep, not that format. */
  | { readonly kind: 'refused'; readonly why: string };

/** Answers to earlier requests, undefined for new ones. */
export interface ChildReader {
  /** Prefix of this program's keys. */
  readonly prefix: string;
  readonly depth: number;
  answer(key: string): Answer | undefined;
  /** The reader for a stream below this program. */
  below(key: string): ChildReader;
}

export const NO_CHILDREN: ChildReader = {
  prefix: '',
  depth: 0,
  answer: () => ({ kind: 'refused', why: 'nested bytes are not read here' }),
  below: () => NO_CHILDREN,
};
