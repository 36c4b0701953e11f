/** Finds a Chromium for the browser tests, or gets one from the system's package manager. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installed } from './paths.mjs';
import { answer, run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'brave-browser'];
const MAC = ['Chromium', 'Google Chrome', 'Google Chrome for Testing'].flatMap((name) =>
  ['/Applications', `${process.env['HOME'] ?? ''}/Applications`].map(
    (folder) => `${folder}/${name}.app/Contents/MacOS/${name}`,
  ),
);

/** Path of a Chromium that starts; null when there is none. Needs the dependencies installed. */
/** @returns {Promise<string | null>} */
export async function findChromium() {
  const candidates = [process.env['CHROME_PATH'] ?? '', ...onPath(), ...MAC, await playwrightsOwn()];
  return candidates.find((path) => path !== '' && starts(path)) ?? null;
}

/** The same, installing what is missing. What was tried is in `log` when the path is null. */
/** @returns {Promise<{ path: string | null, log: string }>} */
export async function obtainChromium() {
  const path = await findChromium();
  if (path !== null) return { path, log: '' };
  let log = '';
  for (const [command, ...args] of installers()) {
    const { output } = await run(command, args, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
    log += `$ ${command} ${args.join(' ')}\n${output}`;
    const found = await findChromium();
    if (found !== null) return { path: found, log };
  }
  return { path: null, log };
}

/** @returns {[string, ...string[]][]} */
function installers() {
  const root = asRoot();
  /** @type {[string, ...string[]][]} */
  const apt =
    root !== null && answer('apt-get', '--version') !== null
      ? [
          [...root, 'apt-get', 'update', '-q'],
          [...root, 'apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium'],
        ]
      : [];
  // Where the package is a stub that wants a snap daemon (Ubuntu), and on macOS.
  const deps = root === null || process.platform !== 'linux' ? [] : ['--with-deps'];
  return [...apt, [process.execPath, installed('playwright/cli.js'), 'install', ...deps, 'chromium']];
}

/** What to put before a command that needs root; null when that cannot be done without asking. */
/** @returns {[] | [string, string] | null} */
function asRoot() {
  if (process.getuid?.() === 0) return [];
  return answer('sudo', '-n', 'true') === null ? null : ['sudo', '-n'];
}

function onPath() {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isExecutable);
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright');
  return chromium.executablePath();
}

/** @type {(path: string) => boolean} */
function starts(path) {
  return isExecutable(path) && (process.platform === 'win32' || answer(path, '--version') !== null);
}

/** @type {(path: string) => boolean} */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
