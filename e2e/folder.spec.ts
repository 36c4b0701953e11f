/** A folder: one answer for all files, a verdict for each, and what they say about each other. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { CALL, latin1 } from './files.ts';
import { expect, test } from './fixtures.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

async function openFolder(page: Page, above: string, files: Files, name = 'northmere'): Promise<void> {
  await chooseFolder(page, above, files, name);
  await expect(page.getByRole('table')).toBeVisible();
  const all = Object.keys(files).length.toString();
  await expect(page.locator('.facts b').first()).toHaveText(`${all} of ${all}`);
}

async function chooseFolder(page: Page, above: string, files: Files, name: string): Promise<void> {
  const chosen = join(above, name);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(chosen, path)), { recursive: true });
    await writeFile(join(chosen, path), content);
  }
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await chooser).setFiles(chosen);
}

const MODEL = {
  'a.safetensors': latin1(
    `\x58\0\0\0\0\0\0\0${'{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}'.padEnd(0x58)}${'\0'.repeat(8)}`,
  ),
  'config.json': '{"model_type":"llama"}',
  'model.safetensors.index.json': '{"weight_map":{"w":"a.safetensors","v":"gone.safetensors"}}',
  'scheduler.pt': latin1(`${CALL}.`),
};

test('the worst file gives the headline, and the files are compared', async ({ vitrine: page, folder }) => {
  await openFolder(page, folder, MODEL);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'One of these 4 files would run code when loaded: northmere/scheduler.pt.',
  );
  const rows = page.locator('.ftab tbody tr');
  await expect(rows).toHaveCount(4);
  await expect(rows.first()).toContainText('scheduler.pt');
  await expect(page.getByRole('complementary')).toContainText('A shard is missing: gone.safetensors');
});

test('a file of bare numbers is known once its index is read', async ({ vitrine: page, folder }) => {
  const fixtures = join(import.meta.dirname, '../workers/formats/tensorflow/fixtures');
  const saved: Record<string, Uint8Array> = { 'saved_model.pb': await readFile(join(fixtures, 'quiet.pb')) };
  for (const name of ['variables.index', 'variables.data-00000-of-00001'])
    saved[`variables/${name}`] = await readFile(join(fixtures, name));
  await openFolder(page, folder, saved, 'saved');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing in these 3 files runs when you load them.');
  await expect(page.locator('.ftab tbody tr', { hasText: '.data-' })).toContainText('Nothing runs', {
    ignoreCase: true,
  });
});

test('found by name, by verdict, and sorted', async ({ vitrine: page, folder }) => {
  await openFolder(page, folder, MODEL);
  const rows = page.locator('.ftab tbody tr');
  await page.getByLabel('Filter files').fill('CONFIG');
  await expect(rows).toHaveCount(1);
  await page.getByLabel('Filter files').fill('');
  await page.getByRole('button', { name: 'nothing runs' }).click();
  await expect(rows).toHaveCount(3);
  await page.getByRole('button', { name: /^All/ }).click();
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await expect(rows.first()).toContainText('a.safetensors');
  await page.getByRole('button', { name: 'Size' }).click();
  await expect(rows.first()).toContainText('a.safetensors');
});

test('a file opens into its report and the way back is there', async ({ vitrine: page, folder }) => {
  await openFolder(page, folder, MODEL);
  await page.getByRole('link', { name: 'scheduler.pt' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('would run a shell command');
  await page.goBack();
  await expect(page.getByRole('table')).toBeVisible();
});

test('three hundred files are stopped and go on', async ({ vitrine: page }) => {
  const files = Array.from({ length: 300 }, (_, i) => new File(['\x80\x02}.'], `f${i.toString()}.pkl`));
  await page.evaluate(
    (names) => {
      const data = new DataTransfer();
      for (const name of names) data.items.add(new File([Uint8Array.of(0x80, 2, 0x7d, 0x2e)], name));
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    files.map(({ name }) => name),
  );
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.locator('.say').getByText('Nothing runs in')).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.locator('.facts b').first()).toHaveText('300 of 300', { timeout: 30_000 });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Nothing in these 300 files runs when you load them.',
  );
});

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const [PICKLE, CONFIG] = ['a'.repeat(64), 'b'.repeat(40)];
/** As a browser hands over a cache of the hub: without the links that name the files. */
const CACHE = {
  [`blobs/${PICKLE}`]: latin1(`${CALL}.`),
  [`blobs/${CONFIG}`]: '{"model_type":"llama"}',
  [`blobs/${'c'.repeat(64)}`]: '',
  'refs/main': COMMIT,
  [`trees/${COMMIT}.json`]: JSON.stringify({
    files: {
      'pytorch_model.bin': { size: 30, blob_id: 'd'.repeat(40), lfs_sha256: PICKLE },
      'config.json': { size: 22, blob_id: CONFIG },
    },
  }),
};
const REPO = 'models--northmere--northmere-7b';

test('a cache of the hub gets its names back, and says where it comes from', async ({ vitrine: page, folder }) => {
  await openFolder(page, folder, CACHE, REPO);
  const snapshot = `${REPO}/snapshots/${COMMIT}`;
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${REPO}/snapshots/0123456…/pytorch_model.bin`);
  const origin = page.getByRole('complementary').locator('section', { hasText: 'Where it says it comes from' });
  await expect(origin).toContainText('northmere/northmere-7b model');
  await expect(origin).toContainText(`Revision ${COMMIT}, called main`);
  await expect(origin).toContainText('2 files kept under their hashes');
  await expect(origin).toContainText('1 file has only a hash for a name');
  await expect(origin).toContainText('Nothing here is signed.');

  await page.getByRole('button', { name: 'Export' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /JSON/ }).first().click();
  const report: unknown = JSON.parse(await readFile(await (await saved).path(), 'utf8'));
  expect(report).toMatchObject({
    metadata: {
      entries: [{ key: { data: 'hub.model' } }, { key: { data: 'hub.revision' } }, { key: { data: 'hub.names' } }],
    },
  });
  expect(JSON.stringify(report)).toContain(`${snapshot}/config.json`);
});

test('two copies of a repository are compared under their names', async ({ vitrine: page, folder }) => {
  await openFolder(
    page,
    folder,
    { 'pytorch_model.bin': latin1(`${CALL}.`), 'config.json': '{"model_type":"llama"}' },
    'plain',
  );
  await page.getByRole('link', { name: 'Compare' }).click();
  await chooseFolder(page, folder, { ...CACHE, [`blobs/${CONFIG}`]: '{"model_type":"mistral"}' }, REPO);
  const shown = page.getByRole('main');
  await expect(shown).toContainText('config.json');
  await expect(shown).toContainText('Changed');
  await expect(shown).not.toContainText(CONFIG);
  await expect(shown).not.toContainText(COMMIT);
});
