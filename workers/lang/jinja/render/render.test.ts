import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../../report/prose.ts';
import { render } from './render.ts';
import { dict, list, type Value } from './value.ts';

const message = (role: string, content: string): Value =>
  dict([
    ['role', role],
    ['content', content],
  ]);
const GIVEN = new Map<string, Value>([
  ['messages', list([message('system', 'Be careful.'), message('user', 'Hello?')])],
  ['add_generation_prompt', true],
  ['bos_token', '<bos>'],
]);
const shown = (template: string): string => {
  const { output, stop } = render(template, GIVEN);
  return stop === null ? output : `${output}[${stop.kind}: ${plain(stop.what)}]`;
};

describe('renders as Jinja does', () => {
  test.each([
    ['{{ 1 + 2 * 3 }} {{ 7 // 2 }} {{ -7 % 3 }} {{ 2 ** 3 }}', '7 3 2 8'],
    ["{{ 'a' if false else 'b' if true else 'c' }}", 'b'],
    ["{{ 'x' ~ 1 + 2 }}", '[mistake: not a number: x1.]'],
    ["{{ 'a' in 'cat' and 'z' not in ['y'] }}", 'True'],
    ['{% for i in range(3) %}{{ i }}{% if not loop.last %},{% endif %}{% endfor %}', '0,1,2'],
    [
      '{%- for m in messages %}\n  {%- if m.role == "user" %}U {{ m["content"] | trim }}{% endif %}\n{%- endfor %}',
      'U Hello?',
    ],
    ['a\n  {% if true %}\nb\n  {% endif %}\nc', 'a\nb\nc'],
    ['{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}', '3'],
    ['{% set x = 1 %}{% for i in [1] %}{% set x = 2 %}{% endfor %}{{ x }}', '1'],
    ['{% macro m(a, b="z") %}<{{ a }}{{ b }}>{% endmacro %}{{ m("y") }}{{ m(b=1, a=2) }}', '<yz><21>'],
    ["{{ messages | selectattr('role', 'equalto', 'user') | map(attribute='content') | join(',') }}", 'Hello?'],
    ["{{ messages[1:][0].content.split('l')[0] }} {{ 'abc'[::-1] }} {{ messages[-1]['role'] }}", 'He cba user'],
    ['{{ {"a": [1, none, true]} | tojson }} {{ ["x", false] }}', '{"a": [1, null, true]} [\'x\', False]'],
    [
      '{{ tools is defined }} {{ tools is not none }} {{ tools | default("d") }} {{ 4 is divisibleby 2 }}',
      'False True d True',
    ],
    ['{% set t %}in {{ 1 }}{% endset %}{{ t | upper }}{% raw %}{{ x }}{% endraw %}', 'IN 1{{ x }}'],
    [
      '{% for i in range(9) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}',
      '02',
    ],
    ['{% for a, b in {"k": 1}.items() %}{{ a }}={{ b }}{% else %}none{% endfor %}', 'k=1'],
    ["{{ strftime_now('%d %b %Y') }}", '01 Jan 2026'],
    ["{{ 'aXbX'.replace('X', '-') }}{{ 'ab'.replace('', '.') }}{{ 'aaa'.replace('a', 'b', 2) }}", 'a-b-.a.b.bba'],
  ])('%s', (template, output) => {
    expect(shown(template)).toBe(output);
  });
});

