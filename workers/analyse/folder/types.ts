import type { Fact } from '../../facts.ts';

/** One file of a folder: what its readers stated that other files have to agree with. Plain data, so that it may cross threads. */
export interface FolderFile {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  readonly format: string | null;
  readonly size: number;
  readonly facts: readonly Fact[];
}

export interface Folder {
  /** As it is called, with the folders above it as far as they are known. */
  readonly path: string;
  readonly files: readonly FolderFile[];
}
