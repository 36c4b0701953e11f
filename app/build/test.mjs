/**
 * `npm test`: installs what is missing, builds, runs every suite. The last line is `N passed, N failed`, the sum of all.
 * `npm test -- rust` (typescript, browser) runs some of them.
 */
import { stripVTControlCharacters } from 'node:util';
import { build } from './build.mjs';
import { obtainChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { Failure, isFailure, script } from './run.mjs';
import { browser, rust, typescript } from './suites.mjs';

/** @typedef {import('./suites.mjs').SuiteResult} SuiteResult */

const SUITES = ['rust', 'typescript', 'browser'];

await script(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.find((name) => !SUITES.includes(name));
  if (unknown !== undefined) throw new Failure(`No suite is called ${unknown}: ${SUITES.join(', ')}.`);
  const results = await runAll(asked.length > 0 ? asked : SUITES);
  const counted = results.filter((result) => 'passed' in result);
  const passed = counted.reduce((sum, result) => sum + result.passed, 0);
  const failed = counted.reduce((sum, result) => sum + result.failed, 0);
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
});

/** Installing and building count when they fail; then the suites that can do without still run. */
/** @type {(names: string[]) => Promise<SuiteResult[]>} */
async function runAll(names) {
  const install = await prepare('install', ensureInstalled);
  if (install) return [install];
  const unbuilt = await prepare('build', async () => console.log(await build()));
  // What the suites start needs no second look at the sources.
  process.env['VITRINE_WASM'] = 'checked-in';
  /** @type {SuiteResult[]} */
  const results = unbuilt ? [unbuilt] : [];
  if (names.includes('rust')) results.push(show(await rust()));
  if (names.includes('typescript')) results.push(show(await typescript()));
  if (names.includes('browser')) results.push(show(await inBrowser(unbuilt === null)));
  return results;
}

/** Null when it went well. */
/** @type {(name: string, run: () => Promise<void>) => Promise<SuiteResult | null>} */
async function prepare(name, run) {
  try {
    await run();
    return null;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return show(failure(name, error.message));
  }
}

/** @type {(built: boolean) => Promise<SuiteResult>} */
async function inBrowser(built) {
  // An older dist/ would pass for this one.
  if (!built) return { name: 'browser', skipped: 'the page was not built' };
  const { path, log } = await obtainChromium();
  if (path !== null) return browser(path);
  return failure('browser', `${log}No Chromium was found or could be installed. Name one in CHROME_PATH.`);
}

/** @type {(name: string, reason: string) => SuiteResult} */
function failure(name, reason) {
  return { name, seconds: 0, passed: 0, failed: 1, failures: [reason] };
}

/** @type {(result: SuiteResult) => SuiteResult} */
function show(result) {
  if ('skipped' in result) {
    console.log(`${result.name}: skipped, ${result.skipped}`);
    return result;
  }
  for (const text of result.failures) console.log(`\n✗ ${result.name}: ${stripVTControlCharacters(text)}\n`);
  console.log(`${result.name}: ${result.passed} passed, ${result.failed} failed (${result.seconds.toFixed(0)} s)`);
  return result;
}
