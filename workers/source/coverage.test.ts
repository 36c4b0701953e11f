import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Claims } from './coverage.ts';
import { foldSegments } from './fold.ts';
import type { ByteKind, Segment } from '../report/schema.ts';

const KINDS: readonly ByteKind[] = ['program', 'weights', 'text', 'structure', 'padding', 'compressed'];

test('first claim stays, the overlap is returned', () => {
  const claims = new Claims(100);
  expect(claims.claim({ offset: 0, length: 60 }, 'program', 'one', 1)).toEqual([]);
  expect(claims.claim({ offset: 50, length: 30 }, 'weights', 'two', 2)).toEqual([{ offset: 50, length: 10 }]);
  expect(claims.segments(0).map(({ kind, offset, length }) => [kind, offset, length])).toEqual([
    ['program', 0, 60],
    ['weights', 60, 20],
    ['unclaimed', 80, 20],
  ]);
  expect(claims.accounted).toBe(80);
});

test('claims outside the source count for nothing', () => {
  const claims = new Claims(10);
  claims.claim({ offset: -5, length: 7 }, 'text', 'a', 0);
  claims.claim({ offset: 8, length: 100 }, 'text', 'b', 0);
  claims.claim({ offset: 50, length: 5 }, 'text', 'c', 0);
  expect(claims.gaps()).toEqual([{ offset: 2, length: 6 }]);
});

test('segments and their folded form are gapless over the source, whatever is claimed', () => {
  const claim = fc.tuple(fc.nat(1000), fc.nat(30), fc.constantFrom(...KINDS), fc.nat(5));
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 150 }), fc.integer({ min: 3, max: 40 }), (all, max) => {
      const claims = new Claims(900);
      for (const [offset, length, kind, artifact] of all) claims.claim({ offset, length }, kind, kind, artifact);
      const segments = claims.segments(0);
      expectGapless(segments, 900);
      const folded = foldSegments(segments, max);
      expectGapless(folded, 900);
      expect(folded.length).toBeLessThanOrEqual(max + 1);
      expect(folded.reduce((sum, { parts }) => sum + parts, 0)).toBe(segments.length);
    }),
  );
});

test('folding keeps programs and unexplained bytes apart while there is room', () => {
  const segments: Segment[] = [];
  for (let i = 0; i < 10_000; i += 1) {
    const kind: ByteKind = i === 5_000 ? 'program' : i % 2 === 0 ? 'structure' : 'weights';
    segments.push({ offset: i * 10, length: 10, kind, label: kind, artifact: i, parts: 1 });
  }
  const folded = foldSegments(segments, 200);
  expect(folded.length).toBeLessThanOrEqual(200);
  expect(folded.filter(({ kind }) => kind === 'program')).toEqual([segments[5_000]]);
});

function expectGapless(segments: readonly Segment[], size: number): void {
  let at = 0;
  for (const segment of segments) {
    expect(segment.offset).toBe(at);
    expect(segment.length).toBeGreaterThan(0);
    at += segment.length;
  }
  expect(at).toBe(size);
}
