/** `npm start`: install, build, serve, open. PORT chooses the port; --no-open leaves the browser alone. */
import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { Failure, script } from './run.mjs';
import { serve } from './serve.mjs';

const FIRST_PORT = 4173;
const PORTS = 100;

await script(async () => {
  await ensureInstalled();
  console.log(await build());
  const { url } = await serveOnFreePort();
  console.log(
    `\nVitrine is at ${url}\nCtrl+C ends it. dist/index.html is the same page as a file: it needs no server.`,
  );
  if (process.stdout.isTTY && !process.env['CI'] && !process.argv.includes('--no-open')) openBrowser(url);
});

async function serveOnFreePort() {
  const asked = Number(process.env['PORT'] ?? 0);
  if (asked > 0) return serve(asked).catch(refuse);
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS; port++) {
    try {
      return await serve(port);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Failure(`No free port from ${FIRST_PORT} to ${FIRST_PORT + PORTS - 1}.`);
}

/** @type {(error: unknown) => never} */
function refuse(error) {
  if (isTaken(error)) throw new Failure(`Port ${process.env['PORT']} is taken.`);
  throw error;
}

/** @type {(error: unknown) => boolean} */
function isTaken(error) {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** The address is printed; a machine without a browser is no failure. */
/** @type {(url: string) => void} */
function openBrowser(url) {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '""', url]
        : ['xdg-open', url];
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
