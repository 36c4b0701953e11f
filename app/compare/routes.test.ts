import { expect, test } from 'vitest';
import { SMALL } from '../../workers/report/exports/report.fixture.ts';
import type { Document } from '../engine/document.ts';
import { routeOfClaim, routeOfFile, routeOfFolders, routeOfTwo } from './routes.ts';

const open = (seq: number, name: string, drop = seq): Document => ({
  seq,
  drop,
  name,
  file: new File([], name),
  size: 0,
  passwords: [],
  state: { phase: 'waiting' },
});

test('with the only other file, or to the choice; what was opened first is before', () => {
  const [a, b, c] = [open(1, 'a'), open(2, 'b'), open(3, 'c')];
  expect(routeOfFile([a], 1)).toEqual({ view: 'compare', left: 'f1' });
  expect(routeOfFile([a, b], 1)).toEqual({ view: 'compare', left: 'f1', right: 'f2' });
  expect(routeOfFile([a, b, c], 2)).toEqual({ view: 'compare', left: 'f2' });
  expect(routeOfTwo(3, 1)).toEqual({ view: 'compare', left: 'f1', right: 'f3' });
});

test('two folders with each other', () => {
  const both = [open(1, 'v1/a', 1), open(2, 'v2/a', 1)];
  expect(routeOfFolders(both)).toEqual({ view: 'compare', left: 'd1', right: 'd2' });
  expect(routeOfFolders([open(1, 'v1/a')])).toEqual({ view: 'compare', left: 'd1' });
});

test('a shared report is before, the own copy after', () => {
  const { left } = routeOfClaim(SMALL, []);
  expect(left).toMatch(/^c\d+$/);
  expect(routeOfClaim(SMALL, [open(4, 'a')])).toEqual({ view: 'compare', left, right: 'f4' });
});
