/**
 * Finds a Rust that can make WASM: one with the target installed, else one with the standard library's sources.
 * `node wasm/toolchain.mjs` says which, and fails when there is none.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const TARGET = 'wasm32-unknown-unknown';

/**
 * @typedef {object} Toolchain
 * @property {string} rustc
 * @property {string} cargo
 * @property {string} version First line of `rustc --version`.
 * @property {string} sysroot
 * @property {boolean} buildStd The target is not installed: std is compiled too, from `<sysroot>/lib/rustlib/src`.
 * @property {string | null} linker Null: rustc's own.
 */

/** @returns {Toolchain | null} */
export function findToolchain() {
  const minimum = minimumRust();
  const found = [
    { rustc: 'rustc', cargo: 'cargo' },
    // Debian's rustc-web, which a rustup on PATH hides.
    { rustc: '/usr/bin/rustc', cargo: '/usr/bin/cargo' },
  ].flatMap((commands) => describe(commands, minimum) ?? []);
  return found.find((t) => !t.buildStd) ?? found.find((t) => t.linker !== null) ?? null;
}

/** @type {(commands: { rustc: string, cargo: string }, minimum: string) => Toolchain | null} */
function describe(commands, minimum) {
  const version = answer(commands.rustc, '--version');
  const sysroot = answer(commands.rustc, '--print', 'sysroot');
  if (version === null || sysroot === null || answer(commands.cargo, '--version') === null) return null;
  if (!atLeast(version, minimum)) return null;
  const rustlib = join(sysroot, 'lib/rustlib');
  const installed = existsSync(join(rustlib, TARGET, 'lib'));
  if (!installed && !existsSync(join(rustlib, 'src/rust/library/Cargo.lock'))) return null;
  const linker = hasOwnLinker(rustlib) ? null : findLinker();
  return { ...commands, version, sysroot, buildStd: !installed, linker };
}

/** @type {(rustlib: string) => boolean} */
function hasOwnLinker(rustlib) {
  return readdirSync(rustlib).some((host) => existsSync(join(rustlib, host, 'bin/rust-lld')));
}

/** LLVM's linker under any of its names, newest first; or the one a rustup toolchain brings. */
function findLinker() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => existsSync(folder));
  const named = folders.flatMap(
    (folder) =>
      readdirSync(folder)
        .filter((name) => /^(rust-lld|wasm-ld(-\d+)?)$/.test(name))
        .map((name) => join(folder, name))
        .filter((path) => existsSync(path)), // Debian's rust-lld may point nowhere
  );
  /** @type {(path: string) => number} */
  const rank = (path) => (path.endsWith('rust-lld') ? Infinity : Number(/-(\d+)$/.exec(path)?.[1] ?? 0));
  return named.sort((a, b) => rank(b) - rank(a))[0] ?? rustupLinker();
}

function rustupLinker() {
  const toolchains = join(process.env['RUSTUP_HOME'] ?? join(homedir(), '.rustup'), 'toolchains');
  if (!existsSync(toolchains)) return null;
  const linkers = readdirSync(toolchains).flatMap((name) => {
    const rustlib = join(toolchains, name, 'lib/rustlib');
    return existsSync(rustlib) ? readdirSync(rustlib).map((host) => join(rustlib, host, 'bin/rust-lld')) : [];
  });
  return linkers.find((path) => existsSync(path)) ?? null;
}

/** `rust-version` of the crate. */
export function minimumRust() {
  const manifest = readFileSync(new URL('Cargo.toml', import.meta.url), 'utf8');
  return /^rust-version\s*=\s*"([\d.]+)"/m.exec(manifest)?.[1] ?? '0.0';
}

/** @type {(version: string, minimum: string) => boolean} */
export function atLeast(version, minimum) {
  const [major = 0, minor = 0] = (/\d+\.\d+/.exec(version)?.[0] ?? '').split('.').map(Number);
  const [wantMajor = 0, wantMinor = 0] = minimum.split('.').map(Number);
  return major > wantMajor || (major === wantMajor && minor >= wantMinor);
}

/** @type {(command: string, ...args: string[]) => string | null} */
function answer(command, ...args) {
  try {
    const out = execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return out.trim().split('\n')[0] ?? null;
  } catch {
    return null;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const found = findToolchain();
  console.log(
    found ? `${found.version}${found.buildStd ? ', with the sources of std' : ''}` : 'no Rust that can make WASM',
  );
  process.exitCode = found ? 0 : 1;
}
