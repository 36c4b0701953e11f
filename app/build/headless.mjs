/** Bundles workers/inspect.ts for plain Node, which reads no TypeScript, once per state of the sources. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CACHE, ROOT } from './paths.mjs';

/** Everything the bundle is made from, or reads when it runs. */
const SOURCES = [
  'workers',
  'wasm/src',
  'wasm/dist',
  'wasm/Cargo.toml',
  'wasm/Cargo.lock',
  'package-lock.json',
  'app/build',
];

/** Address of a bundle that fits the sources as they are now. Writes nothing to stdout. */
/** @returns {Promise<URL>} */
export async function headlessBundle() {
  const fresh = bundleFor(fingerprint());
  if (existsSync(fresh)) return fresh;
  // Only now: these take longer than an inspection.
  const { ensureInstalled } = await import('./install.mjs');
  const { ensureEngine } = await import('../../wasm/build.mjs');
  await ensureInstalled();
  ensureEngine();
  // As the sources are before they are read: what is written meanwhile makes another state.
  return bundle(bundleFor(fingerprint()));
}

/** @type {(place: URL) => Promise<URL>} */
async function bundle(place) {
  const { build } = await import('vite');
  const made = new URL(`making-${process.pid}/`, CACHE);
  await build({
    configFile: false,
    root: fileURLToPath(ROOT),
    logLevel: 'error',
    plugins: [originalAddress()],
    ssr: { noExternal: true },
    build: {
      ssr: 'workers/inspect.ts',
      outDir: fileURLToPath(made),
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'inspect.mjs', codeSplitting: false } },
    },
  });
  forgetOlder();
  // In one move: others may be doing the same at this moment.
  renameSync(new URL('inspect.mjs', made), place);
  rmSync(made, { recursive: true, force: true });
  return place;
}

/** Files beside a module are found from where the module was, not from the bundle. */
/** @returns {import('vite').Plugin} */
function originalAddress() {
  return {
    name: 'vitrine:original-address',
    transform: {
      filter: { id: /\/workers\//, code: 'import.meta.url' },
      handler: (code, id) => code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
    },
  };
}

/** @type {(print: string) => URL} */
function bundleFor(print) {
  mkdirSync(CACHE, { recursive: true });
  return new URL(`inspect-${print}.mjs`, CACHE);
}

/** Not the latest ones: another process may be about to start one of them. */
function forgetOlder() {
  for (const name of readdirSync(CACHE).filter((name) => /^inspect-.*\.mjs$/.test(name))) {
    const file = new URL(name, CACHE);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > 3_600_000) rmSync(file, { force: true });
  }
}

/** Changes when a file is added, removed or written: reading them all would take longer than an inspection. */
function fingerprint() {
  const hash = createHash('sha256').update(process.versions.node);
  for (const path of SOURCES) note(new URL(path, ROOT));
  return hash.digest('hex').slice(0, 16);

  /** @param {URL} file */
  function note(file) {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isFile()) return void hash.update(`${file.pathname} ${stat.size} ${stat.mtimeMs}\n`);
    for (const name of readdirSync(file).sort()) {
      if (!name.endsWith('.test.ts')) note(new URL(encodeURIComponent(name), `${file.href}/`));
    }
  }
}
