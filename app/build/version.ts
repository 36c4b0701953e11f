/** `<meta name="version">`: which version this page is, for the page itself and for whoever opens the file with an editor. */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import { ROOT } from './paths.mjs';

export function version(): Plugin {
  return {
    name: 'vitrine:version',
    async transformIndexHtml() {
      const content = await packageVersion();
      return [{ tag: 'meta', attrs: { name: 'version', content }, injectTo: 'head' }];
    },
  };
}

export async function packageVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'));
  if (
    typeof manifest === 'object' &&
    manifest !== null &&
    'version' in manifest &&
    typeof manifest.version === 'string'
  )
    return manifest.version;
  throw new Error('package.json has no version.');
}
