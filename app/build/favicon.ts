/** The tab's icon as part of the page: a file of its own would be a request, which the policy forbids. */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const ICON = new URL('../../public/icons/icon.svg', import.meta.url);

export function favicon(): Plugin {
  return {
    name: 'vitrine:favicon',
    async transformIndexHtml() {
      const svg = (await readFile(ICON, 'utf8')).replace(/\s*\n\s*/g, ' ').trim();
      return [
        {
          tag: 'link',
          attrs: { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(svg)}` },
          injectTo: 'head',
        },
      ];
    },
  };
}
