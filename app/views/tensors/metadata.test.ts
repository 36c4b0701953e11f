import { expect, test } from 'vitest';
import type { MetadataEntry, Template } from '../../../workers/report/schema.ts';
import { grouped, sized } from './metadata.ts';

const entry = (key: string, type = 'string', value = 'v', offset = 0): MetadataEntry => ({
  key: { data: key },
  type,
  value: [{ data: value }],
  place: { path: ['m'], offset, length: 1, file: null },
});

test('keys stand under their first part', () => {
  const entries = [
    entry('general.name'),
    entry('llama.rope.freq'),
    entry('general.license'),
    entry('format'),
    entry('.x'),
  ];
  const names = grouped({ entries, omitted: 0 }).map(({ name, rows }) => [name, rows.map(({ label }) => label)]);
  expect(names).toEqual([
    ['general', ['name', 'license']],
    ['llama', ['rope.freq']],
    ['', ['format', '.x']],
  ]);
});

test('arrays are counted, short ones are shown, templates are named', () => {
  expect(sized(entry('k', 'array of 128256 string', 'a, b'), [])).toBe('128,256 texts');
  expect(sized(entry('k', 'array of 9 f32'), [])).toBe('9 numbers');
  expect(sized(entry('k', 'array of 2 i32', '1, 2'), [])).toBeNull();
  expect(sized(entry('k', 'u64', '18446744073709551615'), [])).toBe('18,446,744,073,709,551,615');
  expect(sized(entry('k', 'f32', '0.5'), [])).toBeNull();
  const template: Template = {
    name: { data: 'default' }, holder: 'gguf', place: entry('k').place, source: { data: 'abc', cut: 2 }, reads: [], calls: [],
    filters: [], loads: false, beyond: [], steady: true, stop: null,
    preview: { conversation: [], output: { data: '' }, stop: null },
  }; // prettier-ignore
  expect(sized(entry('k'), [template])).toBe('Jinja, 5 characters');
  expect(sized(entry('k', 'string', 'v', 7), [template])).toBeNull();
});
