import { expect, test } from 'vitest';
import { readMarshal } from './marshal.ts';
import { tellingNames } from './summary.ts';

/** `marshal.dumps(compile(…))` of `import os`, `def f(x=('a', 1)): return os.system('id')` and `f()`, by version of CPython. */
const BLOBS: Readonly<Record<string, string>> = {
  '2.7':
    'YwAAAAAAAAAAAgAAAEAAAABzIwAAAGQAAGQBAGwAAFoAAGQFAGQEAIQBAFoBAGUBAIMAAAFkAQBTKAYAAABp/////050AQAAAGFpAQAAAGMBAAAAAQAAAAIAAABDAAAAcw0AAAB0AABqAQBkAQCDAQBTKAIAAABOdAIAAABpZCgCAAAAdAIAAABvc3QGAAAAc3lzdGVtKAEAAAB0AQAAAHgoAAAAACgAAAAAcwQAAAB4LnB5dAEAAABmAgAAAHMCAAAAAAEoAgAAAFIAAAAAaQEAAAAoAgAAAFICAAAAUgUAAAAoAAAAACgAAAAAKAAAAABzBAAAAHgucHl0CAAAADxtb2R1bGU+AQAAAHMEAAAADAEMAg==',
  '3.6':
    '4wAAAAAAAAAAAAAAAAMAAABAAAAAcxwAAABkAGQBbABaAGQHZARkBYQBWgFlAYMAAQBkAVMAKQjpAAAAAE7aAWHpAQAAAGMBAAAAAAAAAAEAAAACAAAAQwAAAHMKAAAAdABqAWQBgwFTACkCTtoCaWQpAtoCb3PaBnN5c3RlbSkB2gF4qQByCAAAAPoEeC5wedoBZgIAAABzAgAAAAABcgoAAACpAnICAAAAcgMAAAApAXILAAAAKQJyBQAAAHIKAAAAcggAAAByCAAAAHIIAAAAcgkAAADaCDxtb2R1bGU+AQAAAHMEAAAACAEKAg==',
  '3.8':
    'YwAAAAAAAAAAAAAAAAAAAAADAAAAQAAAAHMcAAAAZABkAWwAWgBkBWQDZASEAVoBZQGDAAEAZAFTACkG6QAAAABOqQLaAWHpAQAAAGMBAAAAAAAAAAAAAAABAAAAAwAAAEMAAABzCgAAAHQAoAFkAaEBUwApAk7aAmlkKQLaAm9z2gZzeXN0ZW0pAdoBeKkAcggAAAD6BHgucHnaAWYCAAAAcwIAAAAAAXIKAAAAKQFyAQAAACkCcgUAAAByCgAAAHIIAAAAcggAAAByCAAAAHIJAAAA2gg8bW9kdWxlPgEAAABzBAAAAAgBCgI=',
  '3.10':
    'YwAAAAAAAAAAAAAAAAAAAAADAAAAQAAAAHMcAAAAZABkAWwAWgBkBWQDZASEAVoBZQGDAAEAZAFTACkG6QAAAABOqQLaAWHpAQAAAGMBAAAAAAAAAAAAAAABAAAAAwAAAEMAAABzCgAAAHQAoAFkAaEBUwApAk7aAmlkKQLaAm9z2gZzeXN0ZW0pAdoBeKkAcggAAAD6BHgucHnaAWYCAAAAcwIAAAAKAXIKAAAAKQFyAQAAACkCcgUAAAByCgAAAHIIAAAAcggAAAByCAAAAHIJAAAA2gg8bW9kdWxlPgEAAABzBgAAAAgACgEKAg==',
  '3.11':
    'YwAAAAAAAAAAAAAAAAIAAAAAAAAA8yoAAACXAGQAZAFsAFoAZARkA4QBWgECAGUBpgAAAKsAAAAAAAAAAAABAGQBUwApBekAAAAATqkC2gFh6QEAAABjAQAAAAAAAAAAAAAAAwAAAAMAAADzKgAAAJcAdAEAAAAAAAAAAAAAagEAAAAAAAAAAGQBpgEAAKsBAAAAAAAAAABTACkCTtoCaWQpAtoCb3PaBnN5c3RlbSkB2gF4cwEAAAAg+gR4LnB52gFmcgsAAAACAAAAcxAAAACAAN0JC4wZkDSJH4wf0AIY8wAAAAApAXICAAAAKQJyBwAAAHILAAAAqQByDAAAAHIKAAAA+gg8bW9kdWxlPnIOAAAAAQAAAHMxAAAA8AMBAQHYAAmACYAJgAnwAgEBGfAAAQEZ8AABARnwAAEBGeAAAYABgQOEA4ADgAOAA3IMAAAA',
  '3.13':
    'YwAAAAAAAAAAAAAAAAIAAAAAAAAA8yQAAACVAFMAUwFLAHIAUwNTAhoAagFyAVwBIgA1AAAAAAAAACAAZwEpBOkAAAAATmMBAAAAAAAAAAAAAAADAAAAAwAAAPMuAAAAlQBbAAAAAAAAAAAAUgIAAAAAAAAAAAAAAAAAAAAAAAAiAFMBNQEAAAAAAAAkACkCTtoCaWQpAtoCb3PaBnN5c3RlbSkB2gF4cwEAAAAg2gR4LnB52gFmcggAAAACAAAAcxAAAACAANwJC48ZihmQNIsf0AIY8wAAAAApASkC2gFh6QEAAAApAnIEAAAAcggAAACpAHIJAAAAcgcAAADaCDxtb2R1bGU+cg0AAAABAAAAcxIAAADwAwEBAdsACfQCAQEZ4QABhQNyCQAAAA==',
};

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

