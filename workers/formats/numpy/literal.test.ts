import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Literal, parseLiteral } from './literal.ts';
import { NotLiteral } from './literal-tokens.ts';

/** As Python writes it. */
function repr(value: Literal): string {
  switch (value.kind) {
    case 'str':
      return JSON.stringify(value.text);
    case 'bytes':
      return `b${JSON.stringify(value.text)}`;
    case 'int':
      return value.value.toString();
    case 'float':
      return value.text;
    case 'true':
      return 'True';
    case 'false':
      return 'False';
    case 'none':
      return 'None';
    case 'tuple':
      return `(${value.items.map(repr).join(', ')}${value.items.length === 1 ? ',' : ''})`;
    case 'list':
      return `[${value.items.map(repr).join(', ')}]`;
    case 'set':
      return `{${value.items.map(repr).join(', ')}}`;
    case 'dict':
      return `{${value.entries.map(([key, item]) => `${repr(key)}: ${repr(item)}`).join(', ')}}`;
  }
}

describe('Python literals', () => {
  test.each([
    [
      `{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }   \n`,
      '{"descr": "<f8", "fortran_order": False, "shape": (2, 3)}',
    ],
    [`('a' "b" 'c',)`, '("abc",)'],
    [`(1)`, '1'],
    [`((1,),)`, '((1,),)'],
    ['1, 2', '(1, 2)'],
    ['()', '()'],
    ['[]', '[]'],
    ['{}', '{}'],
    ['{1, 2}', '{1, 2}'],
    ['-0x1F', '-31'],
    ['--3', '3'],
    ['1_000', '1000'],
    ['0b101', '5'],
    ['12L', '12'],
    ['1e3', '1e3'],
    ['# note\n[1, # one\n 2]', '[1, 2]'],
    [String.raw`'\x41\101\u0042\n\q'`, '"AAB\\n\\\\q"'],
    [`r'\\x'`, '"\\\\x"'],
    [`b'\\x41'`, 'b"A"'],
    [`'''a'b\n'''`, '"a\'b\\n"'],
    ['[None, True]', '[None, True]'],
  ])('%j', (text, expected) => {
    expect(repr(parseLiteral(text))).toBe(expected);
  });

  test.each([
    ['', 0, false],
    ['   ', 3, false],
    ['[1', 0, false],
    ['[1)', 2, false],
    ['1 2', 2, false],
    ['[1 2]', 3, false],
    ['[,]', 1, false],
    ['{1: 2, 3}', 8, false],
    ['{1: }', 4, false],
    ['{1:: 2}', 3, false],
    ["'abc", 0, false],
    ["'a\nb'", 2, false],
    ["f'x'", 0, true],
    ["os.system('x')", 0, true],
    ["__import__('os')", 0, true],
    ['[x for x in y]', 1, true],
    ['(1)(2)', 3, true],
    ['1 + 2', 2, true],
    ["-'a'", 1, false],
    ['012', 0, false],
    ["'\\x4'", 1, false],
    ['[[[[', 3, false],
    ['\0', 0, false],
    ['a.b', 0, true],
    ['1;2', 1, false],
    ['('.repeat(100), 64, false],
    ['9'.repeat(200), 0, false],
  ])('%j is none: byte %i', (text, at, isCode) => {
    let failure: unknown = null;
    try {
      parseLiteral(text);
    } catch (cause) {
      failure = cause;
    }
    expect(failure).toBeInstanceOf(NotLiteral);
    if (failure instanceof NotLiteral) expect([failure.at, failure.isCode]).toEqual([at, isCode]);
  });

  test('any text ends in a value or in NotLiteral', () => {
    const pieces = fc.array(fc.constantFrom(...Array.from(`()[]{},:'"-+ 0aTrueNone.\\#\n`)), { maxLength: 40 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((list) => list.join('')),
        ),
        (text) => {
          try {
            parseLiteral(text);
          } catch (cause) {
            expect(cause).toBeInstanceOf(NotLiteral);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
