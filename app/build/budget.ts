/** Fails the build when what everybody downloads grows past what it may cost. */
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { deflatedEngine } from './supplies.ts';

/** In bytes, as they travel. */
const BUDGETS = { page: 1_000_000, wasm: 200_000 };

export function budget(): Plugin {
  return {
    name: 'vitrine:budget',
    apply: 'build',
    enforce: 'post',
    async writeBundle(_options, bundle) {
      const page = bundle['index.html'];
      if (page?.type !== 'asset') return;
      const sizes = { page: gzipSync(page.source, { level: 9 }).length, wasm: (await deflatedEngine()).length };
      for (const part of ['page', 'wasm'] as const) {
        if (sizes[part] <= BUDGETS[part]) continue;
        throw new Error(`Over budget: ${part} is ${kilobytes(sizes[part])}, at most ${kilobytes(BUDGETS[part])}.`);
      }
    },
  };
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
