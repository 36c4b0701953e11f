/** public/sw.js run against stores and a network that are made here. */
import { createHash, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

const SCRIPT = readFileSync(new URL('../../public/sw.js', import.meta.url), 'utf8');
const HOME = 'https://host.example/vitrine/';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

type Stores = Map<string, Map<string, Response>>;
type Site = Record<string, string>;

/** A browser that has one address open: its stores outlive the service workers that use them. */
function browser() {
  const stores: Stores = new Map();
  const asked: string[] = [];
  let site: Site = {};
  const fetch = (url: string) => {
    asked.push(url);
    const body = site[url.slice(HOME.length)];
    return Promise.resolve(body === undefined ? new Response('', { status: 404 }) : new Response(body));
  };

  /** The service worker of a version, whose build saw these files. */
  function worker(version: string, built: Site) {
    const files = Object.fromEntries(Object.entries(built).map(([name, text]) => [name || 'index.html', sha256(text)]));
    const handlers = new Map<string, (event: object) => void>();
    const self = {
      location: { href: `${HOME}sw.js` },
      addEventListener: (type: string, handler: (event: object) => void) => handlers.set(type, handler),
      skipWaiting: () => Promise.resolve(),
    };
    const code = SCRIPT.replace(/^const BUILD = .*$/m, `const BUILD = ${JSON.stringify({ version, files })};`);
    const caches = storage(stores);
    runInNewContext(code, { self, caches, fetch, crypto: webcrypto, URL, Headers, Response, Uint8Array });
    const raise = async (type: string, more: object = {}) => {
      let done: Promise<unknown> = Promise.resolve(null);
      const wait = (promise: Promise<unknown>) => (done = promise);
      handlers.get(type)?.({ waitUntil: wait, respondWith: wait, ...more });
      return done;
    };
    return {
      install: () => raise('install'),
      activate: () => raise('activate'),
      get: async (path: string, method = 'GET') => {
        const response = await raise('fetch', { request: { url: new URL(path, HOME).href, method } });
        return response instanceof Response ? (await response.clone().text()) || response.type : 'not answered';
      },
      ask: async (data: string) => {
        let said: unknown;
        await raise('message', { data, ports: [{ postMessage: (answer: unknown) => (said = answer) }] });
        return said;
      },
    };
  }
  return { stores, asked, worker, serve: (files: Site) => (site = files) };
}

function storage(stores: Stores) {
  return {
    open: (name: string) => {
      const store = stores.get(name) ?? new Map<string, Response>();
      stores.set(name, store);
      return Promise.resolve({ put: (url: string, response: Response) => Promise.resolve(store.set(url, response)) });
    },
    match: (url: string, { cacheName }: { cacheName: string }) =>
      Promise.resolve(stores.get(cacheName)?.get(url)?.clone()),
    keys: () => Promise.resolve([...stores.keys()]),
    delete: (name: string) => Promise.resolve(stores.delete(name)),
  };
}

const ONE: Site = { '': 'page one', 'manifest.webmanifest': '{"v":1}' };
const TWO: Site = { '': 'page two', 'manifest.webmanifest': '{"v":2}' };
const THREE: Site = { '': 'page three', 'manifest.webmanifest': '{"v":3}' };
const version = (number: string, site: Site) => ({ version: number, sha256: sha256(site[''] ?? '') });

describe('sw.js', () => {
  it('stores its files and answers without the network', async () => {
    const { serve, worker, asked } = browser();
    serve(ONE);
    const first = worker('1', ONE);
    await first.install();
    expect(asked.sort()).toEqual([HOME, `${HOME}manifest.webmanifest`]);
    serve({});
    expect(await first.get('./')).toBe('page one');
    expect(await first.get('index.html?q=1#f')).toBe('page one');
    expect(await first.get('manifest.webmanifest')).toBe('{"v":1}');
    expect(asked).toHaveLength(2);
  });

  it('leaves everything else to the browser, and asks for nothing itself', async () => {
    const { serve, worker, asked } = browser();
    serve(ONE);
    const first = worker('1', ONE);
    await first.install();
    for (const path of ['SHA256SUMS', '../', '../other/index.html', 'https://elsewhere.example/vitrine/', 'toString'])
      expect(await first.get(path)).toBe('not answered');
    expect(await first.get('./', 'POST')).toBe('not answered');
    expect(asked).toHaveLength(2);
  });

  it('refuses a file that is not the one of its version, and keeps what it had', async () => {
    const { serve, worker, stores } = browser();
    serve(ONE);
    const first = worker('1', ONE);
    await first.install();
    const before = [...stores.keys()];
    serve({ ...TWO, 'manifest.webmanifest': 'tampered with' });
    await expect(worker('2', TWO).install()).rejects.toThrow('not the one of version 2');
    expect([...stores.keys()]).toEqual(before);
    expect(await first.get('./')).toBe('page one');
  });

  it('keeps answering with the version in use until another is asked for, whoever is in charge', async () => {
    const { serve, worker } = browser();
    serve(ONE);
    const first = worker('1', ONE);
    await first.install();
    serve(TWO);
    const second = worker('2', TWO);
    await second.install();
    await second.activate();
    expect(await second.get('./')).toBe('page one');
    expect(await second.ask('state')).toEqual({ own: version('2', TWO), chosen: version('1', ONE) });
    expect(await second.ask('use')).toBe('done');
    expect(await second.get('./')).toBe('page two');
    expect(await first.get('./')).toBe('page two');
    expect(await second.ask('state')).toEqual({ own: version('2', TWO), chosen: version('2', TWO) });
  });

  it('throws away a version that was never used, and only what is its own', async () => {
    const { serve, worker, stores } = browser();
    stores.set('another app', new Map());
    for (const [number, site] of [
      ['1', ONE],
      ['2', TWO],
      ['3', THREE],
    ] as const) {
      serve(site);
      await worker(number, site).install();
    }
    const texts = await Promise.all([...stores.values()].flatMap((s) => [...s.values()]).map((r) => r.clone().text()));
    expect(texts).toContain('page one');
    expect(texts).toContain('page three');
    expect(texts).not.toContain('page two');
    expect(stores.has('another app')).toBe(true);
  });

  it('stores again what the browser has thrown away', async () => {
    const { serve, worker, stores } = browser();
    serve(ONE);
    const first = worker('1', ONE);
    await first.install();
    stores.clear();
    expect(await first.get('./')).toBe('page one');
  });
});
