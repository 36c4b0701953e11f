import { expect, test } from 'vitest';
import { FORMATS, type Format } from '../../../workers/identify/formats.ts';
import { INSIDE, NAMED, READ, said } from './formats.ts';

const formats = new Map<string, Format>(Object.entries(FORMATS));
const supports = (list: typeof READ): Set<string | undefined> =>
  new Set(list.flatMap(([, ...keys]) => keys.map((key) => formats.get(key)?.support)));

test('what the start page says is read is read', () => {
  expect([...supports([...READ, ...INSIDE])].sort()).toEqual(['read', 'text']);
});

test('and what is only named is said to be', () => {
  const named = [...formats]
    .filter(([key, { support }]) => support === 'named' && key !== 'unknown')
    .map(([key]) => key);
  expect(NAMED.flatMap(([, ...keys]) => keys).sort()).toEqual(named.sort());
  expect(said(INSIDE.slice(0, 3))).toBe('ZIP, TAR and 7z');
});
