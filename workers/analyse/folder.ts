import type { Fact, OddityFact } from '../facts.ts';
import { compareSets } from './folder/sets.ts';
import { compareTemplates } from './folder/templates.ts';
import { checkActs, checkCode } from './folder/code.ts';
import { checkIndexes } from './folder/indexes.ts';
import { checkOrigin } from './folder/origin.ts';

/** One file of a folder: what its readers stated that other files have to agree with. Plain data, so that it may cross threads. */
export interface FolderFile {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  readonly format: string | null;
  readonly facts: readonly Fact[];
}

export interface Folder {
  /** As it is called, with the folders above it as far as they are known. */
  readonly path: string;
  readonly files: readonly FolderFile[];
}

const KEPT: ReadonlySet<Fact['kind']> = new Set<Fact['kind']>([
  'tensor',
  'template',
  'setting',
  'shard-index',
  'executable',
  'python',
]);

/** The facts of a file that serve to compare it with others. */
export function folderFile(path: string, format: string | null, facts: readonly Fact[]): FolderFile {
  return { path, format, facts: facts.filter(({ kind }) => KEPT.has(kind)) };
}

/** What the files of a folder say about each other: a pure function from their facts to facts of the folder. */
export function folderFacts(folder: Folder): OddityFact[] {
  return [checkIndexes, compareSets, compareTemplates, checkCode, checkActs, checkOrigin].flatMap((check) =>
    check(folder),
  );
}
