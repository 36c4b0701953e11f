import { describe, expect, it } from 'vitest';
import { SMALL } from '../../workers/report/exports/report.fixture.ts';
import { plain } from '../../workers/report/prose.ts';
import type { Document, State } from '../engine/document.ts';
import { folderOf } from './folder-of.ts';

const file = (seq: number, state: State): Document => ({
  seq,
  name: `m/${seq.toString()}.pkl`,
  passwords: [],
  file: new File([], 'x'),
  size: 0,
  state,
});
const done: State = { phase: 'done', report: SMALL, hash: { kind: 'none' } };

describe('the open files as one report', () => {
  it('are their reports and what they say about each other', () => {
    const [own] = SMALL.findings;
    if (own === undefined) throw new Error('no finding');
    const report = folderOf([file(1, done), file(2, done)], { phase: 'done', findings: [own], numbers: [] }, null, 'm');
    expect(report).toMatchObject({ verdict: 'runs-code', file: { path: 'm', formatName: 'Folder of 2 files' } });
    expect(report?.files).toEqual([SMALL, SMALL]);
  });

  it('carry where their folder says it comes from', () => {
    const copies = [{ folder: 'm', repo: 'org/m', kind: 'model', revisions: [], named: 1, unnamed: 0 }] as const;
    const report = folderOf([file(1, done), file(2, done)], { phase: 'none' }, null, 'm', copies);
    expect(report?.metadata?.entries.map(({ key, value }) => [key.data, plain(value)])).toEqual([
      ['hub.model', 'org/m'],
      ['hub.names', expect.stringContaining('1 file kept')],
    ]);
  });

  it('are not one while any of them is read', () => {
    expect(folderOf([file(1, done), file(2, { phase: 'waiting' })], { phase: 'none' }, null, 'm')).toBeNull();
    expect(folderOf([file(1, done)], { phase: 'comparing' }, null, 'm')).toBeNull();
    expect(folderOf([file(1, { phase: 'stopped' })], { phase: 'none' }, null, 'm')).toBeNull();
  });

  it('say what was not read, so that nothing unread is called quiet', () => {
    const quiet: State = { ...done, report: { ...SMALL, verdict: 'nothing-runs', findings: [] } };
    const report = folderOf(
      [file(1, quiet), file(2, { phase: 'stopped' })],
      { phase: 'failed', error: { code: 'crashed', message: 'gone' } },
      { cut: true, unreadable: 1 },
      'm',
    );
    expect([report?.verdict, report?.status]).toEqual(['not-known', 'partial']);
    expect(report?.problems.map(({ what }) => plain(what))).toEqual([
      'm/2.pkl was not read: it was stopped.',
      'There were more files than are opened at once.',
      'The browser could not open 1 of them.',
      'The files could not be compared: gone.',
    ]);
  });
});
