/** The three suites: how each is run, and its machine-readable result as counts. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findCargo } from './cargo.mjs';
import { CACHE, ROOT, installed } from './paths.mjs';
import { run } from './run.mjs';

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures What to read when something failed.
 */

/** @typedef {{ name: string, skipped: string } | { name: string, seconds: number } & Tally} SuiteResult */

/** @returns {Promise<SuiteResult>} */
export async function rust() {
  const cargo = findCargo();
  if (cargo === null) return { name: 'rust', skipped: 'no cargo of the version wasm/Cargo.toml asks for' };
  const { ok, output, seconds } = await run(cargo.path, ['test', '--locked', '--no-fail-fast'], {
    cwd: new URL('wasm/', ROOT),
    env: cargo.env,
  });
  return { name: 'rust', seconds, ...settle(cargoTally(output), ok, output) };
}

/** @returns {Promise<SuiteResult>} */
export async function typescript() {
  const report = reportFile('vitest.json');
  const { ok, output, seconds } = await run(process.execPath, [
    installed('vitest/vitest.mjs'),
    'run',
    '--reporter=json',
    `--outputFile=${report}`,
  ]);
  return { name: 'typescript', seconds, ...settle(vitestTally(readReport(report)), ok, output) };
}

/** @type {(chromium: string) => Promise<SuiteResult>} */
export async function browser(chromium) {
  const report = reportFile('playwright.json');
  const { ok, output, seconds } = await run(
    process.execPath,
    [installed('@playwright/test/cli.js'), 'test', '--config=e2e', '--reporter=json'],
    { env: { CHROME_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report } },
  );
  return { name: 'browser', seconds, ...settle(playwrightTally(readReport(report)), ok, output) };
}

/** A suite that ended badly without a failed test did not run as it should: that counts as a failure. */
/** @type {(tally: Tally, ok: boolean, output: string) => Tally} */
function settle(tally, ok, output) {
  const silent = tally.failed === 0 && (!ok || tally.passed === 0);
  return silent ? { ...tally, failed: 1, failures: [lastLines(output, 60)] } : tally;
}

/** Sums the `test result:` lines, one per test binary. */
/** @type {(output: string) => Tally} */
export function cargoTally(output) {
  let passed = 0;
  let failed = 0;
  for (const [, good, bad] of output.matchAll(/^test result: .*? (\d+) passed; (\d+) failed;/gm)) {
    passed += Number(good);
    failed += Number(bad);
  }
  const failures = [...output.matchAll(/^---- .* ----\n[\s\S]*?(?=\n\n(?:----|failures:)|$)/gm)].map(([text]) => text);
  return { passed, failed, failures };
}

/**
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} VitestTest
 * @typedef {{ name: string, status: string, message: string, assertionResults: VitestTest[] }} VitestFile
 */

/** A file that could not be loaded has no tests: it counts as one failure. */
/** @type {(report: { testResults: VitestFile[] } | null) => Tally} */
export function vitestTally(report) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const broken = files.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((t) => t.status !== 'failed'),
  );
  const bad = tests.filter((test) => test.status === 'failed');
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: bad.length + broken.length,
    failures: [
      ...broken.map((file) => `${fromRoot(file.name)}\n${file.message}`),
      ...bad.map(
        (test) => `${fromRoot(test.file)} › ${test.fullName}\n${firstLines(test.failureMessages.join('\n'), 20)}`,
      ),
    ],
  };
}

/**
 * @typedef {{ errors: { message?: string }[] }} PlaywrightRun
 * @typedef {{ projectName: string, status: string, results: PlaywrightRun[] }} PlaywrightTest
 * @typedef {{ title: string, file: string, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/** @type {(report: PlaywrightSuite & { errors?: { message?: string }[] } | null) => Tally} */
export function playwrightTally(report) {
  const tests = specs(report ?? {}).flatMap((spec) => spec.tests.map((test) => ({ ...test, spec })));
  const bad = tests.filter((test) => test.status === 'unexpected');
  const outside = report?.errors ?? [];
  return {
    passed: tests.filter((test) => test.status === 'expected' || test.status === 'flaky').length,
    failed: bad.length + outside.length,
    failures: [
      ...outside.map((error) => firstLines(error.message ?? 'error outside a test', 30)),
      ...bad.map(({ spec, projectName, results }) => {
        const messages = results.flatMap((result) => result.errors).map((error) => error.message ?? '');
        return `${spec.file} [${projectName}] › ${spec.title}\n${firstLines(messages.join('\n'), 30)}`;
      }),
    ],
  };
}

/** @type {(suite: PlaywrightSuite) => PlaywrightSpec[]} */
function specs(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
}

/** @type {(name: string) => string} */
function reportFile(name) {
  const file = fileURLToPath(new URL(`reports/${name}`, CACHE));
  mkdirSync(new URL('reports/', CACHE), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

/** @type {(file: string) => any} */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** @type {(path: string) => string} */
const fromRoot = (path) => path.replace(fileURLToPath(ROOT), '');
/** @type {(text: string, count: number) => string} */
const firstLines = (text, count) => text.split('\n').slice(0, count).join('\n');
/** @type {(text: string, count: number) => string} */
const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n');
