/**
 * `virtual:supplies`: what the page gives its workers beside their code, as base64 of raw deflate: the decoder and the table of classes.
 * Deflated first, because base64 of machine code does not compress. In the built page each lies as a part of its own, so that neither
 * the worker's text nor the script that starts it is longer for them.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import zopfli from '@gfx/zopfli';
import type { Plugin } from 'vite';
import { toColumns } from '../../workers/rules/knowledge/class-columns.ts';
import { CLASSES } from '../../workers/rules/knowledge/classes.data.ts';
import { ENGINE } from './paths.mjs';

const ID = 'virtual:supplies';

export interface SupplyTexts {
  readonly wasm: string;
  readonly classes: string;
}

/** @param carry Takes the texts, which then lie in the page as its parts of these names; without it they lie in the script. */
export function supplies(carry?: (texts: SupplyTexts) => unknown): Plugin {
  return {
    name: 'vitrine:supplies',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: {
      filter: { id: new RegExp(`^\0${ID}$`) },
      async handler() {
        this.addWatchFile(fileURLToPath(ENGINE));
        const table = await deflated(Buffer.from(toColumns(CLASSES)));
        const texts = { wasm: base64(await deflatedEngine()), classes: base64(table) };
        carry?.(texts);
        return Object.entries(texts)
          .map(
            ([name, text]) =>
              `export const ${name} = () => ${carry === undefined ? JSON.stringify(text) : lies(name)};`,
          )
          .join('\n');
      },
    },
  };
}

const lies = (name: string): string => `document.querySelector('head > [data-part="${name}"]').textContent`;

/** For the worker's own bundle: it is given the table. */
export function withoutClasses(): Plugin {
  return {
    name: 'vitrine:without-classes',
    enforce: 'pre',
    load: {
      filter: { id: /\/workers\/rules\/knowledge\/classes\.data\.ts$/ },
      handler: () => `export const CLASSES = '';`,
    },
  };
}

let engine: Promise<Uint8Array> | null = null;

/** Made once a build: it takes two seconds. */
export function deflatedEngine(): Promise<Uint8Array> {
  return (engine ??= readFile(ENGINE).then((bytes) => deflated(bytes)));
}

/** Zopfli leaves five percent less than zlib's best, and unlike node:zlib gives the same on every machine. */
function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  return zopfli.deflateAsync(bytes, { numiterations: 15, blocksplittingmax: 60 });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
