import { expect, test } from 'vitest';
import { highlighted } from './highlight.ts';

const shown = (source: string): string[] =>
  highlighted(source).map((line) => line.map(({ kind, text }) => `${kind}:${text}`).join('|'));

test('text, code, words, strings and comments', () => {
  expect(shown('a{%- for m in x %}\n{{ \'%}\' + "b" }}{# c\nd #}e')).toEqual([
    'text:a|code:{%- |word:for|code: m |word:in|code: x %}',
    'code:{{ |string:\'%}\'|code: + |string:"b"|code: }}|comment:{# c',
    'comment:d #}|text:e',
  ]);
});

test('nothing is lost of what is broken', () => {
  for (const source of ["{{ 'a", '{%', '{#', '{{ x %}', 'a\n\n{', '{{ }'])
    expect(
      highlighted(source)
        .map((line) => line.map(({ text }) => text).join(''))
        .join('\n'),
    ).toBe(source);
});
