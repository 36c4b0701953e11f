/** `virtual:wasm`: the decoder as text inside the bundle, deflated first, because base64 of machine code does not compress. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pako from 'pako';
import type { Plugin } from 'vite';
import { ENGINE } from './paths.mjs';

const ID = 'virtual:wasm';

export function wasmModule(): Plugin {
  return {
    name: 'vitrine:wasm',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: {
      filter: { id: new RegExp(`^\0${ID}$`) },
      async handler() {
        this.addWatchFile(fileURLToPath(ENGINE));
        const base64 = Buffer.from(await deflatedEngine()).toString('base64');
        return `export const wasmDeflateBase64 = ${JSON.stringify(base64)};`;
      },
    },
  };
}

/** pako and not node:zlib, whose output differs between builds of Node: the artefact is the same on every machine. */
export async function deflatedEngine(): Promise<Uint8Array> {
  return pako.deflateRaw(await readFile(ENGINE), { level: 9 });
}
