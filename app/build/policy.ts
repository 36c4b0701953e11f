/** The Content-Security-Policy of the page: what makes "nothing leaves this page" the browser's business, not a promise. */
import { createHash } from 'node:crypto';

/** As the browser compares it: SHA-256 over the UTF-8 text between the tags. */
export function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

export function contentSecurityPolicy(scripts: readonly string[], styles: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${[...scripts.map(hashSource), "'wasm-unsafe-eval'"].join(' ')}`,
    `style-src ${styles.length > 0 ? styles.map(hashSource).join(' ') : "'none'"}`,
    'img-src data: blob:',
    // 'self' is for one script, sw.js: app/boot.ts lets no other address through, and the page gives it up when that is registered.
    "worker-src blob: 'self'",
    "manifest-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}
