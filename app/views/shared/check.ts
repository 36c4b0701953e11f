/** What the receiver's own copy says about a shared report. Pure. */
import type { Document } from '../../engine/document.ts';
import type { Report } from '../../../workers/report/schema.ts';

export type Check =
  | { readonly kind: 'unchecked' }
  /** The copy is being read or hashed. */
  | { readonly kind: 'checking'; readonly share: number }
  /** With other rules a difference says nothing about the one who shared. */
  | { readonly kind: 'same'; readonly measured: Report; readonly agrees: boolean; readonly sameRules: boolean }
  | { readonly kind: 'other'; readonly size: number; readonly sha256: string | null; readonly measured: Report | null }
  /** The report names no hash. */
  | { readonly kind: 'no-hash'; readonly sameSize: boolean; readonly measured: Report }
  | { readonly kind: 'failed' };

export function check(claimed: Report, yours: Document | null): Check {
  if (yours === null) return { kind: 'unchecked' };
  const { state, size } = yours;
  const measured = state.phase === 'done' ? state.report : null;
  if (state.phase === 'failed' || state.phase === 'stopped') return { kind: 'failed' };
  if (size !== claimed.file.size) {
    const sha256 = state.phase === 'done' && state.hash.kind === 'done' ? state.hash.sha256 : null;
    return { kind: 'other', size, sha256, measured };
  }
  if (state.phase !== 'done' || measured === null) return { kind: 'checking', share: 0 };
  if (claimed.file.sha256 === null) return { kind: 'no-hash', sameSize: true, measured };
  if (state.hash.kind === 'failed') return { kind: 'failed' };
  if (state.hash.kind === 'running')
    return { kind: 'checking', share: state.hash.done / Math.max(1, state.hash.total) };
  if (state.hash.kind === 'none') return { kind: 'checking', share: 0 };
  if (state.hash.sha256 !== claimed.file.sha256) return { kind: 'other', size, sha256: state.hash.sha256, measured };
  return {
    kind: 'same',
    measured,
    agrees: saysTheSame(claimed, measured),
    sameRules: claimed.rules.hash === measured.rules.hash,
  };
}

/** Verdict, and each finding by its rule, severity and place; names may have been taken out. */
export function saysTheSame(claimed: Report, measured: Report): boolean {
  const measuredKeys = measured.findings.map(keyOf);
  const left = claimed.leftOut?.findings ?? 0;
  return (
    claimed.verdict === measured.verdict &&
    claimed.status === measured.status &&
    claimed.findings.length + left === measured.findings.length &&
    claimed.findings.every((finding) => measuredKeys.includes(keyOf(finding)))
  );
}

function keyOf({ rule, severity, place }: Report['findings'][number]): string {
  return [rule, severity, place.path.length, place.offset, place.length].join(' ');
}
