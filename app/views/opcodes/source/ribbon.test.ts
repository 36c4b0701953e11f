import { expect, it } from 'vitest';
import { ribbonPath } from './ribbon.ts';

it('joins both ranges, stays near the edges, and is nothing when both are out of view', () => {
  expect(ribbonPath(10, 32, 100, 124, 500)).toBe('M-1 10C15 10 15 100 31 100V124C15 124 15 32 -1 32Z');
  expect(ribbonPath(-9000, -8000, 100, 124, 500)).toContain('M-1 -40');
  expect(ribbonPath(-9000, -8000, 600, 624, 500)).toBeNull();
});
