import type { Fact, OddityFact } from '../facts.ts';
import { compareSets } from './folder/sets.ts';
import { compareTemplates } from './folder/templates.ts';
import { checkActs, checkCode } from './folder/code.ts';
import { checkIndexes } from './folder/indexes.ts';
import { checkOrigin } from './folder/origin.ts';
import { checkWeightFiles } from './folder/weight-files.ts';
import type { Folder, FolderFile } from './folder/types.ts';

export type { Folder, FolderFile };

const KEPT: ReadonlySet<Fact['kind']> = new Set<Fact['kind']>([
  'tensor',
  'template',
  'setting',
  'shard-index',
  'weight-files',
  'executable',
  'python',
]);

/** The facts of a file that serve to compare it with others. */
export function folderFile(path: string, format: string | null, size: number, facts: readonly Fact[]): FolderFile {
  return { path, format, size, facts: facts.filter(({ kind }) => KEPT.has(kind)) };
}

/** What the files of a folder say about each other: a pure function from their facts to facts of the folder. */
export function folderFacts(folder: Folder): OddityFact[] {
  return [checkIndexes, checkWeightFiles, compareSets, compareTemplates, checkCode, checkActs, checkOrigin].flatMap(
    (check) => check(folder),
  );
}
