/** What the receiver's own copies say about a shared report on a folder. Files are matched by size and hash, whatever they are called. Pure. */
import type { Report } from '../../../workers/report/schema.ts';
import type { Document } from '../../engine/document.ts';
import { saysTheSame } from './check.ts';

export type FileCheck =
  | { readonly kind: 'same'; readonly seq: number; readonly agrees: boolean; readonly sameRules: boolean }
  /** None of the receiver's files is this one. */
  | { readonly kind: 'gone' }
  /** The report names no hash: it could be any file of that size. */
  | { readonly kind: 'no-hash' };

export interface FolderChecked {
  readonly kind: 'folder';
  readonly files: ReadonlyMap<Report, FileCheck>;
  readonly same: number;
  /** Of these, how many measure otherwise here, and whether by the same rules. */
  readonly differ: number;
  readonly sameRules: boolean;
  /** Files of the receiver that the report does not have. */
  readonly more: number;
}

export type FolderCheck =
  { readonly kind: 'unchecked' } | { readonly kind: 'checking'; readonly share: number } | FolderChecked;

export function checkFolder({ files = [] }: Report, yours: readonly Document[]): FolderCheck {
  if (yours.length === 0) return { kind: 'unchecked' };
  const busy = yours.filter(isBusy).length;
  if (busy > 0) return { kind: 'checking', share: 1 - busy / yours.length };
  const checks = new Map(files.map((file) => [file, checkFile(file, yours)] as const));
  const same = [...checks.values()].filter((one) => one.kind === 'same');
  const used = new Set(same.map(({ seq }) => seq));
  return {
    kind: 'folder',
    files: checks,
    same: same.length,
    differ: same.filter(({ agrees }) => !agrees).length,
    sameRules: same.every(({ sameRules }) => sameRules),
    more: yours.filter(({ seq }) => !used.has(seq)).length,
  };
}

/** Still to be read or hashed: a copy that failed is one that does not match. */
function isBusy({ state }: Document): boolean {
  if (state.phase === 'waiting' || state.phase === 'reading') return true;
  return state.phase === 'done' && (state.hash.kind === 'running' || state.hash.kind === 'none');
}

function checkFile(claimed: Report, yours: readonly Document[]): FileCheck {
  const { sha256, size } = claimed.file;
  if (sha256 === null) return { kind: 'no-hash' };
  for (const { seq, size: own, state } of yours) {
    if (own !== size || state.phase !== 'done' || state.hash.kind !== 'done' || state.hash.sha256 !== sha256) continue;
    const sameRules = claimed.rules.hash === state.report.rules.hash;
    return { kind: 'same', seq, agrees: saysTheSame(claimed, state.report), sameRules };
  }
  return { kind: 'gone' };
}
