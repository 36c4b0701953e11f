/** Two files, two folders, or a file and a report somebody made: what changed, in one sentence and row by row. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import JSZip from 'jszip';
import type { Page } from '@playwright/test';
import { CALL, choose, drop, type Given, latin1, verdict } from './files.ts';
import { expect, resize, test } from './fixtures.ts';

const number = (n: number): string => `J${String.fromCharCode(n & 255, n >> 8, 0, 0)}`;
const text = (value: string): string => `X${String.fromCharCode(value.length)}\0\0\0${value}`;

/** A checkpoint as torch.save writes it, of vectors; `more` stands before the end of its program. */
async function checkpoint(
  name: string,
  weights: Readonly<Record<string, readonly number[]>>,
  more = '',
): Promise<Given> {
  const tensors = Object.entries(weights).map(([key, values], i) => {
    const storage = `(${text('storage')}ctorch\nFloatStorage\n${text(i.toString())}${text('cpu')}${number(values.length)}tQ`;
    const shape = `(${number(values.length)}t(${number(1)}t`;
    return `${text(key)}ctorch._utils\n_rebuild_tensor_v2\n(${storage}${number(0)}${shape}\x89ccollections\nOrderedDict\n)RtR`;
  });
  const zip = new JSZip();
  const add = (path: string, bytes: Uint8Array): unknown => zip.file(path, bytes, { createFolders: false });
  const root = name.replace(/\..*/, '');
  add(`${root}/data.pkl`, latin1(`\x80\x02}(${tensors.join('')}u${more}.`));
  Object.values(weights).forEach((values, i) => {
    add(`${root}/data/${i.toString()}`, new Uint8Array(Float32Array.from(values).buffer));
  });
  add(`${root}/version`, latin1('3\n'));
  return { name, bytes: await zip.generateAsync({ type: 'uint8array', compression: 'STORE' }) };
}

const WEIGHTS = { 'a.weight': [1, 2, 3], 'b.weight': [4, 5] };
const headline = (page: Page) => page.getByRole('heading', { level: 1 });
const section = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: new RegExp(`^${name}`) });

