import { describe, expect, it } from 'vitest';
import { folder } from '../../../workers/report/exports/report.fixture.ts';
import type { Report } from '../../../workers/report/schema.ts';
import type { Document, Hash } from '../../engine/document.ts';
import { checkFolder } from './check-folder.ts';

const claimed = folder(2);
const all = claimed.files ?? [];
const copy = (seq: number, report: Report, hash?: Hash): Document => ({
  seq,
  name: `renamed-${seq.toString()}`,
  passwords: [],
  file: new File([], 'x'),
  size: report.file.size,
  state: { phase: 'done', report, hash: hash ?? { kind: 'done', sha256: report.file.sha256 ?? '' } },
});
const copies = all.map((report, i) => copy(i + 1, report));

describe('checking a shared folder', () => {
  it('is not done without copies, and takes until all are hashed', () => {
    expect(checkFolder(claimed, [])).toEqual({ kind: 'unchecked' });
    const [first, ...others] = all;
    if (first === undefined) throw new Error('no file');
    const half = [copy(1, first, { kind: 'none' }), ...others.map((one, i) => copy(i + 2, one))];
    expect(checkFolder(claimed, half)).toEqual({ kind: 'checking', share: 0.75 });
  });

  it('matches files by their hash, whatever they are called', () => {
    expect(checkFolder(claimed, copies)).toMatchObject({ kind: 'folder', same: 4, differ: 0, more: 0 });
  });

  it('counts what is not there, what is more, and what measures otherwise', () => {
    const forged = {
      ...claimed,
      files: all.map((file, i) => (i === 0 ? { ...file, findings: [], verdict: 'nothing-runs' as const } : file)),
    };
    const other = copy(9, { ...all[0]!, file: { ...all[0]!.file, sha256: 'f'.repeat(64) } });
    const state = checkFolder(forged, [...copies.slice(0, 2), other]);
    expect(state).toMatchObject({ kind: 'folder', same: 2, differ: 1, more: 1, sameRules: true });
    if (state.kind === 'folder') expect(state.files.get(forged.files[3]!)).toEqual({ kind: 'gone' });
  });

  it('never calls a file the same that the report names no hash of', () => {
    const bare = { ...claimed, files: all.map((file) => ({ ...file, file: { ...file.file, sha256: null } })) };
    expect(checkFolder(bare, copies)).toMatchObject({ same: 0, more: 4 });
  });
});
