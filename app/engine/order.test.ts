import { expect, it } from 'vitest';
import type { Document, State } from './document.ts';
import { nextOf } from './order.ts';

const document = (name: string, size: number, phase: 'waiting' | 'stopped' = 'waiting'): Document => {
  const state: State = { phase };
  return { seq: size, name, file: new File([], name), size, passwords: [], state };
};

it('takes what usually holds programs first, then small before large, and only what waits', () => {
  const files = [
    document('config.json', 3),
    document('model.safetensors', 9),
    document('b.PT', 8),
    document('rng.pth', 7),
    document('a.pkl', 1, 'stopped'),
  ];
  expect(nextOf(files)?.name).toBe('rng.pth');
  expect(nextOf(files.slice(0, 2))?.name).toBe('config.json');
  expect(nextOf([])).toBeNull();
});
