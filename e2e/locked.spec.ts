/** An archive with a password: said, and opened with the right one. */
import { readFile } from 'node:fs/promises';
import { choose } from './files.ts';
import { expect, test } from './fixtures.ts';

const CONTAINERS = new URL('../workers/containers/', import.meta.url);

for (const path of [
  'zip/fixtures/locked-aes256-deflated.zip',
  'sevenz/fixtures/locked.7z',
  'sevenz/fixtures/locked-names.7z',
]) {
  test(`${path} is opened with a password typed in`, async ({ vitrine: page }) => {
    await choose(page, { name: path.replace(/.*\//, ''), bytes: await readFile(new URL(path, CONTAINERS)) });
    const form = page.getByRole('form', { name: 'Locked' });
    await expect(form).toContainText('This archive is locked.');
    await form.getByPlaceholder('Password').fill('not this one');
    await form.getByRole('button', { name: 'Open it' }).click();
    await expect(form).toBeVisible();
    await form.getByPlaceholder('Password').fill('vitrine');
    await form.getByRole('button', { name: 'Open it' }).click();
    await expect(form).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('run');
  });
}
