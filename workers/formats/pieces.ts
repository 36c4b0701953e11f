import type { Scope } from '../analyse/scope.ts';

/** Bytes of the file, and what they belong to: a group of tensors, or nothing that is known. */
export interface Piece {
  readonly offset: number;
  readonly length: number;
  readonly label: string | null;
}

/** What was walked is structure, but for numbers of tensors and for fields the format does not have, which nobody understands. */
export function claimWalked(scope: Scope, pieces: readonly Piece[], end: number, label = 'graph'): void {
  const sorted = [...pieces].sort((a, b) => a.offset - b.offset);
  let at = 0;
  for (const one of sorted) {
    if (one.offset > at) scope.claim({ offset: at, length: one.offset - at }, 'structure', label);
    if (one.label !== null) scope.claim(one, 'weights', one.label);
    at = Math.max(at, one.offset + one.length);
  }
  if (end > at) scope.claim({ offset: at, length: end - at }, 'structure', label);
}
