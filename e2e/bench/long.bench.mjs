/**
 * Fifty million opcodes of data, of small objects, of dangerous calls, and as one list: how long until the verdict, how much memory the
 * page and its worker take, and how long going to a step takes that nobody looked at before: the first one, the last one and eighteen anywhere.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, rendererPeak, rendererPrivate, verdictTime, withBrowser } from './page.mjs';

/** Pieces of a batch of a thousand, and how often it is repeated. */
const WRITE = `
import struct, sys
kind, path = sys.argv[1:]
def text(s): return b'X' + struct.pack('<I', len(s)) + s
def put(n): return b'r' + struct.pack('<I', n)
with open(path, 'wb') as out:
    if kind == 'dict of texts to tuples':
        out.write(b'\\x80\\x02}q\\x00(')
        m = 1
        for i in range(6_200_000):
            out.write(text(b'key_%09d' % i) + put(m) + b'J' + struct.pack('<i', i) + b'J' + struct.pack('<i', i % 100000))
            out.write(text(b'a value of some length %07d' % (i % 1000003)) + put(m + 1) + b'\\x87' + put(m + 2))
            m += 3
            if i % 1000 == 999: out.write(b'u(')
        out.write(b'u.')
    elif kind == 'small objects':
        def short(s): return b'\\x8c' + bytes([len(s)]) + s
        out.write(b'\\x80\\x04' + short(b'shop.items') + short(b'Item') + b'\\x93\\x940' + short(b'price') + b'\\x940' + short(b'count') + b'\\x940]\\x94(')
        pack, opcodes, i = struct.pack, 0, 0
        while opcodes < 50_000_000:
            out.write(b'h\\x00)\\x81\\x94}\\x94(h\\x01G' + pack('>d', i * 1.25) + b'h\\x02M' + pack('<H', i & 0xffff) + b'ub')
            opcodes += 13
            i += 1
            if i % 1000 == 0: out.write(b'e(')
        out.write(b'e.')
    elif kind == 'dangerous calls':
        out.write(b'\\x80\\x04\\x8c\\x02os\\x8c\\x06system\\x93\\x940')
        for i in range(10_000_000): out.write(b'h\\x00\\x8c\\x0cecho %07d\\x85R0' % i)
        out.write(b'N.')
    else:
        numbers = b''.join(b'J' + struct.pack('<i', i * 7919 % 200_000_000) for i in range(100_000))
        out.write(b'\\x80\\x04]\\x94(')
        for _ in range(500): out.write(numbers)
        out.write(b'e.')
`;
const KINDS = ['dict of texts to tuples', 'small objects', 'dangerous calls', 'one list'];
/** Steps gone to, as parts of the whole: the same in every run. */
const PARTS = [0, 1, ...Array.from({ length: 18 }, (_, i) => ((i + 1) * 0.618034) % 1)];

export const name = 'long';

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-'));
  const file = join(folder, 'long.pkl');
  try {
    const measured = [];
    for (const kind of KINDS) {
      execFileSync('python3', ['-c', WRITE, kind, file]);
      measured.push(speed(kind));
      measured.push(...(await withBrowser((browser) => one(browser, kind, file))));
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How fast the machine is at the moment: a loop that takes 100 ms or so, five times. */
/** @type {(kind: string) => import('./run.mjs').Measurement} */
function speed(kind) {
  const values = Array.from({ length: 5 }, () => {
    const begin = performance.now();
    let sum = 0;
    for (let i = 0; i < 50_000_000; i++) sum = (Math.imul(sum ^ i, 0x01000193) + i) | 0;
    return performance.now() - begin + (sum & 0);
  });
  const [load = 0] = loadavg();
  return { what: `${kind}, a loop of fixed length before`, values, unit: 'ms', note: `load ${load.toFixed(1)}` };
}

/** @type {(browser: import('playwright').Browser, kind: string, file: string) => Promise<import('./run.mjs').Measurement[]>} */
async function one(browser, kind, file) {
  const page = await openPage(browser, keepWorkers);
  const seconds = (await verdictTime(page, file, 300_000)) / 1000;
  const verdict = (await page.locator('.verdict h1').innerText()).replace(/\s+/g, ' ');
  const { steps, seeks } = await page.evaluate(goToSteps, PARTS);
  const peak = await rendererPeak(browser);
  const own = await rendererPrivate(browser);
  return [
    {
      what: `${kind}, file chosen to verdict`,
      values: [seconds],
      unit: 's',
      note: `${steps} opcodes: ${verdict}`,
    },
    ...(own === null ? [] : [{ what: `${kind}, page and worker, steps gone to`, values: [own], unit: 'MB' }]),
    ...(peak === null ? [] : [{ what: `${kind}, the same with the browser itself`, values: [peak], unit: 'MB' }]),
    { what: `${kind}, rows around the first step and its machine`, values: seeks.slice(0, 1), unit: 'ms' },
    { what: `${kind}, the same for twenty steps`, values: seeks, unit: 'ms' },
  ];
}

/** Runs in the page before its own scripts. */
function keepWorkers() {
  const post = Worker.prototype.postMessage;
  /** @type {typeof post} */
  Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ transfer) {
    if (message?.path?.[0] === 'inspect') Object.assign(globalThis, { inspecting: this });
    return post.call(this, message, transfer);
  };
}

/** Runs in the page: asks the worker as the page does, two pages of rows (OPCODE_ROWS) and then the machine at the step. */
/** @type {(parts: readonly number[]) => Promise<{ steps: number, seeks: number[] }>} */
async function goToSteps(parts) {
  /** @type {Worker} */
  const worker = Reflect.get(globalThis, 'inspecting');
  /** @type {(path: string, ...values: number[]) => Promise<any>} */
  const call = (path, ...values) =>
    new Promise((resolve) => {
      const id = `bench ${path} ${values.join()}`;
      const heard = (/** @type {MessageEvent} */ { data }) => {
        if (data?.id !== id) return;
        worker.removeEventListener('message', heard);
        resolve(data.value.value);
      };
      worker.addEventListener('message', heard);
      const argumentList = values.map((value) => ({ type: 'RAW', value }));
      worker.postMessage({ id, type: 'APPLY', path: [path], argumentList });
    });
  const steps = (await call('opcodes', 0, 0, 1)).total;
  const seeks = [];
  for (const part of parts) {
    const step = Math.min(Math.floor(steps * part), steps - 1);
    const begin = performance.now();
    const first = Math.max(0, Math.min(step - 64, steps - 128));
    const rows = await call('opcodes', 0, first, 128);
    const state = await call('step', 0, step);
    seeks.push(performance.now() - begin);
    if (rows.rows.length !== 128 || state.step !== step) throw new Error(`step ${step} was not found`);
  }
  return { steps, seeks };
}
