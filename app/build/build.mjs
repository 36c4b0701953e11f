/** `npm run build`: the decoder if its sources changed, then dist/ with index.html and what lies beside it. */
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ensureEngine } from '../../wasm/build.mjs';
import { ensureInstalled } from './install.mjs';
import { DIST, ENGINE_NOTICES, ROOT, installed, isMain } from './paths.mjs';
import { Failure, run, script } from './run.mjs';

/** @returns {Promise<string>} What was made, a line each. */
export async function build() {
  const engine = ensureEngine(console.error);
  const { ok, output } = await run(process.execPath, [installed('vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    env: { NO_COLOR: '1' },
  });
  if (!ok) throw new Failure(`${output}\nThe build failed.`);
  appendFileSync(new URL('third-party-licenses.md', DIST), `\n${readFileSync(ENGINE_NOTICES, 'utf8')}`);
  embedIcons();
  stampServiceWorker();
  writeChecksums();
  const page = readFileSync(new URL('index.html', DIST));
  const size = `${kilobytes(page.length)}, ${kilobytes(gzipSync(page, { level: 9 }).length)} gzipped`;
  return `${engine}\n${output}dist/index.html: ${size}, sha256 ${sha256(page)}`;
}

/** The icons of an installed page are images it asks for, and its policy allows it none from a server: they lie in the manifest. */
function embedIcons() {
  const place = new URL('manifest.webmanifest', DIST);
  const manifest = JSON.parse(readFileSync(place, 'utf8'));
  for (const icon of manifest.icons) {
    icon.src = `data:${icon.type};base64,${readFileSync(new URL(icon.src, DIST)).toString('base64')}`;
  }
  writeFileSync(place, JSON.stringify(manifest, null, 2));
  rmSync(new URL('icons/', DIST), { recursive: true });
}

/** What the service worker keeps for the time without a network: the page, and what makes an installed app of it. */
const KEPT = ['index.html', 'manifest.webmanifest'];

/** Writes into sw.js which files belong to this version, so that it stores no other. */
function stampServiceWorker() {
  const script = new URL('sw.js', DIST);
  const text = readFileSync(script, 'utf8');
  const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8'));
  const files = Object.fromEntries(KEPT.map((name) => [name, sha256(readFileSync(new URL(name, DIST)))]));
  const stamped = text.replace(
    /^const BUILD = .*$/m,
    () => `const BUILD = ${JSON.stringify({ version, files }, null, 2)};`,
  );
  if (stamped === text) throw new Failure('public/sw.js has no line "const BUILD = …" to write the checksums into.');
  writeFileSync(script, stamped);
}

/** In the format of `sha256sum -c`. */
function writeChecksums() {
  const lines = filesOfDist().map((name) => `${sha256(readFileSync(new URL(name, DIST)))}  ${name}\n`);
  writeFileSync(new URL('SHA256SUMS', DIST), lines.join(''));
}

/** Names relative to dist/, sorted. */
function filesOfDist() {
  return readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => pathToFileURL(`${entry.parentPath}/${entry.name}`).href.slice(DIST.href.length))
    .sort();
}

/** @type {(bytes: number) => string} */
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;

/** @type {(bytes: Uint8Array) => string} */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

if (isMain(import.meta.url)) {
  await script(async () => {
    await ensureInstalled();
    console.log(await build());
  });
}
