/**
 * Vite carries `?worker&inline` as text and starts it from a blob: URL, which is what we want, and on any failure tries a
 * data: URL, which is not: its origin is opaque and the policy forbids it, so that the real error would be lost.
 * It makes the blob while the script is loading, whether or not the worker is ever asked for: here the first one asked for makes it.
 */
import type { Plugin } from 'vite';

const FALLBACK = /\}\s*catch\s*\(e\)\s*\{\s*return new Worker\(\s*["']data:[\s\S]*?\);\s*\}/;
const BLOB = /const blob = (typeof self[\s\S]*?\{ type: "[^"]*" \}\));/;
const USE = 'objURL = blob &&';
const TEXT = 'const jsContent = ';

/**
 * @param carry Takes the worker's text, which then lies in the page as its part "worker" and not in the script: a browser reads a
 * megabyte of string in a script character by character before it runs anything.
 */
export function inlineWorker(carry?: (text: string) => void): Plugin {
  return {
    name: 'vitrine:inline-worker',
    apply: 'build',
    // As Vite wrote it: later plugins print it anew.
    enforce: 'pre',
    transform: {
      filter: { id: /\?worker&inline$/ },
      handler(code) {
        const made = BLOB.exec(code)?.[1];
        if (!FALLBACK.test(code) || made === undefined || !code.includes(USE))
          throw new Error("Vite's worker wrapper has changed: look at app/build/inline-worker.ts.");
        // By function: the worker's text is full of dollar signs.
        const lazy = code.replace(BLOB, () => 'let blob;').replace(USE, () => `blob ??= ${made};\n${USE}`);
        const started = lazy.replace(FALLBACK, '} finally {}');
        return { code: carry === undefined ? started : outside(started, carry), map: null };
      },
    },
  };
}

/** The string is JSON, so that it ends with its line. */
function outside(code: string, carry: (text: string) => void): string {
  const [from, to] = [code.indexOf(TEXT) + TEXT.length, code.indexOf(';\n', code.indexOf(TEXT))];
  const text: unknown = JSON.parse(code.slice(from, to));
  if (typeof text !== 'string') throw new Error("The worker's text is no string.");
  carry(text);
  return `${code.slice(0, from)}document.querySelector('head > [data-part="worker"]').textContent${code.slice(to)}`;
}
