/** Folders: a thousand small pickles, and a hundred sparse shards of 5 GB, until every file has its verdict. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPage, withBrowser } from './page.mjs';

const SMALL = 1_000;
const SHARDS = 100;

const WRITE_SMALL = `
import os, pickle, sys
os.makedirs(sys.argv[1])
for i in range(${SMALL}):
    open(f'{sys.argv[1]}/{i:04d}.pkl', 'wb').write(pickle.dumps({'number': i, 'values': [i / 7] * 20}))
`;
const WRITE_SHARDS = `
import json, os, struct, sys
os.makedirs(sys.argv[1])
for i in range(${SHARDS}):
    size = 5_000_000_000
    header = json.dumps({f'layer.{i}.weight': {'dtype': 'BF16', 'shape': [size // 2], 'data_offsets': [0, size]}}).encode()
    header += b' ' * (-len(header) % 8)
    with open(f'{sys.argv[1]}/model-{i + 1:05d}-of-00100.safetensors', 'wb') as out:
        out.write(struct.pack('<Q', len(header)) + header)
        out.truncate(8 + len(header) + size)
`;

export const name = 'folder';

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
export async function measure() {
  const above = mkdtempSync(join(tmpdir(), 'vitrine-'));
  try {
    const [small, shards] = [join(above, 'small'), join(above, 'shards')];
    execFileSync('python3', ['-c', WRITE_SMALL, small]);
    execFileSync('python3', ['-c', WRITE_SHARDS, shards]);
    return await withBrowser(async (browser) => [
      {
        what: `${SMALL} small pickles, folder chosen to last verdict`,
        values: [await time(browser, small, SMALL)],
        unit: 'ms',
      },
      { what: `${SHARDS} shards of 5 GB, the same`, values: [await time(browser, shards, SHARDS)], unit: 'ms' },
    ]);
  } finally {
    rmSync(above, { recursive: true });
  }
}

/** @type {(browser: import('playwright').Browser, folder: string, files: number) => Promise<number>} */
async function time(browser, folder, files) {
  const page = await openPage(browser);
  await page.evaluate((all) => {
    document.addEventListener('change', () => performance.mark('chosen'), { capture: true, once: true });
    const wanted = `${all.toLocaleString('en')} of ${all.toLocaleString('en')}`;
    new MutationObserver((_, observer) => {
      if (document.querySelector('.facts b')?.textContent !== wanted) return;
      performance.mark('checked');
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }, files);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await chooser).setFiles(folder);
  await page.waitForFunction(() => performance.getEntriesByName('checked').length > 0, undefined, { timeout: 120_000 });
  const took = await page.evaluate(() => performance.measure('took', 'chosen', 'checked').duration);
  await page.context().close();
  return took;
}
