/** A report that leaves the page: as a link, as files; and what the one who gets it sees. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { CALL, choose, drop, latin1, verdict } from './files.ts';
import { expect, openPage, test } from './fixtures.ts';

const MINE = { name: 'mine.pkl', bytes: latin1(`${CALL}.`) };

async function shareLink(page: Page): Promise<string> {
  await expect(page.locator('.verdict')).toContainText(/SHA-256|hashed/i);
  await page.getByRole('button', { name: 'Share link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  return link.slice(link.indexOf('#'));
}

async function saved(page: Page, name: RegExp): Promise<{ name: string; bytes: Uint8Array }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const item = page.getByRole('menuitem', { name });
  await expect(item).toContainText(/\d (?:B|KB)/);
  const download = page.waitForEvent('download');
  await item.click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
}

test('a link opens as claims; the own copy, dropped, is the same or another file', async ({ vitrine: page, home }) => {
  await choose(page, MINE);
  expect(await verdict(page)).toContain('would run a shell command');
  await expect.poll(() => page.locator('.verdict code, .verdict [title]').count()).toBeGreaterThan(0);
  const fragment = await shareLink(page);
  expect(fragment).toMatch(/^#r=1\.[\w-]+$/);
  expect(fragment.length).toBeLessThanOrEqual(8000);

  await page.goto('about:blank');
  await page.goto(home + fragment);
  await expect(page.getByRole('heading', { name: 'You are reading someone else’s report.' })).toBeFocused();
  await expect(page.locator('.vstates [aria-current]')).toContainText('Not checked');
  await expect(page.locator('.claims')).toContainText('would run a shell command');
  await expect(page.getByText('mine.pkl')).toHaveCount(0);

  await drop(page, { name: 'other.pkl', bytes: latin1('I1\n.') });
  await expect(page.getByRole('heading', { name: 'This is another file.' })).toBeVisible();
  await drop(page, MINE);
  await expect(page.getByRole('heading', { name: 'This is the same file.' })).toBeVisible();
  await expect(page.locator('.vstates [aria-current]')).toContainText('Same file');
  await page.getByRole('button', { name: 'See what was measured' }).click();
  expect(await verdict(page)).toContain('would run a shell command');
});

test('links that are newer, broken or hostile are told apart and show nothing', async ({ vitrine: page, home }) => {
  const cases = [
    ['#r=9.AAAA', 'This link is from a newer Vitrine.'],
    ['#r=1.AAAA', 'This link cannot be read.'],
    ['#r=1.%3Cscript%3E', 'This link cannot be read.'],
    [`#r=1.${'A'.repeat(1_500_000)}`, 'This link is too large to be opened.'],
  ] as const;
  for (const [fragment, title] of cases) {
    await page.goto('about:blank');
    await page.goto(home + fragment);
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.locator('.claims')).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Start page' }).click();
  await expect(page.getByRole('heading', { name: 'Look inside a model file without opening it.' })).toBeVisible();
});

test('every export is saved; JSON and bundle open again as shared reports', async ({ vitrine: page, home }) => {
  await choose(page, MINE);
  await verdict(page);
  const html = await saved(page, /HTML report/);
  expect(html.name).toBe('mine.pkl.vitrine.html');
  expect(new TextDecoder().decode(html.bytes)).toContain("default-src 'none'");
  expect(JSON.parse(new TextDecoder().decode((await saved(page, /SARIF/)).bytes))).toMatchObject({ version: '2.1.0' });
  expect(new TextDecoder().decode((await saved(page, /Markdown/)).bytes)).toContain('## Runs code');
  for (const kind of [/JSON report/, /Evidence bundle/]) {
    const file = await saved(page, kind);
    await openPage(page, home);
    await drop(page, file);
    await expect(page.getByRole('heading', { name: 'You are reading someone else’s report.' })).toBeVisible();
    await expect(page.locator('.claims')).toContainText('would run a shell command');
    await drop(page, MINE);
    await expect(page.getByRole('heading', { name: 'This is the same file.' })).toBeVisible();
    await page.getByRole('button', { name: 'See what was measured' }).click();
    await verdict(page);
  }
});

/** A report whose link is longer than one code holds. */
const LONG = {
  name: 'long.pkl',
  bytes: latin1(
    `${Array.from({ length: 12 }, (_, i) => `cos\nsystem\n(X\x08\0\0\0echo ${(100 + i).toString()}tR0`).join('')}N.`,
  ),
};

async function showCodes(page: Page): Promise<void> {
  await expect(page.locator('.verdict')).toContainText(/SHA-256|hashed/i);
  await page.getByRole('button', { name: 'Share link' }).click();
  await page.getByRole('button', { name: 'Show as QR code' }).click();
}

async function picture(page: Page): Promise<{ name: string; bytes: Uint8Array }> {
  return { name: 'code.png', bytes: new Uint8Array(await page.locator('svg.qr').screenshot()) };
}

async function isShared(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'You are reading someone else’s report.' })).toBeVisible();
  await expect(page.locator('.claims').first()).toContainText('would run a shell command');
}

