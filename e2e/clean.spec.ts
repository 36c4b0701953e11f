/** A file that runs nothing: what it says about itself, its tensors, its templates; and templates that must not hang the page. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { choose, latin1, verdict } from './files.ts';
import { expect, resize, test } from './fixtures.ts';

const CHATML =
  "{%- for m in messages %}\n  {{- '<|' + m.role + '|>\\n' + m.content + eos_token }}\n{%- endfor %}\n{%- if add_generation_prompt %}{{ '<|bot|>' }}{% endif %}\n";
const HOSTILE = "{{ bos_token }}{{ cycler.__init__.__globals__.os.popen('id').read() }}";
const ENDLESS =
  'start{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}{% endfor %}';

const number = (value: number, bytes: number): string =>
  Array.from({ length: bytes }, (_, i) => String.fromCharCode(Math.floor(value / 2 ** (8 * i)) & 255)).join('');
const text = (value: string): string => number(value.length, 8) + value;

/** GGUF 3: values of text, and float32 tensors of eight numbers one after the other. */
function gguf(values: readonly (readonly [string, string])[], tensors: readonly string[]): Uint8Array {
  const header =
    `GGUF${number(3, 4)}${number(tensors.length, 8)}${number(values.length, 8)}` +
    values.map(([key, value]) => `${text(key)}${number(8, 4)}${text(value)}`).join('') +
    tensors.map((name, i) => `${text(name)}${number(1, 4)}${number(8, 8)}${number(0, 4)}${number(32 * i, 8)}`).join('');
  const padding = '\0'.repeat((32 - (header.length % 32)) % 32);
  return latin1(header + padding + '\x01'.repeat(32 * tensors.length));
}

const model = (template: string): { name: string; bytes: Uint8Array } => ({
  name: 'model.gguf',
  bytes: gguf(
    [
      ['general.architecture', 'llama'],
      ['general.name', '<b>bold</b>'],
      ['tokenizer.chat_template', template],
    ],
    ['token_embd.weight', 'blk.0.attn_q.weight', 'blk.0.attn_k.weight', 'blk.1.attn_q.weight'],
  ),
});

test('a clean file shows its metadata, tensors and template, and what cannot be told', async ({ vitrine: page }) => {
  await choose(page, model(CHATML));
  expect(await verdict(page)).toBe('Nothing in this file runs when you load it.');
  await expect(page.getByText('Vitrine cannot judge the model’s answers.')).toBeVisible();
  const values = page.getByRole('region', { name: 'Contents' });
  await expect(values.getByText('architecture')).toBeVisible();
  await expect(values.getByText('<b>bold</b>')).toBeVisible();
  await expect(values.getByText(`Jinja, ${CHATML.length.toString()} characters`)).toBeVisible();
  const tensors = page.getByRole('region', { name: 'Tensors' });
  await expect(tensors.getByText('4 tensors, 32 parameters, 128 B')).toBeVisible();
  await expect(tensors.getByText('blk.1.attn_q.weight')).toBeVisible();
  const template = page.getByRole('region', { name: 'Chat template' });
  await expect(template.getByText('Calls nothing')).toBeVisible();
  await expect(template.getByRole('group', { name: 'The prompt' })).toHaveText(
    /<\|system\|>\s*You are a careful assistant\.<eos><\|user\|>\s*What is a vitrine\?<eos><\|bot\|> the model answers here/,
  );
  await template.getByRole('button', { name: 'Preview' }).click();
  await expect(template.getByRole('group', { name: 'Template source' })).toHaveCount(0);
});

test('a key leads to its bytes, the filter to one tensor', async ({ vitrine: page }) => {
  await choose(page, model(CHATML));
  await verdict(page);
  const filter = page.getByRole('textbox', { name: 'Filter tensors' });
  await filter.fill('blk.0');
  await expect(page.getByText('2 matches')).toBeVisible();
  await page.getByRole('link', { name: 'architecture' }).click();
  await expect(page).toHaveURL(/#bytes\?/);
});

test('a template that reaches out is told, and its preview stops', async ({ vitrine: page }) => {
  await choose(page, model(HOSTILE));
  expect(await verdict(page)).toContain('Without a sandbox');
  await expect(page.getByText('ordinary templates do not')).toBeVisible();
  await expect(page.getByText(/The preview stops here\./)).toBeVisible();
});

test('an endless template stops at a cap and says so', async ({ vitrine: page }) => {
  await choose(page, model(ENDLESS));
  expect(await verdict(page)).toBe('Nothing in this file runs when you load it.');
  await expect(page.getByText('It takes more steps than the preview allows.')).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious, ${scheme}`, async ({ page, home }) => {
    test.setTimeout(240_000);
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(home);
    await choose(page, model(CHATML));
    await verdict(page);
    expect(await serious(page)).toEqual([]);
    await page.getByRole('link', { name: 'Tensors', exact: true }).first().click();
    await page.waitForTimeout(300);
    expect(await serious(page)).toEqual([]);
  });
}

test('no sideways scroll on a phone', async ({ vitrine: page }) => {
  await resize(page, 390, 844);
  await choose(page, model(`${CHATML}${'x'.repeat(400)}`));
  await verdict(page);
  for (const width of [390, 320]) {
    await resize(page, width, 844);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over).toBeLessThanOrEqual(0);
  }
});

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
