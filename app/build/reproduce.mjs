/**
 * `npm run reproduce`: two copies of the sources in folders of other names give the same dist/, byte for byte.
 * The decoder is taken as it is; wasm/build.mjs proves that one when it builds from source.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './paths.mjs';
import { Failure, run, script } from './run.mjs';

await script(async () => {
  await ensureInstalled();
  const place = mkdtempSync(join(tmpdir(), 'vitrine-'));
  try {
    const first = await buildIn(join(place, 'a'));
    const second = await buildIn(join(place, 'another folder/with a longer name'));
    if (first !== second) throw new Failure(`Not reproducible:\n${first}\nand elsewhere\n${second}`);
    console.log(`reproducible, from two folders:\n${first.trimEnd()}`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});

/** The checksums of a build in a folder. The dependencies are linked, so their own path is looked for in what was made. */
/** @type {(folder: string) => Promise<string>} */
async function buildIn(folder) {
  const root = fileURLToPath(ROOT);
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  for (const path of listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const { ok, output } = await run(process.execPath, [join(folder, 'app/build/build.mjs')]);
  if (!ok) throw new Failure(output);
  const page = readFileSync(join(folder, 'dist/index.html'), 'utf8');
  const leaked = [root, folder].find((path) => page.includes(path));
  if (leaked !== undefined) throw new Failure(`The page names a folder of this machine: ${leaked}`);
  return readFileSync(join(folder, 'dist/SHA256SUMS'), 'utf8');
}
