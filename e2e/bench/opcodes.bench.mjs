/** Five million opcodes: analysed in the page against merely listed by CPython's pickletools, in one run. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jumps, watchWorkers } from './jumps.mjs';
import { openPage, rendererPeak, rendererPrivate, verdictTime, withBrowser } from './page.mjs';

const RUNS = 3;
/** Steps gone to after the first one. */
const JUMPS = 20;
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

/** @type {(file: string) => { count: number, seconds: number }} */
function list(file) {
  const said = execFileSync('python3', ['-c', LIST, file], { encoding: 'utf8' });
  const [count = NaN, seconds = NaN] = said.split(' ').map(Number);
  return { count, seconds };
}

/** @type {(browser: import('playwright').Browser, file: string) => Promise<import('./run.mjs').Measurement[]>} */
async function compare(browser, file) {
  /** @type {{ ours: number, list: number, ratio: number, loop: number, seek: Awaited<ReturnType<typeof jumps>> }[]} */
  const runs = [];
  /** @type {number[]} */
  const own = [];
  /** @type {number[]} */
  const peaks = [];
  let steps = 0;
  for (let run = 0; run < RUNS; run++) {
    // Before and after: the machine may be slower at one time than at another.
    const before = list(file);
    const page = await openPage(browser, watchWorkers);
    const ours = (await verdictTime(page, file)) / 1000;
    const { count, seconds: after } = list(file);
    const seconds = (before.seconds + after) / 2;
    steps = count;
    runs.push({
      ours: count / ours / 1e6,
      list: count / seconds / 1e6,
      ratio: seconds / ours,
      loop: await page.evaluate(fixedLoop),
      seek: await jumps(page, statSync(file).size, JUMPS),
    });
    // The worker's heap and the engine's memory are part of it: they have no process of their own.
    const size = await rendererPrivate(browser);
    if (size !== null) own.push(size);
    const peak = await rendererPeak(browser);
    if (peak !== null) peaks.push(peak);
    await page.context().close();
  }
  const firsts = runs.map((r) => r.seek.first);
  const laters = runs.flatMap((r) => r.seek.later);
  const took = (/** @type {import('./jumps.mjs').Jump} */ jump) => jump.took;
  return [
    {
      what: 'analysed in the page, file chosen to verdict',
      values: runs.map((r) => r.ours),
      unit: 'M/s',
      note: `${steps} opcodes`,
    },
    { what: 'listed by pickletools.genops', values: runs.map((r) => r.list), unit: 'M/s', note: 'python3' },
    { what: 'ratio', values: runs.map((r) => r.ratio), unit: '×' },
    {
      what: 'first step gone to in the view, the last: press to the frame of its row',
      values: firsts.map(took),
      unit: 'ms',
    },
    { what: 'the same, the worker of it', values: firsts.map(({ worker }) => worker), unit: 'ms' },
    { what: 'steps gone to after that, all over', values: laters.map(took), unit: 'ms' },
    { what: 'the same, the worker of it', values: laters.map(({ worker }) => worker), unit: 'ms' },
    { what: 'how fast the machine was then: a fixed loop in the page', values: runs.map((r) => r.loop), unit: 'ms' },
    ...(own.length === 0 ? [] : [{ what: 'page and worker, last step gone to', values: own, unit: 'MB' }]),
    ...(peaks.length === 0
      ? []
      : [{ what: 'largest renderer at its peak, with the browser itself', values: peaks, unit: 'MB' }]),
  ];
}

/** Runs in the page. */
function fixedLoop() {
  const begin = performance.now();
  let sum = 0;
  for (let i = 0; i < 50_000_000; i++) sum = (Math.imul(sum, 31) + i) | 0;
  return sum === 1 ? NaN : performance.now() - begin;
}
