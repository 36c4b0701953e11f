/** The page without its server, as an installed app, and as a file to carry. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { serve } from '../app/build/serve.mjs';
import { CALL, choose, latin1, verdict } from './files.ts';
import { DIST, expect, openPage, test } from './fixtures.ts';

const MINE = { name: 'mine.pkl', bytes: latin1(`${CALL}.`) };
const page0 = new URL('index.html', DIST);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A server of its own, whose folder can change and which can go away. */
interface Host {
  readonly url: string;
  readonly folder: string;
  readonly close: () => Promise<void>;
}

async function host(use: (host: Host) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
  await cp(DIST, folder, { recursive: true });
  const { url, close } = await serve(0, pathToFileURL(`${folder}/`));
  try {
    await use({ url, folder, close });
  } finally {
    await close().catch(() => undefined);
    await rm(folder, { recursive: true });
  }
}

/** Makes another version of what is served: the page says 9.9.9, and the service worker vouches for it. */
async function release(folder: string): Promise<string> {
  const [page, worker] = [join(folder, 'index.html'), join(folder, 'sw.js')];
  const before = await readFile(page, 'utf8');
  const after = before
    .replaceAll('name="version" content="', 'name="version" content="9.9.9" data-was="')
    .replaceAll(String.raw`name=\"version\" content=\"`, String.raw`name=\"version\" content=\"9.9.9\" data-was=\"`);
  const text = await readFile(worker, 'utf8');
  const stamped = text
    .replace(sha256(Buffer.from(before)), sha256(Buffer.from(after)))
    .replace(/"version": "[^"]+"/, '"version": "9.9.9"');
  await Promise.all([writeFile(page, after), writeFile(worker, stamped)]);
  return sha256(Buffer.from(after));
}

async function stored(page: Page): Promise<void> {
  await expect(page.getByText('Ready offline')).toBeVisible();
}

async function about(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Save this page' }).first().click();
  const text = page.locator('dialog[open] .copy');
  await expect(text.locator('dd').nth(1)).toContainText(/[0-9a-f]{64}/);
  const said = await text.innerText();
  await page.keyboard.press('Escape');
  return said;
}

test.describe('hosted', () => {
  test.skip(({ from }) => from === 'file', 'A file has no server.');

  test('after the first visit all works with the server gone, links included', async ({ page }) => {
    await host(async ({ url, close }) => {
      await openPage(page, url);
      await stored(page);
      await close();
      await page.reload();
      await page.getByRole('button', { name: /One line among hundreds/ }).click();
      expect(await verdict(page)).toContain('would run a shell command');
      await page.getByRole('button', { name: 'Share link' }).click();
      const link = await page.getByLabel('Link', { exact: true }).inputValue();
      await page.goto('about:blank');
      await page.goto(link);
      await expect(page.getByRole('heading', { name: 'You are reading someone else’s report.' })).toBeVisible();
      await page.goto(`${url}index.html?from=somewhere`);
      await expect(page.getByRole('heading', { name: 'Look inside a model file' })).toBeVisible();
    });
  });

  test('another version waits for the user’s word, also when every window was closed meanwhile', async ({
    context,
  }) => {
    await host(async ({ url, folder, close }) => {
      const first = await context.newPage();
      await openPage(first, url);
      await stored(first);
      const old = sha256(await readFile(page0));
      const next = await release(folder);

      await first.reload();
      const notice = (page: Page) => page.getByRole('status', { name: 'New version' });
      // The browser looks for another service worker when it finds the time.
      await expect(notice(first)).toContainText('9.9.9', { timeout: 30_000 });
      await expect(notice(first)).toContainText(next.slice(0, 12));
      await expect(notice(first)).toContainText(old.slice(0, 12));
      await first.close();

      const second = await context.newPage();
      for (let visit = 0; visit < 3; visit++) {
        await openPage(second, url);
        expect(await about(second)).toContain(old);
        await expect(notice(second)).toBeVisible();
        await second.goto('about:blank');
      }
      await openPage(second, url);
      await notice(second).getByRole('button', { name: 'Not now' }).click();
      await expect(notice(second)).toHaveCount(0);

      await second.reload();
      await notice(second).getByRole('button', { name: 'Use it' }).click();
      await expect(second.locator('meta[name="version"][content="9.9.9"]')).toHaveCount(1);
      await expect(second.getByText('Ready offline')).toBeVisible();
      expect(await about(second)).toContain(next);
      await close();
      await second.reload();
      expect(await about(second)).toContain(next);
      await expect(notice(second)).toHaveCount(0);
    });
  });

  test('a page other than the one vouched for is not stored', async ({ page }) => {
    await host(async ({ url, folder }) => {
      await writeFile(join(folder, 'manifest.webmanifest'), '{}');
      await openPage(page, url);
      await page.getByRole('button', { name: 'Save this page' }).click();
      await expect(page.locator('dialog[open]')).toContainText('No copy was stored');
      expect(await page.evaluate(() => caches.keys())).toEqual([]);
    });
  });

  test('the browser would install it, with its files to open', async ({ playwright, launchOptions, home }, info) => {
    // A private window installs nothing.
    const context = await playwright.chromium.launchPersistentContext(info.outputPath('profile'), launchOptions);
    try {
      const page = await context.newPage();
      await openPage(page, home);
      await stored(page);
      const devtools = await context.newCDPSession(page);
      expect(await devtools.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] });
      const { errors, data } = await devtools.send('Page.getAppManifest');
      expect(errors).toEqual([]);
      expect(data).toContain('file_handlers');
    } finally {
      await context.close();
    }
  });

  test('workers start from nowhere but the page itself once the service worker is registered', async ({
    page,
    home,
  }) => {
    await openPage(page, home);
    await stored(page);
    const refused = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
          void navigator.serviceWorker.register('./sw.js', { scope: './elsewhere/' }).catch(() => undefined);
        }),
    );
    expect(await refused).toBe('worker-src');
  });
});

