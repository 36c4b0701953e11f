/** Codes read by a camera: Chromium plays a film of them, as if one were held before it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import encodeQR from 'qr';
import { LINKS } from '../app/link/links.data.ts';
import { framesOf } from '../app/qr/frames.ts';
import { expect, test } from './fixtures.ts';

const SIDE = 480;
const EACH = 8;

/** An uncompressed film (YUV4MPEG2): each code for a few frames, grey around it. */
function film(codes: readonly (readonly (readonly boolean[])[])[]): Buffer {
  const parts = [Buffer.from(`YUV4MPEG2 W${SIDE.toString()} H${SIDE.toString()} F10:1 Ip A1:1 C420jpeg\n`)];
  const colour = Buffer.alloc((SIDE * SIDE) / 2, 128);
  for (const modules of codes) {
    const scale = Math.floor(SIDE / modules.length);
    const luma = Buffer.alloc(SIDE * SIDE, 180);
    for (let y = 0; y < modules.length * scale; y++)
      for (let x = 0; x < modules.length * scale; x++)
        luma[y * SIDE + x] = modules[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true ? 20 : 235;
    for (let i = 0; i < EACH; i++) parts.push(Buffer.from('FRAME\n'), luma, colour);
  }
  return Buffer.concat(parts);
}

test('a report crosses by eye: a sequence shown to the camera', async ({ home, from }) => {
  test.skip(from === 'file', 'Chromium asks for a camera of a page from a file in a way that cannot be answered here.');
  const given = LINKS.find(({ made }) => made === '0.1.0, without names');
  const texts = await framesOf(given?.fragment ?? '');
  expect(texts.length).toBeGreaterThan(1);
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-'));
  const path = join(folder, 'codes.y4m');
  await writeFile(path, film(texts.map((text) => encodeQR(text, 'raw', { ecc: 'low', border: 4 }))));
  const { executablePath } = test.info().project.use.launchOptions ?? {};
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${path}`,
    ],
  });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(home);
    await page.getByRole('button', { name: 'Read QR codes' }).click();
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await expect(page.getByRole('heading', { name: 'You are reading someone else’s report.' })).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.locator('.claims')).toContainText('would run a shell command');
    // The camera is let go with the dialog.
    await expect(page.locator('video')).toHaveCount(0);
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});
