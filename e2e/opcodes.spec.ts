/** The Opcodes screen: opcodes, pseudo-Python, bytes and machine tied to each other. */
import type { Page } from '@playwright/test';
import { choose, latin1, verdict } from './files.ts';
import { expect, resize, test } from './fixtures.ts';

const text = (value: string): string => `X${String.fromCharCode(value.length)}\0\0\0${value}`;
/** `pickle.loads` of a call, then an odd byte that only the C unpickler reads on from. */
const INNER = `cos\nsystem\n${text('echo 1')}\x85R.`;
const NESTED = `\x80\x04cpickle\nloads\n(C${String.fromCharCode(INNER.length)}${INNER}tR.`;
const SPLIT = '\x80\x04\x95\x06\0\0\0\0\0\0\0cnumpyos\nsystem\nX\x06\0\0\0echo 1\x85R.';

const python = (page: Page) => page.getByRole('grid', { name: 'Pseudo-Python' });
const opcodes = (page: Page) => page.getByRole('grid', { name: 'Opcode table' });
const current = (page: Page) => python(page).locator('.cur');

async function sample(page: Page): Promise<void> {
  await page.getByRole('button', { name: /One line among hundreds/ }).click();
  await verdict(page);
  await page.getByRole('link', { name: 'Opcodes' }).first().click();
  await expect(python(page)).toBeVisible();
}

async function program(page: Page, bytes: string): Promise<void> {
  await choose(page, { name: 'p.pkl', bytes: latin1(bytes) });
  await verdict(page);
  await page.getByRole('link', { name: 'Opcodes' }).first().click();
  await expect(python(page)).toBeVisible();
}

