import { expect, it } from 'vitest';
import { SMALL } from '../../../workers/report/exports/report.fixture.ts';
import type { Verdict } from '../../../workers/report/schema.ts';
import type { Document, State } from '../../engine/document.ts';
import { commonFolder, progress, shown, tally } from './list.ts';

let seq = 0;
const file = (name: string, size: number, state: State): Document => {
  seq += 1;
  return { seq, name, file: new File([], name), size, passwords: [], state };
};
const done = (verdict: Verdict, hashed: boolean): State => ({
  phase: 'done',
  report: { ...SMALL, verdict },
  hash: hashed ? { kind: 'done', sha256: '' } : { kind: 'running', done: 1, total: 9 },
});

const FILES = [
  file('m/b10.json', 5, done('nothing-runs', true)),
  file('m/b9.json', 2, done('nothing-runs', false)),
  file('m/Evil.pt', 1, done('runs-code', true)),
  file('m/wait.bin', 7, { phase: 'waiting' }),
];
const names = (documents: readonly Document[]): string[] => documents.map(({ name }) => name.slice(2));

it('sorts by verdict, name or size, and numbers in names as numbers', () => {
  const all = { text: '', mark: null };
  expect(names(shown(FILES, 'verdict', all))).toEqual(['Evil.pt', 'wait.bin', 'b9.json', 'b10.json']);
  expect(names(shown(FILES, 'name', all))).toEqual(['b9.json', 'b10.json', 'Evil.pt', 'wait.bin']);
  expect(names(shown(FILES, 'size', all))).toEqual(['wait.bin', 'b10.json', 'b9.json', 'Evil.pt']);
});

it('filters by text in any case, and by mark', () => {
  expect(names(shown(FILES, 'name', { text: 'EVIL', mark: null }))).toEqual(['Evil.pt']);
  expect(names(shown(FILES, 'name', { text: '', mark: 'ok' }))).toEqual(['b9.json', 'b10.json']);
  expect(shown(FILES, 'name', { text: 'evil', mark: 'ok' })).toEqual([]);
});

it('counts marks worst first, and bytes', () => {
  expect(tally(FILES)).toEqual([
    { mark: 'critical', count: 1 },
    { mark: 'unknown', count: 1 },
    { mark: 'ok', count: 2 },
  ]);
  expect(progress(FILES)).toEqual({ size: 15, read: 8, hashed: 7 });
});

it('knows the folder all are in', () => {
  expect(commonFolder(FILES)).toBe('m/');
  expect(commonFolder([...FILES, file('other/x', 1, { phase: 'waiting' })])).toBe('');
  expect(commonFolder([file('x', 1, { phase: 'waiting' })])).toBe('');
});
