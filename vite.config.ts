import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { budget } from './app/build/budget.ts';
import { favicon } from './app/build/favicon.ts';
import { inlineWorker } from './app/build/inline-worker.ts';
import { NOTICES, singleFile } from './app/build/single-file.ts';
import { wasmModule } from './app/build/wasm-module.ts';

/** What light-dark(), deflate-raw streams and WASM SIMD need, and nothing older is served. */
const BROWSERS = ['chrome123', 'firefox120', 'safari17.5'];

export default defineConfig({
  root: 'app',
  publicDir: '../public',
  base: './',
  plugins: [react(), favicon(), wasmModule(), inlineWorker(), singleFile(), budget()],
  // Chromium starts no module worker from a blob: URL of a file:// page, and says nothing.
  worker: { format: 'iife' },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: BROWSERS,
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: () => true,
    reportCompressedSize: false,
    license: { fileName: NOTICES },
    rolldownOptions: {
      input: {
        early: fileURLToPath(new URL('app/engine/early.ts', import.meta.url)),
        index: fileURLToPath(new URL('app/index.html', import.meta.url)),
      },
    },
  },
});
