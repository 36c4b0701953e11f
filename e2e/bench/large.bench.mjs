/** A 2 GB checkpoint, a 1 GB pickle of arrays and a 10 GB file, all sparse: how long until the verdict, how much is read, what hashing costs in memory. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, rendererPeak, verdictTime, withBrowser } from './page.mjs';

const RUNS = 5;

/** A stored ZIP as torch writes it, whose one weight record is a hole of 2 GB (below the limit that needs Zip64). */
const WRITE = `
import struct, sys, zlib, pickle, os
SIZE = 2_000_000_000
out = open(sys.argv[1], 'wb')
program = (b'\\x80\\x02ccollections\\nOrderedDict\\nq\\x00)Rq\\x01X\\x06\\0\\0\\0weightq\\x02ctorch._utils\\n_rebuild_tensor_v2\\nq\\x03'
  b'((X\\x07\\0\\0\\0storageq\\x04ctorch\\nFloatStorage\\nq\\x05X\\x01\\0\\0\\0' + b'0q\\x06X\\x03\\0\\0\\0cpuq\\x07J' + struct.pack('<i', SIZE // 4) +
  b'tq\\x08QK\\x00J' + struct.pack('<i', SIZE // 4) + b'\\x85q\\x09K\\x01\\x85q\\x0a\\x89h\\x00)Rq\\x0btq\\x0cRq\\x0ds.')
central = []
def record(name, data, size=None):
    size = len(data) if size is None else size
    crc = zlib.crc32(data)
    at = out.tell()
    pad = -(at + 30 + len(name) + 4) % 64
    out.write(struct.pack('<IHHHHHIIIHH', 0x04034b50, 0, 0, 0, 0, 0x21, crc, size, size, len(name), pad + 4) + name + b'FB' + struct.pack('<H', pad) + b'Z' * pad)
    out.write(data)
    out.seek(size - len(data), os.SEEK_CUR)
    central.append(struct.pack('<IHHHHHHIIIHHHHHII', 0x02014b50, 20, 0, 0, 0, 0, 0x21, crc, size, size, len(name), 0, 0, 0, 0, 0, at) + name)
record(b'large/data.pkl', program)
record(b'large/byteorder', b'little')
record(b'large/data/0', b'', SIZE)
record(b'large/version', b'3\\n')
start = out.tell()
directory = b''.join(central)
out.write(directory + struct.pack('<IHHHHIIH', 0x06054b50, 0, 0, len(central), len(central), len(directory), start, 0))
`;

/** What `pickle.dumps` writes for a dict of NumPy arrays at protocol 5, without frames; the elements of the arrays are holes. */
const WRITE_ARRAYS = `
import os, struct, sys
ARRAYS, ELEMENTS = 4, 62_500_000
out = open(sys.argv[1], 'wb')
text = lambda s: b'\\x8c' + bytes([len(s)]) + s.encode() + b'\\x94'
out.write(b'\\x80\\x05}\\x94(')
for i in range(ARRAYS):
    out.write(text(f'layer.{i}') + text('numpy._core.numeric') + text('_frombuffer') + b'\\x93\\x94(\\x96' + struct.pack('<Q', 4 * ELEMENTS))
    out.seek(4 * ELEMENTS, os.SEEK_CUR)
    out.write(b'\\x94' + text('numpy') + text('dtype') + b'\\x93\\x94' + text('f4') + b'\\x89\\x88\\x87\\x94R\\x94(K\\x03' + text('<'))
    out.write(b'NNNJ\\xff\\xff\\xff\\xffJ\\xff\\xff\\xff\\xffK\\x00t\\x94bJ' + struct.pack('<i', ELEMENTS) + b'\\x85\\x94' + text('C') + b't\\x94R\\x94')
out.write(b'u.')
`;

export const name = 'large';

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
export async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-'));
  try {
    const checkpoint = join(folder, 'large.pt');
    execFileSync('python3', ['-c', WRITE, checkpoint]);
    const arrays = join(folder, 'arrays.pkl');
    execFileSync('python3', ['-c', WRITE_ARRAYS, arrays]);
    const hole = join(folder, 'hole.bin');
    writeFileSync(hole, 'not a model');
    truncateSync(hole, 10_000_000_000);
    return [
      ...(await withBrowser((browser) => verdicts(browser, checkpoint, '2 GB torch checkpoint'))),
      ...(await withBrowser((browser) => verdicts(browser, arrays, '1 GB pickle of arrays'))),
      ...(await withBrowser((browser) => hashing(browser, hole))),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @type {(browser: import('playwright').Browser, file: string, called: string) => Promise<import('./run.mjs').Measurement[]>} */
async function verdicts(browser, file, called) {
  const times = [];
  let read = '';
  for (let run = 0; run < RUNS; run++) {
    const page = await openPage(browser);
    times.push(await verdictTime(page, file));
    read = (await page.getByText('had to be read').first().innerText()).replace(/\s+/g, ' ');
    await page.context().close();
  }
  return [{ what: `${called}, file chosen to verdict`, values: times, unit: 'ms', note: read }];
}

/** @type {(browser: import('playwright').Browser, file: string) => Promise<import('./run.mjs').Measurement[]>} */
async function hashing(browser, file) {
  const page = await openPage(browser);
  await verdictTime(page, file);
  const begin = Date.now();
  await page.getByRole('button', { name: 'Hash it' }).click();
  await page.getByRole('button', { name: 'Copy the SHA-256' }).waitFor({ timeout: 300_000 });
  const seconds = (Date.now() - begin) / 1000;
  const peak = await rendererPeak(browser);
  return [
    { what: '10 GB hashed', values: [10_000 / seconds], unit: 'MB/s' },
    ...(peak === null ? [] : [{ what: 'largest renderer while hashing 10 GB', values: [peak], unit: 'MB' }]),
  ];
}
