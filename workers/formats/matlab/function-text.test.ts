import { expect, test } from 'vitest';
import { isFunction, reachesOutside } from './function-text.ts';

test.each([
  "@(x)a*x.^2+b*x'+c",
  '@(x, y) [x; y](1, :)',
  "@() disp('a;b, ''c'', %')",
  '@(x) strcat("a;\\";", x)',
  "@(s) {s.a, s.b'}",
  '@(x) x + ...\n 1',
  '@(x) x; ',
  "@() 'a;b'",
  "@(x) @(y) 'a;b'",
  "@(x) [x 'a;b'; x' 'c']",
  "@(x) f(x, 'a;b') '",
])('%s is one function', (text) => {
  expect(isFunction(text)).toBe(true);
});

test.each([
  '',
  'system("id")',
  "@(x) x; system('id')",
  "@(x) x, system('id')",
  "@(x) x\nsystem('id')",
  "@(x) x % a\nsystem('id')",
  "@(x) x'; system('id')",
  '@(x) (x',
  "@(x) x '; system(1) '",
  "@(x) (x) '; system(1) '",
  '@sin',
])('%s is not', (text) => {
  expect(isFunction(text)).toBe(false);
});

test('what reaches outside', () => {
  expect(["@() system('id')", '@(x) py.os.system(x)', '@(x)eval (x)'].map(reachesOutside)).toEqual([true, true, true]);
  expect(['@(x) my.system(x)', '@(x) evaluate(x)', '@(s) s.eval(1)'].map(reachesOutside)).toEqual([
    false,
    false,
    false,
  ]);
});
