/** No serious or critical violation by axe, on every screen, in both themes; nothing wider than a narrow phone. */
import AxeBuilder from '@axe-core/playwright';
import JSZip from 'jszip';
import { CALL, choose, latin1, verdict } from './files.ts';
import { expect, resize, test } from './fixtures.ts';

const VIEWS = ['report', 'opcodes', 'bytes', 'tensors'] as const;

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious, ${scheme}`, async ({ page, home }) => {
    // axe measures the contrast of every cell of the tables.
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(home);
    expect(await serious(new AxeBuilder({ page }))).toEqual([]);
    await page.getByRole('button', { name: /One line among hundreds/ }).click();
    await verdict(page);
    for (const view of VIEWS) {
      if (view !== 'report')
        await page
          .getByRole('link', { name: new RegExp(`^${view}$`, 'i') })
          .first()
          .click();
      await page.waitForTimeout(300);
      expect(await serious(new AxeBuilder({ page })), view).toEqual([]);
    }
  });
}

test('no sideways scroll at 320 pixels', async ({ page, home }) => {
  await resize(page, 320, 640);
  await page.goto(home);
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await wide()).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: /One line among hundreds/ }).click();
  await verdict(page);
  expect(await wide()).toBeLessThanOrEqual(0);
});

test('no sideways scroll for names that are longer than the screen', async ({ page, home }) => {
  await page.goto(home);
  const zip = new JSZip();
  for (let i = 0; i < 24; i++) {
    const name = `model/code/${'a_long_package_name/'.repeat(4)}part${i.toString()}.pkl`;
    zip.file(name, latin1(`\x80\x02${i === 12 ? CALL : `X\x20\0\0\0${'x'.repeat(32)}`}.`), { createFolders: false });
  }
  await choose(page, {
    name: 'names.zip',
    bytes: await zip.generateAsync({ type: 'uint8array', compression: 'STORE' }),
  });
  await verdict(page);
  for (const width of [1440, 1024, 390]) {
    await resize(page, width, 900);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, width.toString()).toBeLessThanOrEqual(0);
    const map = await page.getByRole('figure', { name: 'Every byte of the file' }).boundingBox();
    expect(map?.width).toBeLessThanOrEqual(width);
  }
});

async function serious(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
