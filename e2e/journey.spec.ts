/** The main job, as people do it: a file in, an answer out, the evidence behind it. */
import { appendFile, mkdtemp, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { CALL, choose, drop, latin1, verdict } from './files.ts';
import { expect, test } from './fixtures.ts';

test('a sample with a hidden call: sentence, call, evidence, loaders', async ({ vitrine: page }) => {
  await page.getByRole('button', { name: /One line among hundreds/ }).click();
  expect(await verdict(page)).toBe('Loading this file with torch.load would run a shell command.');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page.getByText('os.system("echo this would run on your machine")').first()).toBeVisible();
  await expect(page.getByText('REDUCE').first()).toBeVisible();
  await expect(page.getByText('Runs it').first()).toBeVisible();
  await expect(page.getByText('Refuses').first()).toBeVisible();
});

test('an ordinary checkpoint: nothing runs, every byte accounted for', async ({ vitrine: page }) => {
  await page.getByRole('button', { name: /An ordinary checkpoint/ }).click();
  expect(await verdict(page)).toBe('Nothing in this file runs when you load it.');
  await expect(page.getByText('Vitrine cannot judge the model').first()).toBeVisible();
  await expect(page.locator('.verdict')).toContainText('100%');
  await page.getByRole('link', { name: 'Tensors' }).first().click();
  await expect(page.getByText('embeddings.word_embeddings.weight')).toBeVisible();
  await expect(page.getByText('512 × 32')).toBeVisible();
});

test('a pickle that breaks after its call still tells of the call', async ({ vitrine: page }) => {
  await choose(page, { name: 'weights.bin', bytes: latin1(CALL) });
  expect(await verdict(page)).toContain('would run a shell command');
});

test('a dropped file', async ({ vitrine: page }) => {
  await drop(page, { name: 'dropped.pkl', bytes: latin1(`${CALL}.`) });
  expect(await verdict(page)).toContain('would run a shell command');
});

test('from the finding to its opcode and back to its bytes, by keyboard alone', async ({ vitrine: page }) => {
  await page.getByRole('button', { name: /One line among hundreds/ }).focus();
  await page.keyboard.press('Enter');
  await verdict(page);
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page.getByRole('grid', { name: 'Opcode table' })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByText('Step 666').first()).toBeVisible();
  await expect(page.locator('[aria-selected="true"]').first()).toContainText('REDUCE');
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page.getByRole('grid').first()).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('shell command');
});

test('the back button goes back through the views', async ({ vitrine: page }) => {
  await page.getByRole('button', { name: /One line among hundreds/ }).click();
  await verdict(page);
  await page.getByRole('link', { name: 'Opcodes' }).first().click();
  await expect(page.getByRole('grid', { name: 'Opcode table' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('shell command');
});

test('an engine that breaks is said so, and the file can be tried again', async ({ page, home, watch }) => {
  await withLongPickle(async (path) => {
    await page.goto(home);
    await chooseFrom(page, path);
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    for (const engine of page.workers()) {
      await engine.evaluate(() => {
        setTimeout(() => {
          throw new Error('broken on purpose');
        });
      });
    }
    await expect(page.getByText('The engine gave up on this file.')).toBeVisible();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    expect(watch.violations).toEqual([]);
  });
});

test('a long check shows progress and is stopped at once', async ({ vitrine: page }) => {
  await withLongPickle(async (path) => {
    const took = page.evaluate(stopOnceOffered);
    await chooseFrom(page, path);
    expect(await took).toBeLessThan(200);
  });
});

test('a file that changes after its verdict is not hashed into it', async ({ page, home }) => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
  try {
    const path = join(folder, 'changes.pkl');
    await writeFile(path, latin1(`\x80\x05\x8e\x75\xc5\x00\x5a\0\0\0\0`));
    await truncate(path, 1_510_000_000);
    await appendFile(path, '.');
    await page.goto(home);
    await chooseFrom(page, path);
    await verdict(page);
    await utimes(path, new Date(), new Date(Date.now() + 60_000));
    await page.getByRole('button', { name: 'Hash it' }).click();
    await expect(page.getByText(/changed/i).first()).toBeVisible();
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function chooseFrom(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(path);
}

/** Runs in the page, where nothing gets between seeing the button and pressing it: milliseconds until the page says that it has stopped. */
async function stopOnceOffered(): Promise<number> {
  const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  const offered = (): HTMLElement | undefined =>
    [...document.querySelectorAll('button')].find((button) => button.innerText === 'Cancel');
  while (offered() === undefined) await soon();
  const begin = performance.now();
  offered()?.click();
  while (!document.body.innerText.includes('You stopped this check')) await soon();
  return performance.now() - begin;
}

/** A program of seven million calls: long enough to be looked at while it is read, on a fast machine, too. */
async function withLongPickle(use: (path: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
  try {
    const path = join(folder, 'long.pkl');
    await writeFile(path, latin1(`\x80\x02cbuiltins\nset\nq\x000${'h\x00)R0'.repeat(7_000_000)}N.`));
    await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}
