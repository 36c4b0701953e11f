import { expect, test } from 'vitest';
import type { Draft } from '../rules/rule.ts';
import { foldAlike } from './fold.ts';
import { plain } from './prose.ts';
import type { Severity } from './schema.ts';

const drafts = (count: number, severity: Severity, rule = 'a.b'): Draft[] =>
  Array.from({ length: count }, (_, offset) => ({
    rule,
    severity,
    title: [],
    where: [],
    snippet: [],
    place: { path: ['x'], offset, length: 1, file: null },
    what: ['Something.'],
    certainty: { word: 'Certain', reason: [] },
    count: 2,
    evidence: { kind: 'place' },
  }));

test('many alike notes become a few, and none is lost in the count', () => {
  const folded = foldAlike(drafts(100, 'note'));
  expect(folded).toHaveLength(12);
  expect(folded.reduce((sum, { count }) => sum + count, 0)).toBe(200);
  expect(plain(folded.at(-1)?.what ?? [])).toBe('Something. 88 more of this kind are not listed one by one.');
});

test('what runs code is told one by one', () => {
  expect(foldAlike(drafts(100, 'critical'))).toHaveLength(100);
});

test('other rules and severities are counted apart', () => {
  expect(foldAlike([...drafts(10, 'note'), ...drafts(10, 'low'), ...drafts(10, 'note', 'c.d')])).toHaveLength(30);
});
