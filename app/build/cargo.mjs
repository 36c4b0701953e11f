/** Finds a cargo that builds the crate natively: for tests and lints. */
import { atLeast, minimumRust } from '../../wasm/toolchain.mjs';
import { answer } from './run.mjs';

/** @returns {{ path: string, env: Record<string, string> } | null} */
export function findCargo() {
  const minimum = minimumRust();
  const candidates = [
    { path: 'cargo', rustc: 'rustc', env: {} },
    // Debian's, when an older one or a rustup without a toolchain comes first.
    { path: '/usr/bin/cargo', rustc: '/usr/bin/rustc', env: { RUSTC: '/usr/bin/rustc' } },
  ];
  const usable = candidates.find(
    ({ path, rustc }) => answer(path, '--version') !== null && atLeast(answer(rustc, '--version') ?? '', minimum),
  );
  return usable ? { path: usable.path, env: usable.env } : null;
}