describe('what it does not reach', () => {
  test.each([
    ["{{ ''.__class__ }}", 'refused'],
    ["{{ ''['__class__'] }}", 'refused'],
    ["{{ '' | attr('__cl' ~ 'ass__') }}", 'refused'],
    ["{{ messages | map(attribute='__class__') | list }}", 'refused'],
    ['{{ cycler.next() }}', 'mistake'],
    ["{{ ''.constructor.constructor('return this')() }}", 'mistake'],
    ['{{ messages.constructor("x") }}', 'mistake'],
    ['{{ {}.toString() }}', 'mistake'],
    ['{{ globalThis.process }}', 'mistake'],
    ['{{ messages.append(1) }}', 'refused'],
    ["{% include 'x' %}", 'unknown'],
    ["{{ raise_exception('no system') }}", 'raised'],
  ])('%s', (template, kind) => {
    expect(render(template, GIVEN).stop?.kind).toBe(kind);
  });

  test.each(['constructor', 'prototype', 'hasOwnProperty', 'valueOf'])(
    'the filter and test “%s” do not exist',
    (name) => {
      expect(render(`{{ 1 | ${name} }}`, GIVEN).stop?.kind).toBe('unknown');
      expect(render(`{{ 1 is ${name} }}`, GIVEN).stop?.kind).toBe('unknown');
    },
  );
});

describe('stops at its caps, soon, and says so', () => {
  const doubling = (step: string): string =>
    `{% set ns = namespace(a='ab', l=[1]) %}{% for i in range(60) %}${step}{% endfor %}`;
  test.each([
    ['{% for i in range(100000000000) %}{% endfor %}'],
    [
      '{% for i in range(1000) %}{% for j in range(1000) %}{% for k in range(1000) %}{% endfor %}{% endfor %}{% endfor %}',
    ],
    [doubling('{% set ns.a = ns.a ~ ns.a %}')],
    [doubling('{% set ns.l = ns.l + ns.l %}')],
    [`${doubling('{% set ns.l = [ns.l, ns.l] %}')}{{ ns.l }}`],
    [`${doubling('{% set ns.l = [ns.l, ns.l] %}')}{{ ns.l == [1] or ns.l | tojson }}`],
    ["{{ 'a' * 10 ** 300 }}"],
    ["{{ 'a' * 10 ** 9 * 10 ** 9 }}"],
    ["{{ ('a' * 400000).replace('a', 'b' * 99999) }}"],
    ["{% set x = 'a' * 100000 %}{% for i in range(100000) %}{{ 'ab' in x }}{% endfor %}"],
    ["{{ 'x' | indent(10 ** 12) }}"],
    ["{% set x = '9' * 200000 %}{% for i in range(20000) %}{% if x | int %}{% endif %}{% endfor %}"],
    [
      "{% set x = 'a' * 200000 %}{% set l = namespace(v=[x]) %}{% for i in range(12) %}{% set l.v = l.v + l.v %}{% endfor %}{{ l.v | sort | length }}",
    ],
    [
      "{% set x = 'a' * 200000 %}{% for i in range(20000) %}{% if x is lower and x.find('aab') and x.split('ab') %}{% endif %}{% endfor %}",
    ],
    ['{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}'],
    ['{% macro m() %}{{ m() }}{{ m() }}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}'],
    [`{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`],
    [`{{ ${'-'.repeat(5000)}1 }}`],
    [`{{ 1${' + 1'.repeat(50_000)} }}`],
    [`{{ a${'.b'.repeat(50_000)} }}`],
    ['{% if true %}'.repeat(5000) + '{% endif %}'.repeat(5000)],
    [`{{ ${'[0,'.repeat(5000)}${']'.repeat(5000)} }}`],
  ])('%#', (template) => {
    const before = process.cpuUsage();
    expect(render(template, GIVEN).stop?.kind).toBe('limit');
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
  });
});

test('never throws, whatever it is given', () => {
  const pieces = fc.constantFrom(
    ...'{{ }} {% %} {%- -%} {# #} if else elif endif for endfor in range ( ) [ ] { } . , : | = + ~ * not is messages m 1 2 0 set ns namespace macro endmacro endset \'a\' "b" tojson join map list default loop.index items() and or -'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), fc.string(), (parts, tail) => {
      const { output } = render(parts.join(' ') + tail, GIVEN);
      expect(output.length).toBeLessThanOrEqual(500_000);
    }),
    { numRuns: 2000 },
  );
});
