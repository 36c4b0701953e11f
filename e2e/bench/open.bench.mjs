/**
 * How long it takes to open the page from a file until the engine can be given a model. Nothing watches the page while it
 * opens: a debugger holds every worker until it has looked at it. The page's own marks are read afterwards.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright';
import { findChromium } from '../../app/build/chromium.mjs';
import { DIST } from '../../app/build/paths.mjs';
import { Failure } from '../../app/build/run.mjs';

const RUNS = 9;
const PAGE = new URL('index.html', DIST);
/** Long enough for a page that opens slowly: looking at it earlier would slow it down. */
const OPENS_WITHIN = 2000;

export const name = 'open';

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
export async function measure() {
  const note = 'Chromium, file://';
  const runs = await withUnwatchedBrowser(async (port) => {
    const opened = [];
    for (let run = 0; run < RUNS; run++) opened.push(await openOnce(port));
    return opened;
  });
  const gzipped = gzipSync(readFileSync(PAGE), { level: 9 }).length / 1000;
  return [
    { what: 'first paint of the page', values: runs.map((run) => run.paint), unit: 'ms', note },
    { what: 'until the engine is ready', values: runs.map((run) => run.ready), unit: 'ms', note },
    { what: 'page, gzipped', values: [gzipped], unit: 'kB' },
  ];
}

/** A tab of its own each time; a file:// page has no compiled code from an earlier one. */
/** @type {(port: string) => Promise<{ paint: number, ready: number }>} */
async function openOnce(port) {
  await fetch(`http://127.0.0.1:${port}/json/new?${PAGE.href}`, { method: 'PUT' });
  await pause(OPENS_WITHIN);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((open) => open.url() === PAGE.href);
  if (page === undefined) throw new Failure('The page did not open.');
  const [paint, ready] = await page.evaluate(() =>
    ['first-contentful-paint', 'engine-ready'].map((entry) => performance.getEntriesByName(entry)[0]?.startTime ?? NaN),
  );
  await page.close();
  await browser.close();
  return { paint: paint ?? NaN, ready: ready ?? NaN };
}

/** @type {<T>(work: (port: string) => Promise<T>) => Promise<T>} */
async function withUnwatchedBrowser(work) {
  const chrome = await findChromium();
  if (chrome === null) throw new Failure('No Chromium was found. Name one in CHROME_PATH.');
  const profile = mkdtempSync(join(tmpdir(), 'vitrine-open-'));
  const flags = ['--headless=new', '--no-sandbox', '--no-first-run', '--remote-debugging-port=0'];
  const browser = spawn(chrome, [...flags, `--user-data-dir=${profile}`, 'about:blank'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => browser.once('exit', resolve));
  try {
    const port = await portOf(profile);
    await pause(OPENS_WITHIN);
    return await work(port);
  } finally {
    browser.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Chromium writes it there once it listens. */
/** @type {(profile: string) => Promise<string>} */
async function portOf(profile) {
  for (let tries = 0; tries < 100; tries++) {
    try {
      const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
      if (port !== undefined && port !== '') return port;
    } catch {
      // Not written yet.
    }
    await pause(100);
  }
  throw new Failure('Chromium did not start.');
}
