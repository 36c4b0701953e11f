import { expect, it } from 'vitest';
import { stateAt } from './engines.ts';

const engine = { id: 'python', name: 'Python', differs: 11, end: 20, failure: ['it stops'] };

it('runs, goes its own way, stops', () => {
  expect([5, 11, 19, 20].map((offset) => stateAt(engine, offset).kind)).toEqual([
    'runs',
    'differs',
    'differs',
    'stopped',
  ]);
  expect(stateAt(engine, 30)).toEqual({ word: 'stopped at', kind: 'stopped', at: 20 });
  expect(stateAt({ ...engine, failure: null, differs: null }, 30)).toEqual({ word: 'runs', kind: 'runs', at: null });
});
