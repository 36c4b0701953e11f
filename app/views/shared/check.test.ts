import { describe, expect, it } from 'vitest';
import { SMALL } from '../../../workers/report/exports/report.fixture.ts';
import type { Document, Hash } from '../../engine/document.ts';
import { check } from './check.ts';

const SHA = SMALL.file.sha256 ?? '';
const yours = (size: number, hash: Hash, report = SMALL): Document => ({
  seq: 1,
  name: 'mine.bin',
  passwords: [],
  file: new File([], 'mine.bin'),
  size,
  state: { phase: 'done', report, hash },
});

describe('checking a shared report', () => {
  it('is not done without a copy', () => {
    expect(check(SMALL, null).kind).toBe('unchecked');
  });

  it('says same only for the same hash, and whether the claims hold', () => {
    expect(check(SMALL, yours(200, { kind: 'done', sha256: SHA }))).toMatchObject({ kind: 'same', agrees: true });
    const forged = { ...SMALL, verdict: 'nothing-runs' as const, findings: [] };
    expect(check(forged, yours(200, { kind: 'done', sha256: SHA }))).toMatchObject({ kind: 'same', agrees: false });
    const shortened = {
      ...SMALL,
      findings: SMALL.findings.slice(0, 1),
      leftOut: { findings: 1, evidence: 0, contents: 0, names: true },
    };
    expect(check(shortened, yours(200, { kind: 'done', sha256: SHA }))).toMatchObject({ kind: 'same', agrees: true });
  });

  it('says other for another size at once, for another hash when it is there', () => {
    expect(check(SMALL, yours(201, { kind: 'none' })).kind).toBe('other');
    expect(check(SMALL, yours(200, { kind: 'none' })).kind).toBe('checking');
    expect(check(SMALL, yours(200, { kind: 'done', sha256: '0'.repeat(64) })).kind).toBe('other');
  });

  it('cannot say without a hash in the report', () => {
    const bare = { ...SMALL, file: { ...SMALL.file, sha256: null } };
    expect(check(bare, yours(200, { kind: 'done', sha256: SHA })).kind).toBe('no-hash');
  });

  it('says so when the copy could not be read', () => {
    expect(check(SMALL, { ...yours(200, { kind: 'none' }), state: { phase: 'stopped' } }).kind).toBe('failed');
  });
});
