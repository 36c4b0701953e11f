import { QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { hasPages, keepPages, prefetchPages, type PageSource } from './pages.ts';

/** A table of 25 numbers in pages of ten, three of which fit into an answer. */
function table() {
  const load = vi.fn((first: number, count: number) =>
    Promise.resolve(Array.from({ length: count }, (_, i) => first + i)),
  );
  const cut = (whole: number[], first: number, count: number) => whole.slice(first, first + count);
  const source: PageSource<number[]> = { key: ['t'], pageSize: 10, size: 25, load, several: { most: 3, cut } };
  return { source, load, client: new QueryClient({ defaultOptions: { queries: { retry: false } } }) };
}
const page = (client: QueryClient, index: number) => client.getQueryData<number[]>(['t', index]);

test('pages that lie together are asked for once', async () => {
  const { source, load, client } = table();
  await prefetchPages(client, source, { first: 15, last: 40 });
  expect(load.mock.calls).toEqual([[10, 15]]);
  expect(page(client, 1)?.[0]).toBe(10);
  expect(page(client, 2)).toEqual([20, 21, 22, 23, 24]);
});

test('what is here, or on its way, is not asked for again', async () => {
  const { source, load, client } = table();
  const [one, two] = [
    { first: 3, last: 4 },
    { first: 3, last: 14 },
  ].map((window) => prefetchPages(client, source, window));
  await Promise.all([one, two]);
  expect(load.mock.calls).toEqual([
    [0, 10],
    [10, 10],
  ]);
  expect(prefetchPages(client, source, { first: 0, last: 20 })).toBeNull();
  expect(hasPages(client, source, { first: 0, last: 20 })).toBe(true);
  expect(hasPages(client, source, { first: 0, last: 21 })).toBe(false);
});

test('a page that does not come fails alone, and quietly', async () => {
  const { source, client } = table();
  const broken = { ...source, load: () => Promise.reject(new Error('gone')) };
  await expect(prefetchPages(client, broken, { first: 0, last: 20 })).resolves.toBeDefined();
  expect(hasPages(client, source, { first: 0, last: 1 })).toBe(false);
});

test('pages that came unasked are kept, and not those that are here', async () => {
  const { source, load, client } = table();
  await prefetchPages(client, source, { first: 10, last: 11 });
  const here = page(client, 1);
  await keepPages(
    client,
    source,
    1,
    2,
    Array.from({ length: 15 }, (_, i) => 10 + i),
  );
  expect(page(client, 1)).toBe(here);
  expect(page(client, 2)).toEqual([20, 21, 22, 23, 24]);
  expect(load).toHaveBeenCalledTimes(1);
});
