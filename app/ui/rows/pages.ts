/** Pages of a table that stays in the worker, for the rows on screen. */
import { useLayoutEffect, useState } from 'react';
import { useQueries, useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { RowWindow } from './scroll.ts';

/** Pages stay this long after they left the screen. */
export const PAGE_GC_MS = 30_000;
/** While one drags the thumb across the list, pages are asked for at most this often. */
const JUMP_MS = 80;
/** No window on screen holds more; a bug elsewhere must not flood the worker. */
const MAX_PAGES = 16;

export interface PageSource<P> {
  /** Starts with `['doc', seq]`. The page number is appended. */
  readonly key: QueryKey;
  /** Items per page, and items altogether. */
  readonly pageSize: number;
  readonly size: number;
  /** Rejects with an Error that says why. */
  readonly load: (first: number, count: number) => Promise<P>;
  /** Where one answer can be as long as several pages: how many, and how it is cut into them (`first` counts from its own first item). */
  readonly several?: { readonly most: number; readonly cut: (whole: P, first: number, count: number) => P };
}

export interface Pages<P> {
  /** The page, when it is here. */
  readonly page: (index: number) => P | undefined;
  /** Why a page on screen did not come. */
  readonly failure: string | null;
}

/** Loads the pages that hold items [first, last). `jumpedAt`: when they last came from elsewhere, `performance.now()`. */
export function usePages<P>(source: PageSource<P>, window: RowWindow, jumpedAt?: number): Pages<P> {
  const client = useQueryClient();
  const range = usePaced(pageRange(window, source.pageSize), jumpedAt);
  const indices = Array.from({ length: Math.min(MAX_PAGES, range.last - range.first) }, (_, i) => range.first + i);
  const results = useQueries({
    queries: indices.map((index) => pageQuery(source, index)),
  });
  const failed = results.find((r) => r.error !== null);
  // Reading `data` is also what makes React Query draw again when a page arrives.
  const here = new Map(results.map((r, i) => [indices[i], r.data] as const));
  return {
    page: (index) => here.get(index) ?? client.getQueryData<P>([...source.key, index]),
    failure: failed?.error.message ?? null,
  };
}

function pageQuery<P>(source: PageSource<P>, index: number) {
  return {
    queryKey: [...source.key, index],
    queryFn: () => source.load(...itemsOf(source, index)),
    gcTime: PAGE_GC_MS,
    staleTime: Infinity,
    structuralSharing: false,
  } as const;
}

/** First item of pages [index, index + pages), and how many there are. */
function itemsOf<P>({ pageSize, size }: PageSource<P>, index: number, pages = 1): [first: number, count: number] {
  const first = index * pageSize;
  return [first, Math.min(pages * pageSize, size - first)];
}

/**
 * Asks for pages before their items are on the screen, for those that lie together once; null when they are here. Who shows them
 * says why they did not come.
 */
export function prefetchPages<P>(
  client: QueryClient,
  source: PageSource<P>,
  window: RowWindow,
): Promise<unknown> | null {
  const wanted = pageIndices(source, window).filter((index) => !hasPage(client, source, index));
  if (wanted.length === 0) return null;
  const [first = 0, pages] = [wanted[0], wanted.length];
  const { several } = source;
  const asked = wanted.some((index) => client.isFetching({ queryKey: [...source.key, index], exact: true }) > 0);
  const together = several !== undefined && pages > 1 && pages <= several.most && !asked;
  const whole = together && wanted.at(-1) === first + pages - 1 ? source.load(...itemsOf(source, first, pages)) : null;
  return load(client, source, wanted, whole === null ? null : { first, page: whole });
}

/** Pages that came unasked: `page` begins with the first item of page `first`. */
export function keepPages<P>(
  client: QueryClient,
  source: PageSource<P>,
  first: number,
  pages: number,
  page: P,
): Promise<unknown> {
  const indices = Array.from({ length: pages }, (_, i) => first + i);
  const wanted = indices.filter((index) => !hasPage(client, source, index));
  return load(client, source, wanted, { first, page: Promise.resolve(page) });
}

/** Pages one by one, or cut out of several. */
function load<P>(
  client: QueryClient,
  source: PageSource<P>,
  indices: readonly number[],
  whole: { readonly first: number; readonly page: Promise<P> } | null,
): Promise<unknown> {
  const { several, pageSize } = source;
  const query = (index: number) => {
    const alone = pageQuery(source, index);
    if (whole === null || several === undefined) return alone;
    const [from, count] = itemsOf(source, index);
    return {
      ...alone,
      queryFn: () => whole.page.then((page) => several.cut(page, from - whole.first * pageSize, count)),
    };
  };
  return Promise.all(indices.map((index) => client.query(query(index)).catch(() => undefined)));
}

/** Whether the pages of these items are here. */
export function hasPages<P>(client: QueryClient, source: PageSource<P>, window: RowWindow): boolean {
  return pageIndices(source, window).every((index) => hasPage(client, source, index));
}

function hasPage<P>(client: QueryClient, source: PageSource<P>, index: number): boolean {
  return client.getQueryData<P>([...source.key, index]) !== undefined;
}

function pageIndices<P>({ pageSize, size }: PageSource<P>, window: RowWindow): readonly number[] {
  const { first, last } = pageRange({ first: Math.max(0, window.first), last: Math.min(window.last, size) }, pageSize);
  return Array.from({ length: Math.min(MAX_PAGES, last - first) }, (_, i) => first + i);
}

export function pageRange(window: RowWindow, pageSize: number): RowWindow {
  if (window.last <= window.first) return { first: 0, last: 0 };
  return { first: Math.floor(window.first / pageSize), last: Math.floor((window.last - 1) / pageSize) + 1 };
}

/** Follows at once while neighbouring pages come into view, at a pace when it jumps. */
function usePaced(range: RowWindow, movedAt?: number): RowWindow {
  const { first, last } = range;
  const [paced, setPaced] = useState({ first, last, at: -Infinity });
  const near = first <= paced.last && last >= paced.first;
  // A single jump waits for nothing, not even for another drawing.
  const free = movedAt !== undefined && movedAt - paced.at >= JUMP_MS;
  if ((near || free) && (first !== paced.first || last !== paced.last))
    setPaced({ first, last, at: near ? paced.at : (movedAt ?? paced.at) });
  const follows = near || free;
  const { at } = paced;
  useLayoutEffect(() => {
    if (follows) return;
    const follow = () => {
      setPaced({ first, last, at: performance.now() });
    };
    const wait = at + JUMP_MS - performance.now();
    if (wait <= 0) {
      follow();
      return;
    }
    const timer = window.setTimeout(follow, wait);
    return () => {
      window.clearTimeout(timer);
    };
  }, [follows, first, last, at]);
  return follows ? range : paced;
}
