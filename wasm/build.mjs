/**
 * Makes wasm/dist: engine.wasm, engine.json, which says what it was made from, and licenses.md.
 *
 *   node wasm/build.mjs            build when the sources changed; without Rust, use the checked-in module if it fits
 *   node wasm/build.mjs --check    only say whether the checked-in module fits the sources
 *   node wasm/build.mjs --setup    first add the WASM target to a rustup toolchain
 *   VITRINE_WASM=source            always build; same compiler, same sources must then give the same bytes
 *   VITRINE_WASM=checked-in        never build
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notices } from './notices.mjs';
import { TARGET, findToolchain } from './toolchain.mjs';

/** @typedef {import('./toolchain.mjs').Toolchain} Toolchain */
/** @typedef {{ sourceHash: string, sha256: string, rustc: string, flags: string[] }} Record */

const CRATE = fileURLToPath(new URL('.', import.meta.url));
const MODULE = join(CRATE, 'dist/engine.wasm');
const RECORD = join(CRATE, 'dist/engine.json');
const NOTICES = join(CRATE, 'dist/licenses.md');

const FLAGS = [
  '-Ctarget-feature=+simd128',
  // 1 GiB: a hostile file must not take the whole machine.
  '-Clink-arg=--max-memory=1073741824',
  '-Clink-arg=-zstack-size=1048576',
];

const HINT = `To build it: \`rustup target add ${TARGET}\` (or \`npm run wasm -- --setup\`), or on Debian
\`apt-get install rustc-web cargo-web rust-web-src lld\`; then \`npm run wasm\`.`;

/** An end the user can do something about: no stack trace. */
export class EngineBuildError extends Error {
  /** @override */
  name = 'Failure';
}

/**
 * @param {(text: string) => void} say Told before something that takes long.
 * @returns {string} What was done, in one line.
 */
export function ensureEngine(say = () => undefined) {
  const mode = process.env['VITRINE_WASM'] ?? 'auto';
  if (!['auto', 'source', 'checked-in'].includes(mode)) throw new EngineBuildError(`VITRINE_WASM=${mode} is unknown.`);
  const sourceHash = hashSources();
  const stale = staleness(sourceHash);
  if (mode !== 'source' && stale === null) return 'wasm: the module in wasm/dist fits its sources';
  if (mode === 'checked-in') throw new EngineBuildError(`${stale}`);
  const toolchain = findToolchain();
  if (!toolchain) throw new EngineBuildError(`${stale ?? 'No Rust that can make WASM was found.'}\n${HINT}`);
  say('wasm: compiling; the first time takes a minute or two');
  const code = compile(toolchain);
  const record = { sourceHash, sha256: sha256(code), rustc: toolchain.version, flags: FLAGS };
  if (mode === 'source' && stale === null) sameAsBefore(record);
  mkdirSync(join(CRATE, 'dist'), { recursive: true });
  write(MODULE, code);
  write(NOTICES, Buffer.from(notices(metadata(toolchain))));
  write(RECORD, Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
  return `wasm: built from source with ${toolchain.version}, ${(code.length / 1000).toFixed(1)} kB`;
}

/** Leaves a file alone that has these bytes: what was made from it stays fresh. */
/** @type {(path: string, bytes: Buffer) => void} */
function write(path, bytes) {
  if (!existsSync(path) || !readFileSync(path).equals(bytes)) writeFileSync(path, bytes);
}

/** Why the module in wasm/dist cannot be used; null when it can. */
export function staleness(sourceHash = hashSources()) {
  const record = readRecord();
  if (!record || !existsSync(MODULE) || !existsSync(NOTICES)) return 'There is no built module in wasm/dist.';
  if (record.sourceHash !== sourceHash)
    return 'wasm/dist/engine.wasm was built from other sources than those in wasm/.';
  if (record.sha256 !== sha256(readFileSync(MODULE)))
    return 'wasm/dist/engine.wasm is not the file engine.json describes.';
  return null;
}

/** @type {(record: Record) => void} */
function sameAsBefore(record) {
  const before = readRecord();
  if (!before || before.rustc !== record.rustc || before.sha256 === record.sha256) return;
  throw new EngineBuildError(
    `Not reproducible: ${record.rustc} made ${record.sha256} of the sources of which it had made ${before.sha256}.`,
  );
}

/** @returns {Record | null} */
function readRecord() {
  return existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, 'utf8')) : null;
}

