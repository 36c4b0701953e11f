import { expect, test } from 'vitest';
import { diffLines } from './diff.ts';

const shown = (a: string, b: string): string =>
  diffLines(a, b)
    .map(({ kind, text }) => `${{ same: ' ', removed: '-', added: '+' }[kind]}${text}`)
    .join('\n');

test('lines that went and came, in their places', () => {
  expect(shown('a\nb\nc\nd', 'a\nx\nc\nd\ne')).toBe(' a\n-b\n+x\n c\n d\n+e');
  expect(shown('same', 'same')).toBe(' same');
  expect(shown('a\na\nb', 'a\nb')).toBe(' a\n-a\n b');
});

test('very long texts cost no more than they may', () => {
  const [a, b] = ['a', 'b'].map((letter) =>
    Array.from({ length: 20_000 }, (_, i) => `${letter}${i.toString()}`).join('\n'),
  );
  const start = performance.now();
  expect(diffLines(a ?? '', b ?? '')).toHaveLength(40_000);
  expect(performance.now() - start).toBeLessThan(2_000);
});
