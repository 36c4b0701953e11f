/** `npm run --silent inspect -- [--json] [--fail-on LEVEL] PATH…`: the same engine as in the page, without the page. */
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { headlessBundle } from './headless.mjs';
import { CACHE } from './paths.mjs';

/** "Not fully inspected". Node's own exit code for a crash is 1, which here means that something was found. */
const NOT_INSPECTED = 2;

process.on('uncaughtException', (error) => {
  // A reader that has seen enough (`… | head`) is no failure to report.
  if (!('code' in error && error.code === 'EPIPE')) console.error(error.name === 'Failure' ? error.message : error);
  process.exit(NOT_INSPECTED);
});

// npm runs scripts in the project's folder; paths are meant from where the user stands.
const { INIT_CWD, npm_lifecycle_event } = process.env;
if (npm_lifecycle_event === 'inspect' && INIT_CWD) process.chdir(INIT_CWD);

// Node 22 keeps compiled code between runs.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function')
  module.enableCompileCache(fileURLToPath(new URL('compiled/', CACHE)));

/** @type {{ main?: (args: string[]) => Promise<number> }} */
const inspector = await import((await headlessBundle()).href);
if (inspector.main) process.exitCode = await inspector.main(process.argv.slice(2));
