import { expect, it } from 'vitest';
import { shortPath } from './short-path.ts';

it('shows commits short where they are folders', () => {
  const commit = 'a1b2c3d4e5'.repeat(4);
  expect(shortPath(`m/snapshots/${commit}/x.bin`)).toBe('m/snapshots/a1b2c3d…/x.bin');
  expect(shortPath(`${commit}/${commit}/${commit}`)).toBe(`a1b2c3d…/a1b2c3d…/${commit}`);
  expect(shortPath(`m/trees/${commit}.json`)).toBe(`m/trees/${commit}.json`);
});
