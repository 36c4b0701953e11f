/** Child processes whose output is kept back and shown only when they fail. */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './paths.mjs';

/** An end the user can do something about: shown without a stack trace. */
export class Failure extends Error {
  /** @override */
  name = 'Failure';
}

/**
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {string} output Both streams, as they came, without colours.
 * @property {number} seconds
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: URL, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<Outcome>}
 */
export function run(command, args, { cwd = ROOT, env = {} } = {}) {
  const start = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: fileURLToPath(cwd),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    /** @type {(ok: boolean) => void} */
    const end = (ok) =>
      resolve({ ok, output: stripVTControlCharacters(output), seconds: (performance.now() - start) / 1000 });
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => {
      output += error.message;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

/** First line a command answers; null when it is missing, fails or hangs. */
/** @type {(command: string, ...args: string[]) => string | null} */
export function answer(command, ...args) {
  const { status, stdout } = spawnSync(command, args, {
    cwd: fileURLToPath(ROOT),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 20_000,
  });
  return status === 0 ? (stdout.trim().split('\n')[0] ?? '') : null;
}

/** Also those of wasm/build.mjs, which imports nothing from here. */
/** @type {(error: unknown) => error is Error} */
export const isFailure = (error) => error instanceof Error && error.name === 'Failure';

/** Runs a script's main function; a Failure ends it in plain words. */
/** @type {(main: () => Promise<void>) => Promise<void>} */
export async function script(main) {
  try {
    await main();
  } catch (error) {
    if (!isFailure(error)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
