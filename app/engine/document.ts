/** One opened file and how far its inspection is. Immutable: every step makes a new value. */
import type { EngineError, Progress } from '../../workers/protocol.ts';
import type { Report } from '../../workers/report/schema.ts';

export type Hash =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly sha256: string }
  | { readonly kind: 'failed'; readonly error: EngineError };

/** The hash a report came with: small files are hashed with it. */
export function hashIn({ file: { sha256 } }: Report): Hash {
  return sha256 === null ? { kind: 'none' } : { kind: 'done', sha256 };
}

export type State =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'reading'; readonly progress: Progress | null }
  | { readonly phase: 'done'; readonly report: Report; readonly hash: Hash }
  | { readonly phase: 'stopped' }
  | { readonly phase: 'failed'; readonly error: EngineError };

export interface Document {
  /** Open-sequence number: unique in this page's life, never a content hash. */
  readonly seq: number;
  /** The first sequence number of the files that came with it. */
  readonly drop?: number;
  /** As the user sees it: for a folder the relative path. Text from outside. */
  readonly name: string;
  readonly file: File;
  /** Bytes. Kept beside it, because a browser asks the file system again each time a File is asked. */
  readonly size: number;
  /** Typed in for what is locked in it; never part of a report. */
  readonly passwords: readonly string[];
  readonly state: State;
}

/** Files up to here are hashed without asking; more takes seconds and is a click away. */
export const HASH_UNASKED = 1e9;
/** The same while other files wait for their verdict. */
export const HASH_UNASKED_BUSY = 64e6;
