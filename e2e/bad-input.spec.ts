/** Whatever comes, there is an answer, nothing reaches the console, and what is not understood is never called clean. */
import { CALL, choose, latin1, verdict, type Given } from './files.ts';
import { expect, openPage, test } from './fixtures.ts';

const CLEAN = 'Nothing in this file runs when you load it.';
const u64 = (n: bigint): string => String.fromCharCode(...new Uint8Array(new BigUint64Array([n]).buffer));

/** A fixed sequence of bytes that look like nothing. */
function noise(length: number): Uint8Array {
  let state = 7;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 16;
  });
}

const BAD: readonly Given[] = [
  { name: 'one-byte.pkl', bytes: latin1('.') },
  { name: 'noise.pt', bytes: noise(70_000) },
  { name: 'prose.pkl', bytes: latin1('The quick brown fox jumps over the lazy dog.\n'.repeat(230_000)) },
  { name: 'declared-length.pkl', bytes: latin1(`\x80\x05\x96${u64(2n ** 62n)}.`) },
  { name: 'deep-lists.pkl', bytes: latin1(`${']'.repeat(400_000)}${'a'.repeat(399_999)}`) },
  { name: 'zip-start.pt', bytes: latin1('PK\x03\x04'.padEnd(400, '\0')) },
  { name: 'html.bin', bytes: latin1('<!doctype html><title>404</title><p>Not found</p>') },
  {
    name: 'cut-zip.pt',
    bytes: latin1(`PK\x03\x04\x14\0\0\0\0\0\0\0\0\0${'\0'.repeat(12)}\x04\0\0\0a.py${'x'.repeat(99)}`),
  },
];

for (const file of BAD) {
  test(`${file.name} is answered and not called clean`, async ({ vitrine: page }) => {
    await choose(page, file);
    const said = await verdict(page);
    expect(said).not.toBe(CLEAN);
    expect(said.length).toBeGreaterThan(10);
  });
}

test('an empty file is called empty', async ({ vitrine: page }) => {
  await choose(page, { name: 'empty.pt', bytes: new Uint8Array() });
  expect(await verdict(page)).toMatch(/empty/i);
});

test('a huge memo index costs nothing and is told', async ({ vitrine: page }) => {
  await choose(page, { name: 'memo.pkl', bytes: latin1('Nr\xff\xff\xff\x7f.') });
  await verdict(page);
  await expect(page.getByText(/memo/i).first()).toBeVisible();
});

test('a name of control and bidi characters shows them as escapes', async ({ vitrine: page }) => {
  await choose(page, { name: 'model\u202etp.exe\u0007<img src=x>.pkl', bytes: latin1(`c\u0001o\ns\n(tR.`) });
  await verdict(page);
  await expect(page.locator('body')).not.toContainText('\u202e');
  await expect(page.locator('body')).not.toContainText('\u0007');
  expect(await page.locator('img').count()).toBe(0);
});

test('a call survives every cut after it', async ({ page, home, watch }) => {
  const whole = `\x80\x02${CALL}q\x00X\x04\0\0\0restK\x01s.`;
  const call = whole.indexOf('R') + 1;
  await openPage(page, home);
  const cuts = Array.from({ length: whole.length - call }, (_, i) => call + i);
  await choose(page, ...cuts.map((end) => ({ name: `cut-${String(end)}.pkl`, bytes: latin1(whole.slice(0, end)) })));
  await expect(page.getByRole('cell', { name: 'Runs code' })).toHaveCount(cuts.length);
  expect(watch.errors).toEqual([]);
});
