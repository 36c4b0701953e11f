import { expect, test } from 'vitest';
import { namesOf } from './names.ts';

test.each<[string, string[], string[], string[]]>([
  ['{{ bos_token + messages[0].content }}', ['bos_token', 'messages'], [], []],
  ['{% for m in messages if m.role is not none %}{{ m.content | trim }}{% endfor %}', ['messages'], [], ['trim']],
  ["{% set x = strftime_now('%d') %}{{ x }}{{ raise_exception('no') }}", [], ['strftime_now', 'raise_exception'], []],
  ['{% macro f(a, b=c) %}{{ a }}{% endmacro %}{{ f(tools, b=1) }}{{ range(3) }}', ['c', 'tools'], [], []],
  ['{% set ns = namespace(n=0) %}{% set ns.n = count %}{{ ns.n }}', ['count'], [], []],
  ['{{ cycler.__init__.__globals__ }}{{ lipsum() }}', ['cycler'], ['lipsum'], []],
  ['{# {{ a }} #}b{% raw %}{{ c }}{% endraw %}{% filter upper %}{{ d }}{% endfilter %}', ['d'], [], ['upper']],
])('%s', (template, reads, calls, filters) => {
  expect(namesOf(template)).toEqual({ reads, calls, filters });
});
