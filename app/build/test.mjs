/**
 * `npm test`: installs what is missing, builds, runs every suite. The last line is `N passed, N failed`, the sum of all.
 * `npm test -- rust` (typescript, browser) runs some of them.
 */
import { build } from './build.mjs';
import { obtainChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { Failure, isFailure, script } from './run.mjs';
import { browser, rust, typescript } from './suites.mjs';

/** @typedef {import('./suites.mjs').SuiteResult} SuiteResult */

/** @type {Record<string, () => Promise<SuiteResult>>} */
const SUITES = {
  rust,
  typescript,
  browser: async () => {
    const { path, log } = await obtainChromium();
    if (path !== null) return browser(path);
    const reason = `${log}No Chromium was found or could be installed. Name one in CHROME_PATH.`;
    return { name: 'browser', seconds: 0, passed: 0, failed: 1, failures: [reason] };
  },
};

await script(async () => {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !(name in SUITES));
  if (unknown !== undefined) throw new Failure(`No suite is called ${unknown}: ${Object.keys(SUITES).join(', ')}.`);
  await ensureInstalled();
  const results = [await buildFirst()];
  for (const [name, suite] of Object.entries(SUITES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const result = await suite();
    results.push(result);
    show(result);
  }
  const counted = results.filter((result) => 'passed' in result);
  const passed = counted.reduce((sum, result) => sum + result.passed, 0);
  const failed = counted.reduce((sum, result) => sum + result.failed, 0);
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed`);
});

/** A build that fails is one failure; the suites that need no build still run. */
/** @returns {Promise<SuiteResult>} */
async function buildFirst() {
  try {
    console.log(await build());
    // What the suites start needs no second look at the sources.
    process.env['VITRINE_WASM'] = 'checked-in';
    return { name: 'build', skipped: '' };
  } catch (error) {
    if (!isFailure(error)) throw error;
    const result = { name: 'build', seconds: 0, passed: 0, failed: 1, failures: [error.message] };
    show(result);
    return result;
  }
}

/** @type {(result: SuiteResult) => void} */
function show(result) {
  if ('skipped' in result) {
    console.log(`${result.name}: skipped, ${result.skipped}`);
    return;
  }
  for (const failure of result.failures) console.log(`\n✗ ${result.name}: ${failure}\n`);
  console.log(`${result.name}: ${result.passed} passed, ${result.failed} failed (${result.seconds.toFixed(0)} s)`);
}
