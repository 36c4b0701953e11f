/** Five million opcodes: analysed in the page against merely listed by CPython's pickletools, in one run. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, rendererPeak, rendererPrivate, verdictTime, withBrowser } from './page.mjs';

const RUNS = 3;
const ENTRIES = 620_000;

/** A dict of names to tuples of numbers and text, as protocol 2 writes it. */
const WRITE = `
import pickle, sys
d = {'key_%09d' % i: (i, i * 3 + 100000, 'a value of some length %07d' % (i % 1000003)) for i in range(${ENTRIES})}
open(sys.argv[1], 'wb').write(pickle.dumps(d, 2))
`;
const LIST = `
import pickletools, sys, time
begin = time.perf_counter()
count = sum(1 for _ in pickletools.genops(open(sys.argv[1], 'rb')))
print(count, time.perf_counter() - begin)
`;

export const name = 'opcodes';

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-'));
  const file = join(folder, 'many.pkl');
  try {
    execFileSync('python3', ['-c', WRITE, file]);
    return await withBrowser((browser) => compare(browser, file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @type {(browser: import('playwright').Browser, file: string) => Promise<import('./run.mjs').Measurement[]>} */
async function compare(browser, file) {
  /** @type {{ ours: number, list: number, ratio: number, seek: number }[]} */
  const runs = [];
  /** @type {number[]} */
  const own = [];
  /** @type {number[]} */
  const peaks = [];
  let steps = 0;
  for (let run = 0; run < RUNS; run++) {
    const [count = NaN, seconds = NaN] = execFileSync('python3', ['-c', LIST, file], { encoding: 'utf8' })
      .split(' ')
      .map(Number);
    const page = await openPage(browser);
    const ours = (await verdictTime(page, file)) / 1000;
    steps = count;
    runs.push({
      ours: count / ours / 1e6,
      list: count / seconds / 1e6,
      ratio: seconds / ours,
      seek: await seekTime(page, count),
    });
    // The worker's heap and the engine's memory are part of it: they have no process of their own.
    const size = await rendererPrivate(browser);
    if (size !== null) own.push(size);
    const peak = await rendererPeak(browser);
    if (peak !== null) peaks.push(peak);
    await page.context().close();
  }
  return [
    {
      what: 'analysed in the page, file chosen to verdict',
      values: runs.map((r) => r.ours),
      unit: 'M/s',
      note: `${steps} opcodes`,
    },
    { what: 'listed by pickletools.genops', values: runs.map((r) => r.list), unit: 'M/s', note: 'python3' },
    { what: 'ratio', values: runs.map((r) => r.ratio), unit: '×' },
    { what: 'going to the last step, key press to the frame of its row', values: runs.map((r) => r.seek), unit: 'ms' },
    ...(own.length === 0 ? [] : [{ what: 'page and worker, last step gone to', values: own, unit: 'MB' }]),
    ...(peaks.length === 0
      ? []
      : [{ what: 'largest renderer at its peak, with the browser itself', values: peaks, unit: 'MB' }]),
  ];
}

/** From the key press that goes to the last step until its row stands in the page, and the frame after that has begun. */
/** @type {(page: import('playwright').Page, steps: number) => Promise<number>} */
async function seekTime(page, steps) {
  await page.getByRole('link', { name: 'Opcodes' }).first().click();
  const grid = page.getByRole('grid', { name: 'Opcode table' });
  await grid.waitFor();
  await grid.focus();
  await page.waitForTimeout(500);
  await page.evaluate((count) => {
    const isLast = () =>
      [count, count + 1].some((index) =>
        document.querySelector(`[aria-rowindex="${index}"]`)?.textContent?.includes('STOP'),
      );
    document.addEventListener('keydown', () => performance.mark('pressed'), { capture: true, once: true });
    new MutationObserver((_, observer) => {
      if (!isLast()) return;
      observer.disconnect();
      requestAnimationFrame(() => performance.mark('arrived'));
    }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
  }, steps);
  await page.keyboard.press('Control+End');
  await page.waitForFunction(() => performance.getEntriesByName('arrived').length > 0);
  return page.evaluate(() => performance.measure('seek', 'pressed', 'arrived').duration);
}
