/** Files for the journeys: small, made here, harmless. */
import { expect, type Page } from '@playwright/test';

export interface Given {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** `os.system('echo …')`, then whatever follows. */
export const CALL = 'cos\nsystem\n(X\x06\0\0\0echo 1tR';

/** Chooses files on the start page. */
export async function choose(page: Page, ...files: readonly Given[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (
    await chooser
  ).setFiles(
    files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })),
  );
}

/** Drops files on the page as a browser does. */
export async function drop(page: Page, ...files: readonly Given[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (given) => {
      const data = new DataTransfer();
      for (const { name, bytes } of given) data.items.add(new File([Uint8Array.from(bytes)], name));
      return data;
    },
    files.map(({ name, bytes }) => ({ name, bytes: [...bytes] })),
  );
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
}

/** The banner's sentence, once it stands. */
export async function verdict(page: Page): Promise<string> {
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).not.toHaveText('Look inside a model file without opening it.');
  await expect(page.getByText('Reading the parts that matter')).toHaveCount(0);
  return heading.innerText();
}