test('same weights, new code: said in one sentence, with both verdicts, and the call in its sections', async ({
  vitrine: page,
}) => {
  await choose(page, await checkpoint('before.pt', WEIGHTS));
  await verdict(page);
  await page.keyboard.press('c');
  await expect(headline(page)).toHaveText('Compare before.pt with what?');
  await drop(page, await checkpoint('after.pt', WEIGHTS, `${CALL}0`));
  await expect(headline(page)).toHaveText('Same weights, new code.');
  await expect(page.getByRole('region', { name: 'Before' })).toContainText('Nothing runs');
  await expect(page.getByRole('region', { name: 'After' })).toContainText('Runs code');
  await expect(page.getByText('The verdict changed')).toContainText('before “Nothing runs”, after “Runs code”');
  const detail = page.getByRole('complementary', { name: 'Selected row' });
  await expect(detail).toContainText('Verdict');
  await section(page, 'Imports').click();
  await expect(page.getByRole('grid')).toContainText('os.system');
  await expect(detail).toContainText('os.system');
  await expect(section(page, 'Tensors')).toContainText('same');

  for (const [item, holds] of [
    [/^Markdown/, '## Same weights, new code.'],
    [/^JSON/, '"headline": "Same weights, new code."'],
  ] as const) {
    const saved = page.waitForEvent('download');
    await page.keyboard.press('e');
    await page.getByRole('menuitem', { name: item }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toMatch(/^before\.pt\.to\.after\.pt\.vitrine\.(md|json)$/);
    expect(await readFile(await file.path(), 'utf8')).toContain(holds);
  }

  await page.getByRole('button', { name: 'Swap before and after' }).click();
  await expect(page.getByRole('region', { name: 'Before' })).toContainText('Runs code');
  await expect(headline(page)).toHaveText('Same weights, new code.');
  await section(page, 'Calls').click();
  await expect(page.getByRole('grid')).toContainText('os.system');
  await expect(page.getByRole('row', { name: /^Removed/ })).toHaveCount(1);
  await page.goBack();
  await expect(page.getByRole('region', { name: 'Before' })).toContainText('Nothing runs');
});

test('two ticked files: which tensors changed, by keyboard, and the same twice', async ({ vitrine: page }) => {
  await choose(
    page,
    await checkpoint('a.pt', WEIGHTS),
    await checkpoint('b.pt', { 'a.weight': [1, 2, 9], 'c.weight': [4, 5] }),
  );
  await page.getByRole('checkbox', { name: 'Compare a.pt' }).check();
  await expect(page.getByText('Tick another to compare them.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Compare b.pt' }).check();
  await page.getByRole('link', { name: 'Compare these two' }).click();
  await expect(headline(page)).toHaveText('Changed program, the same calls; other tensors: 1 added, 1 removed.');
  await section(page, 'Tensors').click();
  const grid = page.getByRole('grid');
  const detail = page.getByRole('complementary', { name: 'Selected row' });
  await expect(detail).toContainText('a.weight');
  await expect(detail).toContainText('The data differ.');
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await expect(detail).toContainText('b.weight');
  const first = await grid.innerText();
  await page.reload();
  await choose(
    page,
    await checkpoint('a.pt', WEIGHTS),
    await checkpoint('b.pt', { 'a.weight': [1, 2, 9], 'c.weight': [4, 5] }),
  );
  await page.getByRole('checkbox', { name: 'Compare b.pt' }).check();
  await page.getByRole('checkbox', { name: 'Compare a.pt' }).check();
  await page.getByRole('link', { name: 'Compare these two' }).click();
  await section(page, 'Tensors').click();
  await expect(page.getByRole('row', { name: /The data differ/ })).toHaveCount(1);
  expect(await page.getByRole('grid').innerText()).toBe(first);
});

test('a file against a report that was saved: a claim, and told as one', async ({ vitrine: page }) => {
  await choose(page, await checkpoint('before.pt', WEIGHTS));
  await verdict(page);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const item = page.getByRole('menuitem', { name: /JSON report/ });
  await expect(item).toContainText(/\d (?:B|KB)/);
  const download = page.waitForEvent('download');
  await item.click();
  const file = await download;
  const saved = { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };

  await drop(page, saved);
  await expect(page.getByRole('heading', { name: 'You are reading someone else’s report.' })).toBeVisible();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await drop(page, await checkpoint('after.pt', { ...WEIGHTS, 'c.weight': [6] }, `${CALL}0`));
  await expect(headline(page)).toHaveText('New code; other tensors: 1 added.');
  await expect(page.getByRole('region', { name: 'Before' })).toContainText('Somebody’s report: a claim');
  await expect(page.getByText('was not measured here')).toBeVisible();
  await section(page, 'Tensors').click();
  await expect(page.getByRole('row', { name: /^Added c\.weight/ })).toHaveCount(1);
  await expect(page.getByRole('row', { name: /^Not known a\.weight/ })).toHaveCount(1);
});

async function openFolders(
  page: Page,
  above: string,
  folders: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>,
): Promise<void> {
  for (const [name, files] of Object.entries(folders)) {
    await mkdir(join(above, name));
    for (const [file, bytes] of Object.entries(files)) await writeFile(join(above, name, file), bytes);
  }
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await chooser).setFiles(above);
  const all = Object.values(folders).reduce((sum, files) => sum + Object.keys(files).length, 0);
  await expect(page.locator('.facts b').first()).toHaveText(`${all.toString()} of ${all.toString()}`);
  await page.getByRole('link', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('region', { name: 'After' })).toBeVisible();
}

test('two folders: files by path, moved ones by their bytes, and into a pair and back', async ({
  vitrine: page,
  folder,
}) => {
  const { bytes } = await checkpoint('m.pt', WEIGHTS);
  const config = latin1('{"model_type": "bert"}');
  await openFolders(page, folder, {
    v1: { 'model.pt': bytes, 'config.json': config, 'notes.md': latin1('# One\n') },
    v2: { 'weights.pt': bytes, 'config.json': config, 'notes.md': latin1('# Two\n'), 'run.pkl': latin1(`${CALL}.`) },
  });
  await expect(headline(page)).toHaveText('Same weights, new code.');
  await section(page, 'Files').click();
  await expect(page.getByRole('row', { name: /^Added run\.pkl/ })).toHaveCount(1);
  await page.getByRole('button', { name: /^All/ }).click();
  await expect(page.getByRole('row', { name: /model\.pt.*now called weights\.pt/ })).toHaveCount(1);
  await page.getByRole('row', { name: /^Changed notes\.md/ }).click();
  await page.getByRole('link', { name: 'Compare these two' }).click();
  await expect(page.getByRole('region', { name: 'Before' })).toContainText('notes.md');
  await page.getByRole('link', { name: 'The folders they are in' }).click();
  await expect(headline(page)).toHaveText('Same weights, new code.');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious, and nothing is wider than a phone, ${colorScheme}`, async ({ vitrine: page }) => {
    await page.emulateMedia({ colorScheme });
    await choose(page, await checkpoint('before.pt', WEIGHTS));
    await verdict(page);
    await page.keyboard.press('c');
    await drop(page, await checkpoint('after.pt', WEIGHTS, `${CALL}0`));
    await expect(headline(page)).toHaveText('Same weights, new code.');
    await section(page, 'Findings').click();
    await page.getByRole('row', { name: /os\.system/ }).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id),
    ).toEqual([]);
    await resize(page, 320, 640);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBeLessThanOrEqual(0);
  });
}
