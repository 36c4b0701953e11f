import { expect, test } from 'vitest';
import { Looks } from './looks.ts';

test('long work waits for looks that came while it was at it', async () => {
  const looks = new Looks();
  const done: string[] = [];
  const spin = performance.now() + 20;
  while (performance.now() < spin);
  // Comes in as messages do: between turns of the event loop.
  setTimeout(() => {
    void looks.during(Promise.resolve().then(() => done.push('look')));
  }, 0);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await looks.giveWay();
  done.push('work');
  expect(done).toEqual(['look', 'work']);
});

test('a look that fails holds nothing up', async () => {
  const looks = new Looks();
  const spin = performance.now() + 20;
  while (performance.now() < spin);
  looks.during(Promise.reject(new Error('no such step'))).catch(() => undefined);
  await expect(looks.giveWay()).resolves.toBeUndefined();
});
