import { defineConfig } from '@playwright/test';
import { findChromium } from '../app/build/chromium.mjs';
import type { Options } from './fixtures.ts';

const executablePath = process.env['CHROME_PATH'] ?? (await findChromium());
if (executablePath === null) throw new Error('No Chromium was found. Name one in CHROME_PATH.');

/** Every journey runs on the page as a file and as served: the same bytes, two sets of rules of the browser. */
export default defineConfig<Options>({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './server.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  // How long something may take to show on a slow machine; what has to be fast says so itself.
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    launchOptions: { executablePath },
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'file', use: { from: 'file' } },
    { name: 'http', use: { from: 'http' } },
  ],
});
