import { expect, test } from 'vitest';
import { isAbsent } from './builtin-methods.ts';

test('attributes of builtin types that no release has are absent, and nothing else is said to be', () => {
  expect(isAbsent('builtins', ['str', 'gormat'])).toBe(true);
  expect(isAbsent('builtins', ['dict', 'get', 'x'])).toBe(false);
  expect(isAbsent('builtins', ['str', 'format'])).toBe(false);
  expect(isAbsent('builtins', ['dict', 'iteritems'])).toBe(false);
  expect(isAbsent('builtins', ['str', '__class__'])).toBe(false);
  expect(isAbsent('builtins', ['object', 'anything'])).toBe(false);
  expect(isAbsent('os', ['str', 'gormat'])).toBe(false);
});
