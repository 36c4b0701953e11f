/** Licence texts of the packages that end up in the page, for those who pass it on. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The one thing that lies beside the page. */
export const NOTICES = 'third-party-licenses.md';

/** A file of a package: the package's folder is the shortest of these. */
const IN_PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

export class Notices {
  readonly #folders = new Set<string>();

  /** Takes note of what a bundle is made of: one for each, as the page's scripts and its worker are bundled apart. */
  plugin(): Plugin {
    return {
      name: 'vitrine:notices',
      apply: 'build',
      generateBundle: (_options, bundle) => {
        for (const part of Object.values(bundle)) {
          if (part.type === 'chunk') for (const id of part.moduleIds) this.add(id);
        }
      },
    };
  }

  /** @param id Of a module, as the bundler names it: a path, and for its own wrappers one with a prefix. */
  add(id: string): void {
    const folder = IN_PACKAGE.exec(id.replace(/^\0/, ''))?.[1];
    if (folder !== undefined) this.#folders.add(folder);
  }

  markdown(): string {
    const texts = Array.from(this.#folders, describe).sort((a, b) => (a < b ? -1 : 1));
    return `# Licenses of the page\n\n${texts.join('\n')}`;
  }
}

function describe(folder: string): string {
  const { name, version, license } = manifest(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder)
    .sort()
    .find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? 'The package carries no licence text.' : readFileSync(join(folder, file), 'utf8');
  return `## ${name} - ${version} (${license})\n\n${text.replace(/\r/g, '').trim()}\n`;
}

function manifest(json: string): Record<'name' | 'version' | 'license', string> {
  const read: unknown = JSON.parse(json);
  const entries = new Map<string, unknown>(typeof read === 'object' && read !== null ? Object.entries(read) : []);
  const field = (key: string): string => {
    const value = entries.get(key);
    return typeof value === 'string' ? value.trim() : 'not said';
  };
  return { name: field('name'), version: field('version'), license: field('license') };
}
