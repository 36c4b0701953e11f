/**
 * An ordinary checkpoint of 20,000 opcodes: from the message that hands the file to the engine until the message with its report is back,
 * against CPython's pickletools listing the opcodes of the same program from its file (from memory it is faster: it asks a file for its
 * position at every opcode). Measured are the program by itself and the archive that torch.save puts it into, with an engine that has read
 * some of them and with the one of a page just opened.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, withBrowser } from './page.mjs';

/** Pages one after the other, each with a listing before and after: the machine may be slower at one time than at another. */
const PAGES = 5;
const RUNS = 41;
/** Files an engine has read before it counts as warm: a browser compiles what runs often. */
const WARM = 60;
/** After this long an engine that waits for its first file has rehearsed. */
const SETTLED_MS = 1500;

/** What torch.save writes for 624 tensors, each with a storage record of its own. */
const WRITE = `
import pickle, struct, sys, zipfile
TENSORS = 624
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
def listed(source):
    return sum(1 for _ in pickletools.genops(source))
held = open(sys.argv[1], 'rb').read()
for _ in range(9):
    begin = time.perf_counter()
    count = listed(held)
    middle = time.perf_counter()
    with open(sys.argv[1], 'rb') as file:
        listed(file)
    print(count, (middle - begin) * 1000, (time.perf_counter() - middle) * 1000)
`;

export const name = 'checkpoint';

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-'));
  try {
    const [archive, program] = [join(folder, 'checkpoint.pt'), join(folder, 'data.pkl')];
    execFileSync('python3', ['-c', WRITE, archive, program]);
    return await withBrowser(async (browser) => [
      ...(await compare(browser, 'its program', program, program)),
      ...(await compare(browser, 'the archive', archive, program)),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @type {(browser: import('playwright').Browser, what: string, file: string, program: string) => Promise<import('./run.mjs').Measurement[]>} */
async function compare(browser, what, file, program) {
  const listed = list(program);
  /** @type {number[]} */
  const warm = [];
  /** @type {number[]} */
  const fresh = [];
  for (let page = 0; page < PAGES; page++) {
    const taken = await roundTrips(browser, file, WARM + RUNS);
    fresh.push(...taken.slice(0, 1));
    warm.push(...taken.slice(WARM));
    listed.push(...list(program));
  }
  const over = median(listed.map(({ disk }) => disk));
  return [
    {
      what: 'listed by pickletools.genops from its file',
      values: listed.map(({ disk }) => disk),
      unit: 'ms',
      note: `${listed[0]?.opcodes} opcodes`,
    },
    { what: 'the same from memory', values: listed.map(({ memory }) => memory), unit: 'ms' },
    { what: `${what}, file posted to report, warm engine`, values: warm, unit: 'ms' },
    { what: 'ratio', values: warm.map((ms) => over / ms), unit: '×' },
    { what: `${what}, first file of a page just opened`, values: fresh, unit: 'ms' },
    { what: 'ratio', values: fresh.map((ms) => over / ms), unit: '×' },
  ];
}

/** @type {(program: string) => { opcodes: number, memory: number, disk: number }[]} */
function list(program) {
  const lines = execFileSync('python3', ['-c', LIST, program], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [opcodes = NaN, memory = NaN, disk = NaN] = line.split(' ').map(Number);
    return { opcodes, memory, disk };
  });
}

/** Milliseconds from posting a file to an engine of its own until the report is back, so often in a row. Nothing is drawn meanwhile. */
/** @type {(browser: import('playwright').Browser, path: string, times: number) => Promise<number[]>} */
async function roundTrips(browser, path, times) {
  const page = await openPage(browser, keepWorker);
  await page.waitForTimeout(SETTLED_MS);
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'bench-input';
    input.hidden = true;
    document.body.append(input);
  });
  await page.setInputFiles('#bench-input', path);
  const taken = await page.evaluate(runInPage, times);
  await page.context().close();
  return taken;
}

/** Keeps the worker that the page speaks to first. */
function keepWorker() {
  const post = Worker.prototype.postMessage;
  /** @type {typeof post} */
  Worker.prototype.postMessage = function (/** @type {any} */ message, /** @type {any} */ transfer) {
    if (Reflect.get(window, 'benchWorker') === undefined) Reflect.set(window, 'benchWorker', this);
    return post.call(this, message, transfer);
  };
}

/** The page's own engine, spoken to in Comlink's messages. */
/** @type {(times: number) => Promise<number[]>} */
async function runInPage(times) {
  const input = document.querySelector('#bench-input');
  const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
  if (file === undefined) throw new Error('no file');
  const worker = Reflect.get(window, 'benchWorker');
  if (!(worker instanceof Worker)) throw new Error('no engine');
  /** @type {() => Promise<void>} */
  const inspect = () =>
    new Promise((resolve, reject) => {
      const id = `bench ${Math.random()}`;
      /** @type {(event: MessageEvent) => void} */
      const hear = ({ data }) => {
        if (data?.id !== id) return;
        worker.removeEventListener('message', hear);
        if (data.value?.ok === true) resolve();
        else reject(new Error(JSON.stringify(data.value)));
      };
      worker.addEventListener('message', hear);
      const { name, size, lastModified } = file;
      const value = { file, name, size, lastModified };
      worker.postMessage({ id, type: 'APPLY', path: ['inspect'], argumentList: [{ type: 'RAW', value }] });
    });
  const taken = [];
  for (let run = 0; run < times; run++) {
    const begin = performance.now();
    await inspect();
    taken.push(performance.now() - begin);
  }
  return taken;
}

/** @type {(values: number[]) => number} */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
