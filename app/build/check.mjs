/** `npm run check`: types, lint and formatting of everything; each failure ends with the command that mends or shows it. */
import { findCargo } from './cargo.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT, installed } from './paths.mjs';
import { answer, run, script } from './run.mjs';

await script(async () => {
  await ensureInstalled();
  const node = process.execPath;
  const cache = ['--cache', '--cache-location', installed('.cache/vitrine/eslint')];
  await step('types', 'npx tsc -b', node, [installed('typescript/bin/tsc'), '-b', '--pretty', 'false']);
  await step('lint', 'npx eslint . --fix', node, [installed('eslint/bin/eslint.js'), '.', ...cache]);
  await step('format', 'npm run format', node, [installed('prettier/bin/prettier.cjs'), '--check', '.']);
  await cargoStep('rust format', 'fmt', ['--check']);
  await cargoStep('rust lint', 'clippy', ['--all-targets', '--locked', '--quiet', '--', '-D', 'warnings']);
});

/** @type {(name: string, tool: string, args: string[]) => Promise<void>} */
async function cargoStep(name, tool, args) {
  const cargo = findCargo();
  if (cargo === null) return console.log(`${name}: skipped, no cargo`);
  if (answer(cargo.path, tool, '--version') === null) return console.log(`${name}: skipped, no cargo ${tool}`);
  const options = { cwd: new URL('wasm/', ROOT), env: cargo.env };
  await step(name, `cd wasm && cargo ${tool}`, cargo.path, [tool, ...args], options);
}

/** @type {(name: string, mend: string, command: string, args: string[], options?: Parameters<typeof run>[2]) => Promise<void>} */
async function step(name, mend, command, args, options) {
  const { ok, output, seconds } = await run(command, args, options);
  if (ok) return console.log(`${name}: fine (${seconds.toFixed(0)} s)`);
  console.log(`${output.trimEnd()}\n${name}: failed. \`${mend}\``);
  process.exitCode = 1;
}
