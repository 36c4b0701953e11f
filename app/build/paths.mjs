/** Where things are. Plain Node and nothing installed: used by the scripts that install. */
import { realpathSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = new URL('../../', import.meta.url);
export const DIST = new URL('dist/', ROOT);
export const MODULES = new URL('node_modules/', ROOT);
export const CACHE = new URL('node_modules/.cache/vitrine/', ROOT);
export const ENGINE = new URL('wasm/dist/engine.wasm', ROOT);
export const ENGINE_NOTICES = new URL('wasm/dist/licenses.md', ROOT);

/** Path of a file in node_modules, for `node PATH`. */
/** @type {(path: string) => string} */
export const installed = (path) => fileURLToPath(new URL(path, MODULES));

/** Whether a module is the script that was started. */
/** @type {(url: string) => boolean} */
export const isMain = (url) =>
  process.argv[1] !== undefined && url === pathToFileURL(realpathSync(process.argv[1])).href;
