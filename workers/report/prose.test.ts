import { expect, test } from 'vitest';
import { data, plain, prose, visible } from './prose.ts';

test('characters that hide or turn text become escapes, others stay', () => {
  expect(visible('a\u202eb\u0007\n\t\r\u200b\ud800é中😀')).toBe('a\\u{202e}b\\u{7}\\n\\t\\r\\u{200b}\\u{d800}é中😀');
  expect(visible('\u{e0041}\ufe0f\u034f\u00a0')).toBe('\\u{e0041}\\u{fe0f}\\u{34f}\\u{a0}');
});

test('file text is cut, never inside a pair, and the cut is counted', () => {
  expect(data('abc', 3)).toEqual({ data: 'abc' });
  expect(data('ab😀c', 3)).toEqual({ data: 'ab', cut: 3 });
  expect(plain(prose`calls ${data('os.sys\u0000tem', 100)} ${1234} times`)).toBe('calls os.sys\\u{0}tem 1,234 times');
});

test('one of something is said so', () => {
  expect(plain(prose`${1} bytes stand behind`)).toBe('1 byte stands behind');
  expect(plain(prose`${1} more tensors are not listed`)).toBe('1 more tensor is not listed');
  expect(plain(prose`${1} of ${1} entries.`)).toBe('1 of 1 entry.');
  expect(plain(prose`${2} bytes are`)).toBe('2 bytes are');
  expect(plain(prose`${11} bytes, ${1} times, ${1} bytesize`)).toBe('11 bytes, 1 times, 1 bytesize');
});
