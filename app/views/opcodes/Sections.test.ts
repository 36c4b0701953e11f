import { expect, test } from 'vitest';
import { sectionAt } from './Sections.tsx';

const section = (from: number, to: number, name: string) => ({ from, to, name, label: name });

test('a step is in the section around it, or in none', () => {
  const sections = [section(2, 5, 'a'), section(5, 9, 'b'), section(12, 13, 'c')];
  const at = (step: number): string | null => sectionAt(sections, step)?.name ?? null;
  expect([0, 2, 4, 5, 8, 9, 11, 12, 13].map(at)).toEqual([null, 'a', 'a', 'b', 'b', null, null, 'c', null]);
  expect(sectionAt([], 3)).toBeNull();
});
