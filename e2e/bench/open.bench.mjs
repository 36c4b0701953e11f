/** How long it takes to open the page from a file until the engine can be given a model. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright';
import { findChromium } from '../../app/build/chromium.mjs';
import { DIST } from '../../app/build/paths.mjs';
import { Failure } from '../../app/build/run.mjs';

const RUNS = 7;
const PAGE = new URL('index.html', DIST);

export const name = 'open';

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
export async function measure() {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Failure('No Chromium was found. Name one in CHROME_PATH.');
  const browser = await chromium.launch({ executablePath });
  try {
    const runs = [];
    for (let run = 0; run < RUNS; run++) runs.push(await openOnce(browser));
    return [
      { what: 'first paint of the page', values: runs.map((run) => run.paint), unit: 'ms', note: 'Chromium, file://' },
      {
        what: 'until the engine is ready',
        values: runs.map((run) => run.ready),
        unit: 'ms',
        note: 'Chromium, file://',
      },
      { what: 'page, gzipped', values: [gzipSync(readFileSync(PAGE), { level: 9 }).length / 1000], unit: 'kB' },
    ];
  } finally {
    await browser.close();
  }
}

/** A context of its own has no compiled code from an earlier run. */
/** @type {(browser: import('playwright').Browser) => Promise<{ paint: number, ready: number }>} */
async function openOnce(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.documentElement.dataset['engine'] === 'ready') performance.mark('engine-ready');
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-engine'] });
  });
  await page.goto(PAGE.href);
  const times = { paint: await startOf(page, 'first-contentful-paint'), ready: await startOf(page, 'engine-ready') };
  await context.close();
  return times;
}

/** Milliseconds from navigation to the page's first entry of this name; waits until there is one. */
/** @type {(page: import('playwright').Page, entry: string) => Promise<number>} */
async function startOf(page, entry) {
  const found = await page.waitForFunction((name) => performance.getEntriesByName(name)[0]?.startTime, entry);
  return (await found.jsonValue()) ?? NaN;
}
