import { expect, test } from 'vitest';
import type { Draft } from '../rules/rule.ts';
import { plain } from './prose.ts';
import type { Coverage, Problem, Severity } from './schema.ts';
import { statusOf, summaryOf, verdictOf } from './verdict.ts';

const coverage = (accounted: number): Coverage => ({ size: 100, accounted, read: 100, segments: [] });
const place = { path: ['x'], offset: 0, length: 1, file: null };
const problem: Problem = { kind: 'unclaimed', place, what: ['?'] };
const draft = (severity: Severity): Draft => ({
  rule: 'problem.limit',
  severity,
  title: ['t'],
  where: [],
  snippet: [],
  place,
  what: ['w'],
  certainty: { word: 'Certain', reason: [] },
  count: 1,
  evidence: { kind: 'place' },
});

test('nothing-runs needs a file that was read in full', () => {
  expect(statusOf([], coverage(100))).toBe('complete');
  expect(statusOf([problem], coverage(100))).toBe('partial');
  expect(statusOf([], coverage(99))).toBe('partial');
  expect(statusOf([problem], coverage(0))).toBe('failed');
  expect(verdictOf([draft('low')], 'complete')).toBe('nothing-runs');
  expect(verdictOf([draft('low')], 'partial')).toBe('not-known');
  expect(verdictOf([], 'failed')).toBe('not-known');
});

test('the worst finding decides, whatever was not read', () => {
  for (const status of ['complete', 'partial', 'failed'] as const) {
    expect(verdictOf([draft('note'), draft('critical')], status)).toBe('runs-code');
    expect(verdictOf([draft('high')], status)).toBe('can-run-code');
    expect(verdictOf([draft('medium')], status)).toBe('review');
  }
});

test('a part that was not read is in the headline', () => {
  const base = { drafts: [], loaders: [], facts: [], formatName: 'Pickle', format: 'pickle', coverage: coverage(62) };
  expect(plain(summaryOf({ ...base, verdict: 'not-known', status: 'partial' }).headline)).toBe(
    'Nothing runs in the 62 % that could be read.',
  );
  expect(plain(summaryOf({ ...base, verdict: 'nothing-runs', status: 'complete' }).headline)).toBe(
    'Nothing in this file runs when you load it.',
  );
  expect(plain(summaryOf({ ...base, format: null, verdict: 'not-known', status: 'failed' }).headline)).toBe(
    'Not a format Vitrine knows.',
  );
});

test('the detail does not repeat the finding that is told below', () => {
  const base = {
    loaders: [],
    facts: [],
    formatName: 'Pickle',
    format: 'pickle',
    coverage: coverage(100),
    status: 'complete',
  } as const;
  const detail = (...drafts: Draft[]): string => plain(summaryOf({ ...base, verdict: 'review', drafts }).detail);
  expect(detail(draft('medium'))).toBe('t. 1 finding, medium.');
  expect(detail(draft('medium'), draft('medium'), draft('note'))).toBe('t. 3 findings: 2 medium, 1 note.');
});

test('what a clean file holds, and what cannot be told', () => {
  const tensor = { kind: 'metadata', at: place, key: 'k', type: 'string', value: [] } as const;
  const base = {
    loaders: [],
    formatName: 'GGUF model',
    format: 'gguf',
    coverage: coverage(100),
    status: 'complete',
    drafts: [],
  } as const;
  expect(plain(summaryOf({ ...base, verdict: 'nothing-runs', facts: [tensor] }).detail)).toBe(
    'GGUF model: it holds 1 value about itself. Vitrine cannot judge the model’s answers.',
  );
});