test('the page saves itself, to the byte; the saved file works with the network cut', async ({
  page,
  home,
  context,
}, info) => {
  await openPage(page, home);
  await page.getByRole('button', { name: 'Save this page' }).click();
  const dialog = page.locator('dialog[open]');
  const built = await readFile(page0);
  await expect(dialog).toContainText(sha256(built));
  await expect(dialog).toContainText(/sha256sum vitrine-[\d.]+\.html/);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save this page' }).click();
  const saved = info.outputPath((await download).suggestedFilename());
  await (await download).saveAs(saved);
  expect(sha256(await readFile(saved))).toBe(sha256(built));

  await context.setOffline(true);
  await openPage(page, pathToFileURL(saved).href);
  expect(await about(page)).toContain(sha256(built));
  await page.getByRole('button', { name: /One line among hundreds/ }).click();
  expect(await verdict(page)).toContain('would run a shell command');
});

test('a file the installed page is opened with is looked into', async ({ page, home }) => {
  await page.addInitScript(
    ({ name, bytes }) => {
      const getFile = () => Promise.resolve(new File([Uint8Array.from(bytes)], name));
      Object.defineProperty(window, 'launchQueue', {
        value: {
          setConsumer: (consume: (launch: object) => void) => {
            consume({ files: [{ kind: 'file', name, getFile }] });
          },
        },
      });
    },
    { name: MINE.name, bytes: [...MINE.bytes] },
  );
  await page.goto(home);
  expect(await verdict(page)).toContain('would run a shell command');
});

test('a pasted file is looked into', async ({ vitrine: page }) => {
  await page.evaluate(
    ({ name, bytes }) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([Uint8Array.from(bytes)], name));
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    { name: MINE.name, bytes: [...MINE.bytes] },
  );
  expect(await verdict(page)).toContain('would run a shell command');
});

test('a report is dragged out as a file, or as text, and opens the export menu without a mouse', async ({
  vitrine: page,
}) => {
  await choose(page, MINE);
  await verdict(page);
  const handle = page.getByRole('button', { name: 'Drag the report out as a file' });
  const carried = await handle.evaluate((element) => {
    const dataTransfer = new DataTransfer();
    element.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true }));
    return { file: dataTransfer.getData('DownloadURL'), text: dataTransfer.getData('text/plain') };
  });
  expect(carried.file).toMatch(/^text\/html:mine\.pkl\.vitrine\.html:blob:/);
  expect(carried.text).toContain('## Runs code');
  await handle.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: /HTML report/ })).toBeVisible();
});
