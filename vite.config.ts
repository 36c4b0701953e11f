import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { asciiScripts } from './app/build/ascii.ts';
import { budget } from './app/build/budget.ts';
import { WORKER } from './app/build/early-script.ts';
import { favicon } from './app/build/favicon.ts';
import { inlineWorker } from './app/build/inline-worker.ts';
import { Notices } from './app/build/notices.ts';
import { singleFile } from './app/build/single-file.ts';
import { smaller } from './app/build/smaller.ts';
import { supplies } from './app/build/supplies.ts';
import { version } from './app/build/version.ts';

/** What light-dark(), deflate-raw streams and WASM SIMD need, and nothing older is served. */
const BROWSERS = ['chrome123', 'firefox120', 'safari17.5'];

const notices = new Notices();

export default defineConfig({
  root: 'app',
  publicDir: '../public',
  base: './',
  plugins: [
    react(),
    version(),
    favicon(),
    supplies(),
    inlineWorker(),
    smaller(),
    asciiScripts(),
    notices.plugin(),
    singleFile(notices, BROWSERS),
    budget(),
  ],
  worker: WORKER,
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: BROWSERS,
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: () => true,
    reportCompressedSize: false,
    // One script: what is imported when it is needed lies in it too, and runs when it is needed.
    rolldownOptions: { output: { codeSplitting: false }, checks: { bundlerTimings: false } },
  },
});
