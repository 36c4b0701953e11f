import { expect, test } from 'vitest';
import { said } from './prompt.ts';

test('what was said stands out', () => {
  expect(said('<u>Hi<a>Yes', ['Yes', 'Hi'])).toEqual([
    { text: '<u>', isSample: false },
    { text: 'Hi', isSample: true },
    { text: '<a>', isSample: false },
    { text: 'Yes', isSample: true },
  ]);
  expect(said('', ['x'])).toEqual([]);
  expect(said('abc', [''])).toEqual([{ text: 'abc', isSample: false }]);
});
