/** The page in browsers with other engines: the whole way from a file to a verdict and back by a link, with no server or a server that went away. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { serve } from '../../app/build/serve.mjs';
import { DIST, expect, test } from '../fixtures.ts';
import { inPage, inWorker } from '../probes.ts';
import { openSink, UNGUARDED } from '../sink.ts';
import { sleep, until, type Browser, type Driver } from './driver.ts';
import { firefox } from './firefox.ts';
import { webkit } from './webkit.ts';

const browsers: readonly Browser[] = [firefox, webkit];

// Whole browsers with their own processes: one at a time.
test.describe.configure({ mode: 'default' });

for (const browser of browsers) {
  test.describe(browser.name, () => {
    const lacks = browser.missing();
    test.skip(lacks !== null, lacks ?? '');

    test('takes a sample apart, opens its own link, knows its checksum, refuses every way out', async ({ from }) => {
      test.skip(from === 'http', 'The same page as from a file.');
      const home = new URL('index.html', DIST).href;
      await within(browser, async (driver) => {
        await openReady(driver, home);
        await verdictOfSample(driver);
        const link = await shareLink(driver);
        await driver.open('about:blank');
        await driver.open(home + link);
        await until(driver, () => document.querySelector('h1')?.textContent.includes('someone else’s report') ?? false);

        await openReady(driver, home);
        expect(await checksum(driver)).toBe(
          createHash('sha256')
            .update(await readFile(new URL(home)))
            .digest('hex'),
        );
        const rows = await selfTest(driver);
        const told = Object.entries(rows).filter(([, said]) => !/^(Refused [a-z-]+|Not in this browser)$/.test(said));
        expect(told.filter(([, said]) => said !== 'No report')).toEqual([]);
        expect(told.map(([id]) => id).filter((id) => !browser.silent.includes(id))).toEqual([]);
      });
    });

    test('lets nothing out that is tried from the page or a worker', async ({ from }, info) => {
      test.skip(from === 'http', 'The same policy as from a file.');
      const sink = await openSink();
      const open = info.outputPath('unguarded.html');
      await writeFile(open, UNGUARDED);
      try {
        await within(browser, async (driver) => {
          await openReady(driver, new URL('index.html', DIST).href);
          await tryAll(driver, sink.url);
          expect(sink.hits).toEqual([]);
          // The same without a policy reaches it.
          await driver.open(pathToFileURL(open).href);
          await tryAll(driver, sink.url);
          const reached = new Set(sink.hits);
          for (const name of ['fetch', 'xhr', 'image', 'script', 'w-fetch', 'w-importscripts', 'w-websocket'])
            expect([...reached]).toContain(`/${name}`);
        });
      } finally {
        sink.close();
      }
    });

    test('opens again when its server is gone', async ({ from }) => {
      test.skip(from === 'file', 'A file has no server.');
      const { url, close } = await serve(0);
      try {
        await within(browser, async (driver) => {
          await openReady(driver, url);
          await until(driver, () => document.body.innerText.includes('Ready offline'));
          await close();
          await openReady(driver, url);
          await verdictOfSample(driver);
        });
      } finally {
        await close().catch(() => undefined);
      }
    });
  });
}

async function within(browser: Browser, use: (driver: Driver) => Promise<void>): Promise<void> {
  const driver = await browser.start();
  try {
    await use(driver);
  } finally {
    await driver.close();
  }
}

/** Once more when the engine did not start: a busy machine may need longer than the page waits for it. */
async function openReady(driver: Driver, url: string): Promise<void> {
  const engine = async (): Promise<string> => {
    await driver.open('about:blank');
    await driver.open(url);
    return until(driver, () => document.documentElement.dataset['engine'] ?? null);
  };
  if ((await engine()) !== 'ready') expect(await engine()).toBe('ready');
}

async function verdictOfSample(driver: Driver): Promise<void> {
  await press(driver, 'button.scard', 'One line among hundreds');
  const said = await until(driver, () => document.querySelector('.verdict h1')?.textContent ?? null);
  expect(said).toBe('Loading this file with torch.load would run a shell command.');
  await until(driver, () => /SHA-256|hashed/.test(document.querySelector('.verdict')?.textContent ?? ''));
}

/** Every probe, and long enough for a request to come through. */
async function tryAll(driver: Driver, sink: string): Promise<void> {
  for (const [name, probe] of Object.entries(inPage)) await driver.run(probe, sink + name).catch(() => undefined);
  const probes = Object.entries(inWorker).map(
    ([name, probe]) => `try { (${probe.toString()})("${sink}w-${name}") } catch {}`,
  );
  await driver.run((text) => {
    new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  }, probes.join(';'));
  await sleep(2_000);
}

/** As soon as it is there. */
async function press(driver: Driver, selector: string, words: string): Promise<void> {
  await until(
    driver,
    (which, text) => {
      const button = [...document.querySelectorAll<HTMLElement>(which)].find((each) => each.textContent.includes(text));
      button?.click();
      return button !== undefined;
    },
    selector,
    words,
  );
}

/** The fragment that holds the report. */
async function shareLink(driver: Driver): Promise<string> {
  await press(driver, '#share', '');
  const link = await until(
    driver,
    () => document.querySelector<HTMLInputElement>('input[aria-label="Link"]')?.value ?? null,
  );
  expect(link).toMatch(/#r=1\.[\w-]+$/);
  return link.slice(link.indexOf('#'));
}

async function checksum(driver: Driver): Promise<string> {
  await press(driver, '.promise button', 'Save this page');
  const found = await until(
    driver,
    () => /[0-9a-f]{64}/.exec(document.querySelector('dialog[open] .copy-sum code')?.textContent ?? '')?.[0] ?? null,
  );
  await driver.run(() => document.querySelector<HTMLDialogElement>('dialog[open]')?.close());
  return found;
}

async function selfTest(driver: Driver): Promise<Record<string, string>> {
  await press(driver, '#network', '');
  return until(driver, () => {
    const again = [...document.querySelectorAll<HTMLButtonElement>('dialog[open] button')].find(
      (button) => button.textContent === 'Try again' && !button.disabled,
    );
    if (again === undefined) return null;
    const rows = [...document.querySelectorAll('[data-way]')];
    return Object.fromEntries(
      rows.map((row) => [row.getAttribute('data-way') ?? '', row.lastElementChild?.textContent.trim() ?? '']),
    );
  });
}
