import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { headersFor, parseHeaders } from './serve.mjs';

const rules = parseHeaders(readFileSync(new URL('../../public/_headers', import.meta.url), 'utf8'));

test('every answer forbids frames; the service worker may connect to its own server only', () => {
  expect(headersFor('/', rules)['Content-Security-Policy']).toBe("frame-ancestors 'none'");
  expect(headersFor('/sw.js?x', rules)['Content-Security-Policy']).toBe(
    "frame-ancestors 'none', default-src 'none'; connect-src 'self'; require-trusted-types-for 'script'",
  );
});