/** Everything the bytes of the module depend on, but the compiler. */
function hashSources() {
  const hash = createHash('sha256').update(JSON.stringify(FLAGS));
  for (const path of ['Cargo.lock', 'Cargo.toml', ...filesIn('src')]) {
    if (existsSync(join(CRATE, path))) hash.update(`\n${path}\n`).update(readFileSync(join(CRATE, path)));
  }
  return hash.digest('hex');
}

/** @type {(folder: string) => string[]} */
function filesIn(folder) {
  return readdirSync(join(CRATE, folder), { withFileTypes: true })
    .filter((entry) => !/^\.|~$/.test(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]))
    .sort();
}

/** @type {(toolchain: Toolchain) => Buffer} */
function compile(toolchain) {
  cargo(toolchain, ['fetch', '--locked', '--quiet']);
  const std = toolchain.buildStd ? ['-Zbuild-std=std,panic_abort'] : [];
  const profile = ['--locked', '--release', '--lib', '--target', TARGET];
  const said = cargo(toolchain, ['build', '--quiet', ...profile, ...std, '--message-format=json-render-diagnostics']);
  const made = said.split('\n').flatMap((line) => {
    if (!line.startsWith('{')) return [];
    /** @type {{ filenames?: string[], manifest_path?: string }} */
    const message = JSON.parse(line);
    const ours = message.manifest_path === join(CRATE, 'Cargo.toml');
    return ours ? (message.filenames ?? []).filter((name) => name.endsWith('.wasm')) : [];
  });
  if (made[0] === undefined) throw new EngineBuildError('cargo made no .wasm: is the crate a cdylib?');
  return readFileSync(made[0]);
}

/** @type {(toolchain: Toolchain) => import('./notices.mjs').Metadata} */
function metadata(toolchain) {
  const args = ['metadata', '--locked', '--offline', '--format-version', '1', '--filter-platform', TARGET];
  return JSON.parse(cargo(toolchain, args));
}

/** @type {(toolchain: Toolchain, args: string[]) => string} */
function cargo(toolchain, args) {
  const env = {
    ...process.env,
    RUSTC: toolchain.rustc,
    CARGO_TARGET_DIR: join(CRATE, 'target/web'),
    CARGO_ENCODED_RUSTFLAGS: [...FLAGS, ...remaps(toolchain)].join('\x1f'),
    ...(toolchain.buildStd && { RUSTC_BOOTSTRAP: '1' }),
    ...(toolchain.linker && { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: toolchain.linker }),
  };
  const run = spawnSync(toolchain.cargo, args, { cwd: CRATE, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.status === 0) return run.stdout;
  throw new EngineBuildError(`${run.error?.message ?? run.stderr}\ncargo ${args.join(' ')} failed.`);
}

/** Panic messages name source files: the same names on every machine. */
/** @type {(toolchain: Toolchain) => string[]} */
function remaps(toolchain) {
  const registry = join(process.env['CARGO_HOME'] ?? join(homedir(), '.cargo'), 'registry/src');
  // One folder per registry, named by a hash of its address.
  const crates = existsSync(registry) ? readdirSync(registry).map((name) => join(registry, name)) : [];
  return [
    `--remap-path-prefix=${CRATE.replace(/\/$/, '')}=/vitrine/wasm`,
    `--remap-path-prefix=${join(toolchain.sysroot, 'lib/rustlib/src/rust')}=/rust`,
    ...crates.map((folder) => `--remap-path-prefix=${folder}=/crates`),
  ];
}

/** @type {(bytes: Uint8Array) => string} */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** @type {(args: string[]) => void} */
function main(args) {
  if (args.includes('--check')) {
    const stale = staleness();
    if (stale) throw new EngineBuildError(`${stale}\n${HINT}`);
    return;
  }
  if (args.includes('--setup')) execFileSync('rustup', ['target', 'add', TARGET], { stdio: 'inherit' });
  console.log(ensureEngine(console.error));
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof EngineBuildError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
