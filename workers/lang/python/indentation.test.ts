import { expect, test } from 'vitest';
import { Indentation } from './indentation.ts';
import { readModule } from './module.ts';

const at = (source: string) => new Indentation(source).standing(source.indexOf('HERE'));

test.each([
  ['def f():\n    with a as (b, c):\n        HERE()', 'f', ['f']],
  ['class A:\n\n    async def f(self):\n        def g():\n            HERE()', 'A.f', ['g', 'f']],
  ['def f(\n    a,\n):\n    x = y(\n        HERE(),\n    )', 'f', ['f']],
  ['def f():\n\tif a:\n# no\n\t\tHERE()', 'f', ['f']],
  ['if a:\n    HERE()', null, []],
  ['x = y(\n    HERE())', null, []],
  ['def f():\n    pass\nHERE()', null, []],
  ["x = ('''\ndef f():''',\n  HERE())", null, []],
  ["x = ('''\ndef f():''', '''a''',\n  HERE())", null, []],
  ["x = ('a\\\ndef f(): # ',\n  HERE())", null, []],
  ["x = ('a\\\ndef f():',\n  HERE())", null, []],
  ['def f(a=\n      HERE()):\n    pass', null, []],
  ['def f(a=")", b=(\n      HERE())):\n    pass', null, []],
  ['def f() -> (\n    HERE()\n):\n    pass', null, []],
  ['def f(a: {1: 2} = ":", # )\n      b=1) -> int: # no\n    HERE()', 'f', ['f']],
])('%j', (source, inside, functions) => {
  expect(at(source)).toEqual({ inside, functions, isMain: false });
});

test('what only runs as a script', () => {
  expect(at("if __name__ == '__main__':\n    HERE()").isMain).toBe(true);
  expect(at("def f():\n    if __name__ == '__main__':\n        HERE()").isMain).toBe(false);
});

/** The parser knows no tuple behind `as`, and leaves the function there. */
test('a function the parser falls out of still is one', () => {
  const source = 'import os\n\ndef f(a):\n    with b(a) as (c, d):\n        e = 1\n        os.system(a)\n';
  const whenOf = (text: string): string[] =>
    readModule(text).calls.flatMap(({ name, when }) => (name === 'os.system' ? [when] : []));
  expect(whenOf(source)).toEqual(['later']);
  expect(whenOf(`${source}\nf('x')\n`)).toEqual(['import']);
  expect(whenOf(source.replace('def f(a)', 'if a'))).toEqual(['import']);
});

test('many lines without end are not looked at again and again', () => {
  const source = `with a as (b, c):\n${'        x()\n'.repeat(20_000)}`;
  const begin = performance.now();
  readModule(source);
  expect(performance.now() - begin).toBeLessThan(5000);
});
