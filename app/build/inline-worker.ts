/**
 * Vite carries `?worker&inline` as text and starts it from a blob: URL, which is what we want, and on any failure tries a
 * data: URL, which is not: its origin is opaque and the policy forbids it, so that the real error would be lost.
 */
import type { Plugin } from 'vite';

const FALLBACK = /\}\s*catch\s*\(e\)\s*\{\s*return new Worker\(\s*["']data:[\s\S]*?\);\s*\}/;

export function inlineWorker(): Plugin {
  return {
    name: 'vitrine:inline-worker',
    apply: 'build',
    transform: {
      filter: { id: /\?worker&inline$/ },
      handler(code) {
        if (!FALLBACK.test(code))
          throw new Error("Vite's worker wrapper has changed: look at app/build/inline-worker.ts.");
        return { code: code.replace(FALLBACK, '} finally {}'), map: null };
      },
    },
  };
}
