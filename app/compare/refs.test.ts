import { expect, test } from 'vitest';
import { formatRef, parseRef } from './refs.ts';

test('a side survives the way to the address and back; anything else is none', () => {
  for (const text of ['f1', 'd20', 'c3']) expect(formatRef(parseRef(text)!)).toBe(text);
  for (const text of [undefined, '', 'f', 'x1', 'f-1', 'f1x', 'f9999999999']) expect(parseRef(text)).toBeNull();
});
