import type { Interpretation } from './interpret.ts';
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
  /** Bytes as they stand in the program, whose place is asked for when it holds a pickle. */
  readonly find?: Uint8Array;
}

export type Answer =
  /** The pickles in the bytes, one interpretation per stream and engine; none when they hold no program. */
  | { readonly kind: 'programs'; readonly programs: readonly Interpretation[]; readonly at?: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Could not be read: too large, too deep, not that format. */
  | { readonly kind: 'refused'; readonly why: string };

/** Answers to earlier requests, undefined for new ones. */
export type Answers = (key: string) => Answer | undefined;

export const NO_ANSWERS: Answers = () => ({ kind: 'refused', why: 'nested bytes are not read here' });
