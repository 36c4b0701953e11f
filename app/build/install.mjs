/** Installs the locked dependencies when they are missing or not the locked ones. Runs before anything is installed. */
import { existsSync, readFileSync } from 'node:fs';
import { MODULES, ROOT } from './paths.mjs';
import { Failure, run } from './run.mjs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }>} Packages */

export async function ensureInstalled() {
  checkNode();
  if (isInstalled()) return;
  const npm = process.env['npm_execpath'];
  const [command, ...args] = npm ? [process.execPath, npm, 'ci'] : ['npm', 'ci'];
  const { ok, output } = await run(command, args);
  if (!ok) throw new Failure(`${output}\nnpm ci failed.`);
}

/** npm writes what it installed into node_modules/.package-lock.json; packages for other platforms are not in it. */
function isInstalled() {
  const installed = packages(new URL('.package-lock.json', MODULES));
  const locked = packages(new URL('package-lock.json', ROOT));
  if (!installed || !locked) return false;
  return Object.entries(locked).every(([path, wanted]) => {
    const found = installed[path];
    if (!found) return path === '' || wanted.optional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** @type {(file: URL) => Packages | null} */
function packages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Failure(`Vitrine needs Node 20.19 or newer; this is ${process.versions.node}.`);
}
