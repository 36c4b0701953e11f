/** Serves dist/, or a folder like it, with the headers of its _headers file. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { DIST } from './paths.mjs';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/**
 * @param {number} port 0: any free one.
 * @param {URL} [folder] With a slash at its end.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} Rejects with EADDRINUSE when the port is taken.
 */
export async function serve(port, folder = DIST) {
  const rules = parseHeaders(await readFile(new URL('_headers', folder), 'utf8'));
  const server = createServer((request, response) => {
    const headers = headersFor(request.url ?? '/', rules);
    answer(request.method ?? '', request.url ?? '/', folder).then(
      ({ status, type, body }) => response.writeHead(status, { ...headers, 'Content-Type': type }).end(body),
      () => response.writeHead(500, headers).end(),
    );
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, 'localhost', () => resolve(null)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://localhost:${address.port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @type {(method: string, target: string, folder: URL) => Promise<{ status: number, type: string, body: string | Buffer }>} */
async function answer(method, target, folder) {
  const plain = 'text/plain; charset=utf-8';
  if (method !== 'GET' && method !== 'HEAD') return { status: 405, type: plain, body: 'Only GET.\n' };
  const file = locate(target, folder);
  const body = file && (await readFile(file).catch(() => null));
  if (!file || !body) return { status: 404, type: plain, body: 'Not found.\n' };
  return { status: 200, type: TYPES[extname(file.pathname)] ?? plain, body };
}

/** The file asked for; null when the path leaves the folder. */
/** @type {(target: string, folder: URL) => URL | null} */
function locate(target, folder) {
  try {
    const { pathname } = new URL(target, 'http://localhost');
    const file = new URL(`.${pathname === '/' ? '/index.html' : pathname}`, folder);
    return file.href.startsWith(folder.href) && !/%2f|%5c|%00/i.test(file.href) ? file : null;
  } catch {
    return null;
  }
}

/** @typedef {{ path: string, headers: [string, string][] }} HeaderRule */

/** The blocks of a _headers file: a path, then its headers, indented. */
/** @type {(text: string) => HeaderRule[]} */
export function parseHeaders(text) {
  /** @type {HeaderRule[]} */
  const rules = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('/')) rules.push({ path: line.trim(), headers: [] });
    const [, name, value] = /^\s+([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) rules.at(-1)?.headers.push([name, value]);
  }
  return rules;
}

/** All rules that fit; the same header twice is one with both values, as hosts do it. */
/** @type {(target: string, rules: HeaderRule[]) => Record<string, string>} */
export function headersFor(target, rules) {
  /** @type {Record<string, string>} */
  const headers = {};
  const path = target.replace(/[?#].*$/s, '');
  for (const rule of rules.filter((r) => r.path === path || r.path === '/*')) {
    for (const [name, value] of rule.headers) headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}
