/** The page under test, watched. A test that uses `vitrine` fails when the page asks for anything, breaks its policy or errs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { Watch } from './watch.ts';

export interface Options {
  /** Where the page comes from; set by the project. */
  from: 'file' | 'http';
}

export interface Fixtures {
  /** Address of the page, without a fragment. */
  home: string;
  watch: Watch;
  /** An empty folder that is there until the test ends: the page reads a file when it needs it, not when it is chosen. */
  folder: string;
  /** The opened page; checked for silence when the test ends. */
  vitrine: Page;
}

export const DIST = new URL('../dist/', import.meta.url);

export const test = base.extend<Options & Fixtures>({
  from: ['file', { option: true }],
  home: async ({ from }, use) => {
    const served = process.env['VITRINE_URL'];
    if (from === 'http' && served === undefined) throw new Error('VITRINE_URL is not set: e2e/server.ts sets it.');
    await use(from === 'http' && served !== undefined ? served : new URL('index.html', DIST).href);
  },
  watch: async ({ page, home }, use) => use(await Watch.start(page, home)),
  // Playwright tells what a fixture needs by its first argument, which has to be written as an object.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  vitrine: async ({ page, home, watch }, use) => {
    await openPage(page, home);
    await use(page);
    expect(watch.requests, 'requests after load').toEqual([]);
    expect(watch.violations, 'violations of the policy').toEqual([]);
    expect(watch.errors, 'errors').toEqual([]);
  },
});

export async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'Look inside a model file without opening it.' })).toBeVisible();
  await drawn(page);
}

/**
 * Resizes the page and waits until it was drawn in its new size. A browser without a screen now and then stops drawing
 * when its window changes while it starts: the page lives and is told nothing. A picture of it makes it draw again.
 */
export async function resize(page: Page, width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height });
  await drawn(page);
}

async function drawn(page: Page): Promise<void> {
  const frames = page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
  const nudge = setTimeout(() => void page.screenshot(), 5_000);
  await frames;
  clearTimeout(nudge);
}

export { expect };
