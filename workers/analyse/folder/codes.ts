import type { Fact, OddityFact } from '../../facts.ts';
import type { Prose } from '../../report/prose.ts';
import type { Place } from '../../report/schema.ts';
import type { FolderFile } from './types.ts';

/** What files of one folder can disagree on; rules/folder says how it is to be taken. */
export type FolderCode =
  | 'shard-missing'
  | 'shard-tensor'
  | 'shard-twice'
  | 'shard-format'
  | 'shard-size'
  | 'weights-differ'
  | 'template-differs'
  | 'code-missing'
  | 'code-acts'
  | 'other-owner'
  | 'look-alike';

export function oddity(
  code: FolderCode,
  at: Place,
  subject: string | null,
  what: Prose,
  readings: OddityFact['readings'] = [],
): OddityFact {
  return { kind: 'oddity', format: 'folder', code, at, subject, what, readings };
}

export function factsOf<K extends Fact['kind']>({ facts }: FolderFile, kind: K): Extract<Fact, { kind: K }>[] {
  return facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
}

/** Folder part of a path, empty or with its slash. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
