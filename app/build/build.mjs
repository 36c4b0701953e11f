/** `npm run build`: the decoder if its sources changed, then dist/ with index.html and what lies beside it. */
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ensureEngine } from '../../wasm/build.mjs';
import { ensureInstalled } from './install.mjs';
import { DIST, ENGINE_NOTICES, installed, isMain } from './paths.mjs';
import { Failure, run, script } from './run.mjs';

/** @returns {Promise<string>} What was made, a line each. */
export async function build() {
  const engine = ensureEngine(console.error);
  const { ok, output } = await run(process.execPath, [installed('vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    env: { NO_COLOR: '1' },
  });
  if (!ok) throw new Failure(`${output}\nThe build failed.`);
  appendFileSync(new URL('third-party-licenses.md', DIST), `\n${readFileSync(ENGINE_NOTICES, 'utf8')}`);
  writeChecksums();
  const page = readFileSync(new URL('index.html', DIST));
  const size = `${kilobytes(page.length)}, ${kilobytes(gzipSync(page, { level: 9 }).length)} gzipped`;
  return `${engine}\n${output}dist/index.html: ${size}, sha256 ${sha256(page)}`;
}

/** In the format of `sha256sum -c`. */
function writeChecksums() {
  const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => pathToFileURL(`${entry.parentPath}/${entry.name}`).href.slice(DIST.href.length))
    .sort();
  const lines = files.map((name) => `${sha256(readFileSync(new URL(name, DIST)))}  ${name}\n`);
  writeFileSync(new URL('SHA256SUMS', DIST), lines.join(''));
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