test('the odd line stands alone, says why, and leads to its finding', async ({ vitrine: page }) => {
  await sample(page);
  await expect(current(page)).toContainText('= i67("echo this would run on your machine")');
  await expect(python(page)).toContainText('import_("os").system');
  await expect(python(page)).toContainText('+ 20 alike');
  const card = page.getByRole('region', { name: /stands alone/ });
  await expect(card).toContainText('follow one pattern');
  await expect(card).toContainText('663 – 666');
  await expect(card).toContainText('53 bytes');
  await card.getByRole('button', { name: /os\.system/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('would run a shell command');
});

test('rows of opcodes are lines of text, each cell inside its row', async ({ vitrine: page }) => {
  await sample(page);
  const outside = await opcodes(page).evaluate(
    (grid) =>
      [...grid.querySelectorAll('.vrow:not(.parked)')].flatMap((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return [...row.children].filter((cell) => {
          const box = cell.getBoundingClientRect();
          return box.height > 0 && (box.top < top - 1 || box.bottom > bottom + 1);
        });
      }).length,
  );
  expect(outside).toBe(0);
});

test('the replay says which layer its steps belong to', async ({ vitrine: page }) => {
  await sample(page);
  await expect(page.getByText('keys above; area is stack depth')).toBeVisible();
  const replay = page.getByRole('slider', { name: 'Step' });
  await expect(replay.locator('.tsecs')).toContainText('012345');
  await expect(replay).toHaveAttribute('aria-valuetext', /REDUCE, calls os\.system, in encoder\.layer\.\d$/);
});

test('where no key is known, the replay names none', async ({ vitrine: page }) => {
  await program(page, `${text('no keys')}.`);
  await expect(page.getByText('area is stack depth')).toBeVisible();
  await expect(page.locator('.tsecs')).toHaveCount(0);
});

test('a line selects its opcodes and bytes, a piece of it the step that made it', async ({ vitrine: page }) => {
  await sample(page);
  await python(page).getByText('import_("torch").FloatStorage').click();
  await expect(opcodes(page).locator('.cur')).toContainText('torch.FloatStorage');
  await expect(current(page)).toContainText('FloatStorage');
  await python(page).locator('[data-row]', { hasText: 'echo this' }).getByText('echo this').click();
  await expect(opcodes(page).locator('.cur')).toContainText('BINUNICODE');
  await expect(current(page)).toContainText('echo this');
});

test('an opcode and a byte select their line', async ({ vitrine: page }) => {
  await sample(page);
  await opcodes(page).locator('[data-row]', { hasText: 'GLOBAL' }).first().click();
  await expect(current(page)).toContainText('import_("os").system');
  await page.getByRole('textbox', { name: 'Run to offset' }).fill('91f');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Step 666').first()).toBeVisible();
  await expect(current(page)).toContainText('echo this');
});

test('alike lines unfold and fold again, by keyboard', async ({ vitrine: page }) => {
  await sample(page);
  const fold = python(page).locator('[data-row]', { hasText: '+ 20 alike' });
  await fold.click();
  await python(page).focus();
  const rows = Number(await python(page).getAttribute('aria-rowcount'));
  await page.keyboard.press('ArrowRight');
  await expect(python(page)).toHaveAttribute('aria-rowcount', String(rows + 60));
  await expect(python(page)).toContainText('("storage", i3, "1"');
  await page.keyboard.press('ArrowDown');
  await expect(current(page)).toContainText('persistent_load');
  await page.keyboard.press('ArrowLeft');
  await expect(python(page)).toHaveAttribute('aria-rowcount', String(rows));
});

test('next call, import and finding, by buttons', async ({ vitrine: page }) => {
  await sample(page);
  await page.keyboard.press('Home');
  await expect(page.getByText('Step 0').first()).toBeVisible();
  await page.getByRole('button', { name: 'Next import' }).click();
  await expect(opcodes(page).locator('.cur')).toContainText('GLOBAL');
  await page.getByRole('button', { name: 'Next call' }).click();
  await expect(opcodes(page).locator('.cur')).toContainText('REDUCE');
  await page.getByRole('button', { name: 'Next finding' }).click();
  await expect(page.getByText('Step 666').first()).toBeVisible();
});

test('what happens at a step: stack, memo, effect, engines', async ({ vitrine: page }) => {
  await sample(page);
  const machine = page.getByRole('region', { name: 'Machine state' });
  await expect(machine).toContainText('45 before, 44 after');
  await expect(machine).toContainText('calls os.system');
  await expect(machine.getByRole('list', { name: 'Unpicklers at this step' })).toContainText('weights_only');
  await expect(machine.getByRole('button', { name: /weights_only stopped at/ })).toBeVisible();
});

test('engines that read other bytes get a case each', async ({ vitrine: page }) => {
  await resize(page, 1440, 1000);
  await program(page, SPLIT);
  await expect(python(page)).toContainText('match engine:');
  await expect(python(page)).toContainText('case "C from BytesIO":');
  // Its last line: rows out of view are not in the page.
  await python(page).press('Control+End');
  await expect(python(page)).toContainText('raise UnpicklingError("an argument crosses the end of its frame")');
  await python(page).press('Control+Home');
  await python(page).locator('[data-row]', { hasText: 'import_("os").system' }).click();
  await expect(page.getByRole('region', { name: /^Line 9/ })).toContainText('only this engine comes here');
});

test('a program inside a program, and text that would forge code', async ({ vitrine: page }) => {
  await program(page, NESTED);
  await expect(python(page)).toContainText('n1_c1 = n1_i0("echo 1")');
  await python(page).locator('[data-row]', { hasText: 'n1_c1 = n1_i0' }).click();
  await expect(page.getByRole('region', { name: /^Line 7/ })).toContainText('0x13+0x17');
});

test('panes are resized by keyboard and stay so', async ({ vitrine: page }) => {
  await resize(page, 1440, 900);
  await sample(page);
  const pane = page.getByRole('region', { name: 'Pseudo-Python', exact: true });
  const before = (await pane.boundingBox())?.width ?? 0;
  await page.getByRole('separator', { name: 'Width of pseudo-Python' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await pane.boundingBox())?.width).toBe(before + 32);
});

test('on a phone the panes are tabs under the opcodes', async ({ vitrine: page }) => {
  await resize(page, 390, 844);
  await sample(page);
  await expect(opcodes(page)).toBeVisible();
  const tabs = page.getByRole('group', { name: 'Beside the opcodes' });
  await tabs.getByRole('button', { name: 'Stack, memo' }).click();
  await expect(page.getByRole('region', { name: 'Machine state' })).toBeVisible();
  await expect(python(page)).toHaveCount(0);
  await page.getByRole('group', { name: 'Beside the opcodes' }).getByRole('button', { name: 'Bytes' }).click();
  await expect(page.getByRole('grid', { name: 'Bytes of the program' })).toBeVisible();
});
