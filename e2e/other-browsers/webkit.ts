/** WebKitGTK's small browser over WebDriver, drawn to GTK's browser display so that no screen is needed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKER_WAYS } from '../../app/network/worker-ways.ts';
import { sleep, type Browser, type Driver } from './driver.ts';
import { libraryProgram, program } from './installed.ts';

const driver = program('WebKitWebDriver');
const browser = libraryProgram(/webkit2?gtk-[\d.]+$/, 'MiniBrowser');
const display = program('broadwayd');
const START_MS = 10_000;

export const webkit: Browser = {
  name: 'WebKitGTK',
  missing: () =>
    driver === null || browser === null
      ? 'WebKitGTK’s driver is not installed (webkit2gtk-driver).'
      : display === null
        ? 'No display to draw to without a screen (libgtk-3-bin).'
        : null,
  start,
  // It tells workers of nothing it refuses.
  silent: WORKER_WAYS.map(({ id }) => id),
};

async function start(): Promise<Driver> {
  if (driver === null || browser === null || display === null) throw new Error('WebKitGTK is not installed.');
  const home = await mkdtemp(join(tmpdir(), 'vitrine-webkit-'));
  const [port, screen] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    HOME: home,
    XDG_RUNTIME_DIR: home,
    GDK_BACKEND: 'broadway',
    BROADWAY_DISPLAY: `:${screen.toString()}`,
  };
  const started: ChildProcess[] = [];
  const launch = (path: string, ...args: string[]): void => {
    started.push(spawn(path, args, { stdio: 'ignore', env }));
  };
  const end = async (): Promise<void> => {
    for (const child of started) child.kill();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  launch(display, `:${screen.toString()}`, `--port=${screen.toString()}`, '--address=127.0.0.1');
  launch(driver, `--port=${port.toString()}`, '--host=127.0.0.1');
  const address = `http://127.0.0.1:${port.toString()}`;
  try {
    await listening(`${address}/status`);
    const options = { binary: browser, args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    const made = (await ask('POST', `${address}/session`, { capabilities })) as { sessionId: string };
    const session = `${address}/session/${made.sessionId}`;
    return {
      open: async (url) => {
        await ask('POST', `${session}/url`, { url });
      },
      run: async (script, ...args) => {
        const text = `return (${script.toString()})(...arguments)`;
        return (await ask('POST', `${session}/execute/sync`, { script: text, args })) as never;
      },
      close: async () => {
        await ask('DELETE', session).catch(() => undefined);
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function ask(method: string, url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(JSON.stringify(value));
  return value;
}

async function listening(url: string): Promise<void> {
  for (let waited = 0; waited < START_MS; waited += 100) {
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) return;
    await sleep(100);
  }
  throw new Error('WebKitWebDriver did not start.');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