test('a sequence of codes, each photographed, makes the report again in any order', async ({ vitrine: page, home }) => {
  await choose(page, LONG);
  await verdict(page);
  await showCodes(page);
  const shown = page.getByRole('img', { name: /^QR code 1 of / });
  await page.getByRole('button', { name: 'Pause' }).click();
  const total = Number(/of (\d+)/.exec((await page.locator('svg.qr').getAttribute('aria-label')) ?? '')?.[1]);
  expect(total).toBeGreaterThan(1);
  while (!(await shown.isVisible())) await page.getByRole('button', { name: 'Next code' }).click();
  const pictures = [];
  for (let i = 0; i < total; i++) {
    pictures.push(await picture(page));
    await page.getByRole('button', { name: 'Next code' }).click();
  }
  await openPage(page, home);
  await page.getByRole('button', { name: 'Read QR codes' }).click();
  const [first, ...others] = pictures.reverse();
  if (first === undefined) throw new Error('no code');
  await drop(page, first, first);
  await expect(page.getByRole('dialog')).toContainText(`1 of ${total.toString()} codes read`);
  await drop(page, { name: 'text.png', bytes: latin1('no picture') });
  await expect(page.getByRole('dialog')).toContainText('No code of Vitrine was found in 1 picture.');
  await drop(page, ...others);
  await isShared(page);
  await drop(page, LONG);
  await expect(page.getByRole('heading', { name: 'This is the same file.' })).toBeVisible();
});

test('a picture of all codes that is dropped like a file is offered as a report, and stays a file', async ({
  vitrine: page,
  home,
}) => {
  await choose(page, LONG);
  await verdict(page);
  await showCodes(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as one picture' }).click();
  const file = await download;
  const sheet = { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
  expect(sheet.name).toBe('report.vitrine-codes.png');
  await openPage(page, home);
  await drop(page, sheet);
  await expect(page.getByRole('dialog')).toContainText('What you opened holds a report.');
  await page.getByRole('button', { name: 'Leave it' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing in this file runs when you load it.');
  await openPage(page, home);
  await drop(page, sheet);
  await page.getByRole('button', { name: 'Open the report' }).click();
  await isShared(page);
});

/** Chooses a folder of the given files with `button`, and waits until it is read. */
async function chooseFolder(page: Page, files: Readonly<Record<string, Uint8Array>>, button: string): Promise<void> {
  const above = await mkdtemp(join(tmpdir(), 'vitrine-'));
  const folder = join(above, 'northmere');
  await mkdir(folder);
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(folder);
  // Files are read when they are inspected, and again for the bundle.
  test.info().annotations.push({ type: 'folder', description: above });
}

// eslint-disable-next-line no-empty-pattern -- Playwright wants the braces
test.afterEach(async ({}, info) => {
  for (const { description } of info.annotations.filter(({ type }) => type === 'folder'))
    if (description !== undefined) await rm(description, { recursive: true, force: true });
});

const FOLDER = {
  'bad.pkl': latin1(`${CALL}.`),
  'quiet.pkl': latin1('I1\n.'),
  'model.safetensors.index.json': latin1('{"weight_map":{"v":"gone.safetensors"}}'),
};

test('a folder is shared as a link without its names, and checked against the own copies', async ({
  vitrine: page,
  home,
}) => {
  await chooseFolder(page, FOLDER, 'Choose a folder');
  await expect(page.locator('.facts b').first()).toHaveText('3 of 3');
  await expect(page.locator('.bmap')).toContainText('100% hashed');
  await page.getByRole('button', { name: 'Share link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  expect(link.length).toBeLessThanOrEqual(8100);

  await page.goto('about:blank');
  await page.goto(home + link.slice(link.indexOf('#')));
  await isShared(page);
  const rows = page.locator('.sh-files tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('Runs code');
  await expect(page.getByText('Across the files')).toBeVisible();
  await expect(page.getByText(/northmere|bad\.pkl|quiet\.pkl|gone\.safe/)).toHaveCount(0);
  await rows.nth(2).getByRole('button').click();
  await expect(page.getByRole('article', { name: 'What the report says', exact: true })).toContainText('Nothing');

  const others = Object.fromEntries(Object.entries(FOLDER).filter(([name]) => name !== 'quiet.pkl'));
  await chooseFolder(page, others, 'Choose folder');
  await expect(page.getByRole('heading', { name: '2 of 3 are the same.' })).toBeVisible();
  await expect(rows.filter({ hasText: 'Not among yours' })).toHaveCount(1);
});

test('every export of a folder is saved; its bundle opens again and holds what is dangerous', async ({
  vitrine: page,
  home,
}) => {
  await chooseFolder(page, FOLDER, 'Choose a folder');
  await expect(page.locator('.bmap')).toContainText('100% hashed');
  const sarif: unknown = JSON.parse(new TextDecoder().decode((await saved(page, /SARIF/)).bytes));
  expect(sarif).toMatchObject({ runs: [{ artifacts: [{}, {}, {}, {}] }] });
  expect(new TextDecoder().decode((await saved(page, /HTML report/)).bytes)).toContain('<section class="file">');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /Evidence bundle/ }).click();
  const file = await download;
  const bundle = { name: file.suggestedFilename(), bytes: new Uint8Array(await readFile(await file.path())) };
  expect(bundle.name).toBe('northmere.vitrine.zip');
  expect(Buffer.from(bundle.bytes).toString('latin1')).toMatch(/members\/file\d-0-00000000\.bin\.txt/);
  await openPage(page, home);
  await drop(page, bundle);
  await isShared(page);
  await expect(page.locator('.sh-files')).toContainText('northmere/bad.pkl');
  await drop(page, ...Object.entries(FOLDER).map(([name, bytes]) => ({ name, bytes })));
  await expect(page.getByRole('heading', { name: 'These are the same files.' })).toBeVisible();
});

test('a bundle without bytes of the file has none, and says so', async ({ vitrine: page }) => {
  await choose(page, MINE);
  await verdict(page);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('menuitemcheckbox').uncheck();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /Evidence bundle/ }).click();
  const bytes = await readFile(await (await download).path());
  expect(bytes.toString('latin1')).toContain('programs/0.opcodes.txt');
  expect(bytes.toString('latin1')).not.toMatch(/bytes\/|members\//);
});
