/** The self-test behind the network indicator: it says what happened, with the policy and without it. */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { addressOf, WAYS } from '../app/network/ways.ts';
import { WORKER_WAYS } from '../app/network/worker-ways.ts';
import { DIST, expect, openPage, test as base } from './fixtures.ts';
import { openNameSink, type NameSink } from './sink.ts';

/** A browser in which every name the self-test asks for is this machine. */
const test = base.extend<{ sink: NameSink; looked: Page }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright wants the braces
  sink: async ({}, use) => {
    const sink = await openNameSink();
    await use(sink);
    sink.close();
  },
  looked: async ({ playwright, launchOptions, sink }, use) => {
    const browser = await playwright.chromium.launch({ ...launchOptions, args: [sink.rule] });
    await use(await browser.newPage());
    await browser.close();
  },
});

const ids = [...WAYS, ...WORKER_WAYS].map(({ id }) => id);

/** What each row says, once all have been tried. */
async function said(page: Page): Promise<Record<string, string>> {
  await expect(page.getByRole('button', { name: 'Try again' })).toBeEnabled();
  const rows = await page
    .locator('[data-way]')
    .evaluateAll((all) =>
      all.map((row) => [row.getAttribute('data-way') ?? '', row.lastElementChild?.textContent.trim() ?? ''] as const),
    );
  return Object.fromEntries(rows);
}

/** Chromium opens a connection for these before it asks the policy, and closes it unused: see `isolation.spec.ts` for the missing request. */
const AHEAD = ['frame', 'form'];

test('every way is refused, by a rule that is named, and nothing gets out', async ({ looked: page, home, sink }) => {
  await openPage(page, home);
  await page.getByRole('button', { name: 'Network: blocked by policy' }).click();
  const rows = await said(page);
  expect(Object.keys(rows)).toEqual(ids);
  for (const id of ids) expect(rows[id], id).toMatch(/^(Refused [a-z-]+|Not in this browser)$/);
  expect(rows).toMatchObject({
    fetch: 'Refused connect-src',
    'w-fetch': 'Refused connect-src',
    image: 'Refused img-src',
    form: 'Refused form-action',
    script: 'Refused trusted-types',
  });
  const dialog = page.locator('dialog[open]');
  await expect(dialog.getByText(/^Refused: all \d+ ways that were tried\.$/)).toBeVisible();
  await expect(dialog).toContainText('Extensions stand above');
  await expect(dialog).toContainText('No policy covers it. The page’s first script took it away');
  await page.waitForTimeout(1_000);
  expect([...sink.reached].filter((id) => !AHEAD.includes(id))).toEqual([]);
  await expect(dialog).toContainText('also for a frame or a form that it then refuses');
  expect(page.url()).toBe(home);
});

test('without its policy the page says that nothing was refused, and asks before it tries', async ({
  looked: page,
  sink,
}, info) => {
  const built = await readFile(new URL('index.html', DIST), 'utf8');
  const stripped = info.outputPath('stripped.html');
  await writeFile(stripped, built.replace(/<meta data-part="policy"[^>]*>/, ''));
  await openPage(page, pathToFileURL(stripped).href);
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'ready');
  await page.getByRole('button', { name: 'Network: no policy' }).click();
  const dialog = page.locator('dialog[open]');
  await expect(dialog.getByText('No policy protects this copy.')).toBeVisible();
  await page.waitForTimeout(500);
  expect([...sink.reached]).toEqual([]);

  await dialog.getByRole('button', { name: 'Try them all the same' }).click();
  const rows = await said(page);
  // The page's second policy, which it adds itself, is still there for workers.
  const kept = ['worker', 'w-worker'];
  for (const id of ids.filter((each) => !kept.includes(each))) expect(rows[id], id).toMatch(/^Not /);
  await expect(dialog.getByText(/^Not refused: \d+ of \d+ ways\.$/)).toBeVisible();
  // Not over TCP, or by another rule of the browser: workers are of the page's own origin.
  const elsewhere = ['transport', ...kept];
  // One of them is sent when the page is left.
  await page.goto('about:blank');
  await expect.poll(() => ids.filter((id) => !elsewhere.includes(id) && !sink.reached.has(id))).toEqual([]);
});

test('the names asked for can exist nowhere', () => {
  for (const id of ids) expect(new URL(addressOf(id)).hostname).toMatch(/^[a-z-]+\.vitrine\.invalid$/);
});
