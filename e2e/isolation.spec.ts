/** "Nothing leaves this page", as the browser enforces it. */
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Page, TestInfo, Worker } from '@playwright/test';
import { expect, openPage, test as base } from './fixtures.ts';
import { inPage, inWorker, type Probe } from './probes.ts';
import { openSink, UNGUARDED, type Sink } from './sink.ts';

const test = base.extend<{ sink: Sink }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright wants the braces
  sink: async ({}, use) => {
    const sink = await openSink();
    await use(sink);
    sink.close();
  },
});

test('the page asks for nothing and breaks no policy of its own', async ({ vitrine }) => {
  await vitrine.waitForTimeout(1_000);
});

test('nothing tried from the page gets out', async ({ page, home, watch, sink }) => {
  await openPage(page, home);
  await attempt(page, inPage, sink);
  await expect
    .poll(() => new Set(watch.violations.map((violation) => violation.directive)))
    .toEqual(
      new Set([
        'connect-src',
        'img-src',
        'media-src',
        'style-src-elem',
        'font-src',
        'frame-src',
        'form-action',
        'default-src',
        'script-src-elem',
        'require-trusted-types-for',
      ]),
    );
  await quiet(page);
  expect(sink.hits).toEqual([]);
  expect(page.url()).toBe(home);
});

test('nothing tried from a worker of the page gets out', async ({ page, home, sink }) => {
  await openPage(page, home);
  await attempt(await startWorker(page), inWorker, sink);
  await quiet(page);
  expect(sink.hits).toEqual([]);
});

test('nothing tried from the engine gets out', async ({ page, home, sink }) => {
  await openPage(page, home);
  await expect(page.locator('html')).toHaveAttribute('data-engine', 'ready');
  const engines = page.workers();
  expect(engines.length).toBeGreaterThan(0);
  for (const engine of engines) await attempt(engine, inWorker, sink);
  await quiet(page);
  expect(sink.hits).toEqual([]);
});

test('strings do not become markup or scripts', async ({ page, home }) => {
  await openPage(page, home);
  const outcomes = await page.evaluate(async () => {
    const tries: Record<string, () => unknown> = {
      html: () => (document.body.innerHTML = '<b>text from a file</b>'),
      'worker from data:': () => new Worker('data:text/javascript,0'),
      'worker from a file beside': () => new Worker('./x.js'),
      'another policy': () => window.trustedTypes?.createPolicy('mine', { createScriptURL: (url) => url }),
      'the policy again': () => window.trustedTypes?.createPolicy('default', { createScriptURL: (url) => url }),
      'service worker': () => navigator.serviceWorker.register('./x.js'),
    };
    const outcome = async (run: () => unknown) => {
      try {
        await run();
        return 'allowed';
      } catch {
        return 'refused';
      }
    };
    const names = Object.entries(tries).map(async ([name, run]) => [name, await outcome(run)] as const);
    return (await Promise.all(names)).filter(([, word]) => word !== 'refused');
  });
  expect(outcomes).toEqual([]);
});

test('framed, the page shows nothing of itself', async ({ page, home, from }, info) => {
  await page.goto(await unguarded(info, `<iframe src="${home}"></iframe>`));
  const frame = page.frameLocator('iframe');
  // A file cannot send the header that forbids framing altogether: there the page refuses by itself.
  if (from === 'file') await expect(frame.getByText('does not run inside another page')).toBeVisible();
  await quiet(page);
  await expect(frame.getByRole('heading', { name: 'Look inside' })).toHaveCount(0);
});

/** The proofs above prove nothing unless the same attempts succeed where no policy forbids them. */
test.describe('control, without the policy', () => {
  test('every probe of the page reaches the sink', async ({ page, from, sink }, info) => {
    await page.goto(from === 'file' ? await unguarded(info) : `${sink.url}unguarded.html`);
    await attempt(page, inPage, sink);
    await expect.poll(() => [...new Set(sink.hits)].sort()).toEqual(paths(inPage));
  });

  test('every probe of a worker reaches the sink', async ({ page, from, sink }, info) => {
    await page.goto(from === 'file' ? await unguarded(info) : `${sink.url}unguarded.html`);
    await attempt(await startWorker(page), inWorker, sink);
    await expect.poll(() => [...new Set(sink.hits)].sort()).toEqual(paths(inWorker));
  });

  test('the browser keeps its rules for files: no worker from a file beside the page', async ({ page }, info) => {
    await writeFile(info.outputPath('x.js'), 'postMessage("started")');
    await page.goto(await unguarded(info));
    const outcome = await page.evaluate(
      () =>
        new Promise((resolve) => {
          try {
            const worker = new Worker('./x.js');
            worker.addEventListener('message', () => resolve('started'));
            worker.addEventListener('error', () => resolve('refused'));
          } catch {
            resolve('refused');
          }
        }),
    );
    expect(outcome).toBe('refused');
  });
});

interface Place {
  evaluate(probe: Probe, address: string): Promise<unknown>;
}

async function attempt(where: Place, probes: Record<string, Probe>, sink: Sink): Promise<void> {
  for (const [name, probe] of Object.entries(probes)) await where.evaluate(probe, sink.url + name);
}

function paths(probes: Record<string, Probe>): string[] {
  return Object.keys(probes)
    .map((name) => `/${name}`)
    .sort();
}

/** As the page starts its own: classic, from a blob: URL. */
async function startWorker(page: Page): Promise<Worker> {
  const started = page.waitForEvent('worker');
  await page.evaluate(() => {
    new Worker(URL.createObjectURL(new Blob(['0'], { type: 'text/javascript' })));
  });
  return started;
}

/** Longer than a request to this machine takes, by far. */
async function quiet(page: Page): Promise<void> {
  await page.waitForTimeout(1_000);
}

async function unguarded(info: TestInfo, body = ''): Promise<string> {
  const path = info.outputPath('unguarded.html');
  await writeFile(path, UNGUARDED + body);
  return pathToFileURL(path).href;
}
