import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromColumns, toColumns } from './class-columns.ts';
import { CLASSES } from './classes.data.ts';

test('what most classes of a module begin with stands there once', () => {
  expect(toColumns('0<bert:BertLayer BertModel= Other\n4<x:One\n')).toBe(
    '0<bert\n4<x\n\nBert$$Layer $Model= Other\nOne',
  );
});

test('the table comes back as it was', () => {
  expect(fromColumns(toColumns(CLASSES))).toBe(CLASSES);
});

test('any lines come back', () => {
  const name = fc.stringMatching(/^[A-Z]{0,3}[a-z]{0,3}[A-Z_][a-z0-9]{0,2}[=!]?$/);
  const line = fc
    .tuple(fc.stringMatching(/^[0-9]<[a-z.]{1,6}$/), fc.array(name, { minLength: 1, maxLength: 6 }))
    .map(([module, classes]) => `${module}:${classes.join(' ')}\n`);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
      expect(fromColumns(toColumns(lines.join('')))).toBe(`\n${lines.join('')}`);
    }),
  );
});
