import { expect, test } from 'vitest';
import { plain } from './prose.ts';
import { partName, whereAt } from './where.ts';

test('a part is called by its name, a file by its own', () => {
  expect(plain(partName(['model.pt']))).toBe('model.pt');
  expect(plain(partName(['model.pt', 'data.pkl']))).toBe('data.pkl');
  expect(plain(whereAt({ path: ['model.pt', 'data.pkl'], offset: 0x5f }))).toBe('data.pkl, byte 0x005f');
});

test('two parts of one name are told apart by what they lie in', () => {
  expect(plain(partName(['all.zip', 'a.pt', 'data.pkl']))).toBe('data.pkl in a.pt');
  expect(plain(partName(['all.zip', 'more.zip', 'b.pt', 'data.pkl']))).toBe('data.pkl in b.pt in more.zip');
});
