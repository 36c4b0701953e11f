/** What the benches share: the built page in Chromium, a file handed to it, and when its verdict stood. */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { findChromium } from '../../app/build/chromium.mjs';
import { DIST } from '../../app/build/paths.mjs';
import { Failure } from '../../app/build/run.mjs';

/** Runs `work` with a browser that is closed afterwards. */
/** @type {<T>(work: (browser: import('playwright').Browser) => Promise<T>) => Promise<T>} */
export async function withBrowser(work) {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Failure('No Chromium was found. Name one in CHROME_PATH.');
  const browser = await chromium.launch({ executablePath });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A fresh page from file://, its engine ready. `before` runs in it ahead of its own scripts. */
/** @type {(browser: import('playwright').Browser, before?: () => void) => Promise<import('playwright').Page>} */
export async function openPage(browser, before) {
  const page = await (await browser.newContext()).newPage();
  if (before !== undefined) await page.addInitScript(before);
  await page.goto(new URL('index.html', DIST).href);
  await page.waitForFunction(() => document.documentElement.dataset['engine'] === 'ready');
  return page;
}

/** Chooses a file; milliseconds from the page's `change` event until a verdict is on the screen. */
/** @type {(page: import('playwright').Page, path: string, timeout?: number) => Promise<number>} */
export async function verdictTime(page, path, timeout = 120_000) {
  await page.evaluate(() => {
    document.addEventListener('change', () => performance.mark('chosen'), { capture: true, once: true });
    new MutationObserver((_, observer) => {
      if (document.querySelector('.verdict h1') === null) return;
      performance.mark('verdict');
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(path);
  await page.waitForFunction(() => performance.getEntriesByName('verdict').length > 0, undefined, { timeout });
  return page.evaluate(() => performance.measure('took', 'chosen', 'verdict').duration);
}

/** Largest resident size so far of the browser's renderers, in MB; null where /proc does not tell. */
/** @type {(browser: import('playwright').Browser) => Promise<number | null>} */
export async function rendererPeak(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => sizeOf(id, 'VmHWM'));
  return peaks.length === 0 || peaks.includes(null) ? null : Math.max(...peaks.map((peak) => peak ?? 0));
}

/** What the largest of the browser's renderers has for itself now, in MB: without the browser's own code, which is mapped. */
/** @type {(browser: import('playwright').Browser) => Promise<number | null>} */
export async function rendererPrivate(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => sizeOf(id, 'RssAnon'));
  return sizes.length === 0 || sizes.includes(null) ? null : Math.max(...sizes.map((size) => size ?? 0));
}

/** @type {(pid: number, what: 'VmHWM' | 'RssAnon') => number | null} */
function sizeOf(pid, what) {
  try {
    const line = new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line === null ? null : Number(line[1]) / 1000;
  } catch {
    return null;
  }
}
