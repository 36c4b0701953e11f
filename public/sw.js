/**
 * Vitrine's service worker: keeps the page for the time without a network.
 *
 * It stores the files listed in BUILD, each only if it has the SHA-256 given there, and answers requests for exactly these from its
 * store. It asks the network for nothing else, ever. A newer version lies beside the one in use until the page says `use`,
 * which it does when its user agreed; also after the browser has put a newer service worker in charge by itself.
 */

/** Written by the build: the version of the page, and the SHA-256 of every file that is kept. */
const BUILD = { version: '', files: {} };

const PAGE = 'index.html';
const SCOPE = new URL('./', self.location.href);
/** Stores are shared by all pages of an address: this one's begin with its folder. */
const PREFIX = `vitrine ${SCOPE.pathname}`;
const OWN = storeOf(BUILD.files[PAGE]);
/** Holds which version is in use. */
const CHOICE = `${PREFIX} choice`;

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(tidy());
});
self.addEventListener('fetch', (event) => {
  const file = fileOf(event.request);
  if (file !== null) event.respondWith(answer(file));
});
/** From the page, with a port for the answer: `state`, which versions there are; `use`, put the one of this script in use. */
self.addEventListener('message', (event) => {
  const port = event.ports[0];
  if (port === undefined) return;
  if (event.data === 'state') event.waitUntil(state().then((answered) => port.postMessage(answered)));
  if (event.data === 'use') event.waitUntil(use().then(() => port.postMessage('done')));
});

async function install() {
  await store();
  if ((await chosen()) === null) await choose();
  await tidy();
}

/** All or nothing: a file that is missing or not the one meant leaves everything as it was. */
async function store() {
  const files = await Promise.all(Object.entries(BUILD.files).map(([name, sha256]) => download(name, sha256)));
  const cache = await caches.open(OWN);
  for (const { name, response } of files) await cache.put(address(name), response);
}

async function download(name, sha256) {
  const response = await fetch(address(name), { cache: 'reload' });
  const body = await response.arrayBuffer();
  if (!response.ok || (await hash(body)) !== sha256)
    throw new Error(`${name} is not the one of version ${BUILD.version}: not stored.`);
  // A response that was redirected or decompressed on its way is not kept as such.
  const headers = new Headers(response.headers);
  for (const header of ['Content-Encoding', 'Content-Length']) headers.delete(header);
  return { name, response: new Response(body, { headers }) };
}

async function answer(name) {
  const held = await find(name);
  if (held !== undefined) return held;
  // The browser has thrown the store away.
  await store();
  return (await find(name)) ?? Response.error();
}

/** Of the version in use; without one, of this script's. */
async function find(name) {
  const choice = await chosen();
  const held = choice === null ? undefined : await match(storeOf(choice.sha256), address(name));
  return held ?? match(OWN, address(name));
}

async function match(cacheName, url) {
  return caches.match(url, { cacheName, ignoreVary: true });
}

async function state() {
  return { own: own(), chosen: (await chosen()) ?? own() };
}

async function use() {
  if ((await match(OWN, address(PAGE))) === undefined) await store();
  await choose();
  await self.skipWaiting();
}

async function chosen() {
  const response = await match(CHOICE, SCOPE.href);
  return response === undefined ? null : response.json();
}

async function choose() {
  const cache = await caches.open(CHOICE);
  await cache.put(SCOPE.href, Response.json(own()));
}

/** Leaves the version in use and the one of this script. */
async function tidy() {
  const choice = await chosen();
  const kept = [OWN, CHOICE, ...(choice === null ? [] : [storeOf(choice.sha256)])];
  for (const name of await caches.keys()) {
    if (name.startsWith(`${PREFIX} `) && !kept.includes(name)) await caches.delete(name);
  }
}

function own() {
  return { version: BUILD.version, sha256: BUILD.files[PAGE] };
}

function storeOf(sha256) {
  return `${PREFIX} ${sha256}`;
}

/** The file a request is for; null for what is not kept, which stays between the browser and the server. */
function fileOf({ method, url }) {
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) return null;
  const name = pathname.slice(SCOPE.pathname.length) || PAGE;
  return Object.hasOwn(BUILD.files, name) ? name : null;
}

/** The page is asked for by its folder: some hosts redirect its own name to that. */
function address(name) {
  return new URL(name === PAGE ? './' : name, SCOPE).href;
}

async function hash(bytes) {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