test.each(Object.entries(BLOBS))('Python %s: names and texts of a module and its function', (_version, blob) => {
  const summary = readMarshal(bytesOf(blob));
  expect(summary?.name).toBe('<module>');
  expect(summary?.names).toEqual(expect.arrayContaining(['os', 'f', 'system']));
  expect(summary?.texts).toContain('id');
  expect(summary?.complete).toBe(true);
  expect(summary === null ? [] : tellingNames(summary)).toEqual(expect.arrayContaining(['os', 'system']));
});

test('what is cut short, or no code, is not made up', () => {
  const whole = bytesOf(BLOBS['3.11'] ?? '');
  for (let length = 0; length < whole.length; length++) expect(readMarshal(whole.subarray(0, length))).toBeNull();
  expect(readMarshal(new TextEncoder().encode('{z\u0001ai\u0001\u0000\u0000\u00000'))).toBeNull();
  expect(readMarshal(new Uint8Array())).toBeNull();
});

test('bytes made to be slow cost nothing', () => {
  const start = performance.now();
  // Lists in lists, a hundred thousand deep; a list that holds itself; a count of two thousand million.
  const nested = Uint8Array.from({ length: 500_000 }, (_, i) => [0x5b, 1, 0, 0, 0][i % 5] ?? 0);
  expect(readMarshal(nested)).toBeNull();
  expect(readMarshal(Uint8Array.from([0xdb, 1, 0, 0, 0, 0x72, 0, 0, 0, 0]))).toBeNull();
  expect(readMarshal(Uint8Array.from([0x28, 0xff, 0xff, 0xff, 0x7f]))).toBeNull();
  expect(readMarshal(new Uint8Array(1_000_000).fill(0x7b))).toBeNull();
  expect(performance.now() - start).toBeLessThan(2000);
});

test('random bytes never throw', () => {
  let state = 7;
  for (let round = 0; round < 3000; round++) {
    const bytes = bytesOf(BLOBS['3.13'] ?? '');
    for (let i = 0; i < 4; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      bytes[state % bytes.length] = state >>> 24;
    }
    expect(() => readMarshal(bytes)).not.toThrow();
  }
});
