/**
 * `virtual:supplies`: what the page gives its workers beside their code, as base64 of raw deflate: the decoder and the table of classes.
 * Deflated first, because base64 of machine code does not compress. In the built page each lies as a part of its own, so that neither
 * the worker's text nor the script that starts it is longer for them.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pako from 'pako';
import type { Plugin } from 'vite';
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
        const texts = { wasm: base64(await deflatedEngine()), classes: base64(deflated(Buffer.from(CLASSES))) };
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

export async function deflatedEngine(): Promise<Uint8Array> {
  return deflated(await readFile(ENGINE));
}

/** pako and not node:zlib, whose output differs between builds of Node: the artefact is the same on every machine. */
function deflated(bytes: Uint8Array): Uint8Array {
  return pako.deflateRaw(bytes, { level: 9 });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
