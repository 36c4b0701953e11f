/**
 * An ordinary checkpoint of 20,000 opcodes: from the message that hands the file to the engine until the message with its verdict is back
 * in the page, against CPython's pickletools listing the opcodes of the same program, both in one run.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, withBrowser } from './page.mjs';

const RUNS = 9;
/** After this long an engine that waits for its first file has rehearsed. */
const SETTLED_MS = 1500;

/** What torch.save writes for 1,050 tensors, each with a storage record of its own. */
const WRITE = `
import pickle, struct, sys, zipfile
TENSORS = 1050
out = [b'\\x80\\x02}q\\x00X\\x05\\0\\0\\0modelq\\x01ccollections\\nOrderedDict\\nq\\x02)Rq\\x03(']
memo = 4
def put():
    global memo
    memo += 1
    return b'q' + bytes([memo - 1]) if memo <= 256 else b'r' + struct.pack('<I', memo - 1)
def text(s):
    return b'X' + struct.pack('<I', len(s)) + s.encode() + put()
for i in range(TENSORS):
    out.append(text(f'encoder.layer.{i}.attention.self.query.weight'))
    if i == 0:
        out.append(b'ctorch._utils\\n_rebuild_tensor_v2\\n' + put()); rebuild = memo - 1
        out.append(b'((' + text('storage')); word = memo - 1
        out.append(b'ctorch\\nFloatStorage\\n' + put()); kind = memo - 1
        out.append(text('0') + text('cpu')); cpu = memo - 1
    else:
        out.append(b'h' + bytes([rebuild]) + b'((h' + bytes([word]) + b'h' + bytes([kind]) + text(str(i)) + b'h' + bytes([cpu]))
    out.append(b'K\\x04t' + put() + b'QK\\x00K\\x02K\\x02\\x86' + put() + b'K\\x02K\\x01\\x86' + put() + b'\\x89h\\x02)R' + put() + b't' + put() + b'R' + put())
out.append(b'usX\\x05\\0\\0\\0epochK\\x03s.')
program = b''.join(out)
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    z.writestr('checkpoint/data.pkl', program)
    z.writestr('checkpoint/byteorder', 'little')
    for i in range(TENSORS):
        z.writestr(f'checkpoint/data/{i}', bytes(16))
    z.writestr('checkpoint/version', '3\\n')
open(sys.argv[2], 'wb').write(program)
`;
const LIST = `
import pickletools, sys, time
program = open(sys.argv[1], 'rb').read()
for _ in range(${RUNS}):
    begin = time.perf_counter()
    count = sum(1 for _ in pickletools.genops(program))
    print(count, (time.perf_counter() - begin) * 1000)
`;

export const name = 'checkpoint';

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-'));
  try {
    const [file, program] = [join(folder, 'checkpoint.pt'), join(folder, 'data.pkl')];
    execFileSync('python3', ['-c', WRITE, file, program]);
    return await withBrowser((browser) => compare(browser, file, program));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @type {(browser: import('playwright').Browser, file: string, program: string) => Promise<import('./run.mjs').Measurement[]>} */
async function compare(browser, file, program) {
  const listed = execFileSync('python3', ['-c', LIST, program], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  const opcodes = listed[0]?.[0] ?? NaN;
  const list = listed.map(([, milliseconds = NaN]) => milliseconds);
  const fresh = [];
  for (let run = 0; run < RUNS; run++) {
    const page = await openTimed(browser);
    fresh.push(await roundTrip(page, file));
    await page.context().close();
  }
  const warm = await warmRuns(browser, file);
  const over = median(list);
  return [
    { what: 'listed by pickletools.genops', values: list, unit: 'ms', note: `${opcodes} opcodes` },
    { what: 'file posted to verdict, engine just ready', values: fresh, unit: 'ms' },
    { what: 'ratio', values: fresh.map((ms) => over / ms), unit: '×' },
    { what: 'file posted to verdict, one file after the other', values: warm, unit: 'ms' },
    { what: 'ratio', values: warm.map((ms) => over / ms), unit: '×' },
  ];
}

/** One page, one file after the other. The first one does not count. */
/** @type {(browser: import('playwright').Browser, file: string) => Promise<number[]>} */
async function warmRuns(browser, file) {
  const page = await openTimed(browser);
  const times = [];
  for (let run = 0; run <= RUNS; run++) {
    await page.waitForTimeout(SETTLED_MS);
    times.push(await roundTrip(page, file));
  }
  await page.context().close();
  return times.slice(1);
}

/** A page that notes when a file is handed to a worker and when the answer to that has come. */
/** @type {(browser: import('playwright').Browser) => Promise<import('playwright').Page>} */
function openTimed(browser) {
  return openPage(browser, () => {
    const post = Worker.prototype.postMessage;
    /** @type {typeof post} */
    Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ transfer) {
      if (message?.path?.[0] === 'inspect') {
        performance.mark('posted');
        this.addEventListener('message', ({ data }) => {
          if (data?.id === message.id) performance.mark('answered');
        });
      }
      return post.call(this, message, transfer);
    };
  });
}

/** Drops a file; milliseconds from posting it to its verdict. */
/** @type {(page: import('playwright').Page, path: string) => Promise<number>} */
async function roundTrip(page, path) {
  await page.evaluate(() => {
    performance.clearMarks();
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'bench-input';
    input.hidden = true;
    document.body.append(input);
  });
  await page.setInputFiles('#bench-input', path);
  await page.evaluate(() => {
    const input = document.querySelector('#bench-input');
    if (!(input instanceof HTMLInputElement) || input.files?.[0] === undefined) throw new Error('no file');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(input.files[0]);
    input.remove();
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  });
  await page.waitForFunction(() => performance.getEntriesByName('answered').length > 0);
  return page.evaluate(() => performance.measure('trip', 'posted', 'answered').duration);
}

/** @type {(values: number[]) => number} */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
