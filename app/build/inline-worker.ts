/**
 * Vite carries `?worker&inline` as text and starts it from a blob: URL, which is what we want, and on any failure tries a
 * data: URL, which is not: its origin is opaque and the policy forbids it, so that the real error would be lost.
 * It makes the blob while the script is loading, whether or not the worker is ever asked for: here the first one asked for makes it.
 */
import type { Plugin } from 'vite';

const FALLBACK = /\}\s*catch\s*\(e\)\s*\{\s*return new Worker\(\s*["']data:[\s\S]*?\);\s*\}/;
const BLOB = /const blob = (typeof self[\s\S]*?\{ type: "[^"]*" \}\));/;
const USE = 'objURL = blob &&';

export function inlineWorker(): Plugin {
  return {
    name: 'vitrine:inline-worker',
    apply: 'build',
    transform: {
      filter: { id: /\?worker&inline$/ },
      handler(code) {
        const made = BLOB.exec(code)?.[1];
        if (!FALLBACK.test(code) || made === undefined || !code.includes(USE))
          throw new Error("Vite's worker wrapper has changed: look at app/build/inline-worker.ts.");
        // By function: the worker's text is full of dollar signs.
        const lazy = code.replace(BLOB, () => 'let blob;').replace(USE, () => `blob ??= ${made};\n${USE}`);
        return { code: lazy.replace(FALLBACK, '} finally {}'), map: null };
      },
    },
  };
}
