/** The compiled engine for Node: the headless run and the tests. The page carries it inside index.html instead. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ENGINE = join(import.meta.dirname, '../../wasm/dist/engine.wasm');

/** Reads and compiles the module. Throws when it was not built. */
export function loadModule(path = ENGINE): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(path));
}
