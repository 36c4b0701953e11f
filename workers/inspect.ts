/** The headless run: `inspect [--json] [--fail-on LEVEL] [--password WORD] PATH…`, the same engine as in the page. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArguments, USAGE } from './headless/arguments.ts';
import { comparePaths } from './headless/compare-paths.ts';
import { combined, exitStatus } from './headless/exit.ts';
import { Inspector } from './headless/inspect-path.ts';
import { textReport } from './headless/text.ts';
import { instantiate } from './wasm/engine.ts';
import { loadModule } from './wasm/load.node.ts';

const WRONG_USE = 64;

/** Prints one report per path, in order. Resolves to the exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    await write(USAGE);
    return 0;
  }
  const wanted = parseArguments(argv);
  if ('wrong' in wanted) {
    process.stderr.write(`inspect: ${wanted.wrong}\n\n${USAGE}`);
    return WRONG_USE;
  }
  const inspector = new Inspector(instantiate(loadModule(join(here(), '../wasm/dist/engine.wasm'))), wanted.passwords);
  if (wanted.compare) {
    const { text, json, status } = await comparePaths(inspector, wanted);
    await write(wanted.json ? `${JSON.stringify(json)}\n` : text);
    return status;
  }
  const statuses: (0 | 1 | 2)[] = [];
  for (const path of wanted.paths) {
    const report = await inspector.inspect(path);
    const gap = statuses.length > 0 ? '\n' : '';
    await write(wanted.json ? `${JSON.stringify(report)}\n` : `${gap}${textReport(report)}`);
    statuses.push(exitStatus(report, wanted.failOn));
  }
  return combined(statuses);
}

function here(): string {
  return dirname(fileURLToPath(import.meta.url));
}

/** Waits until it is out: a report may be larger than a pipe. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
