/** Firefox over Marionette, the protocol it speaks without a driver beside it: JSON with its length before it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep, type Browser, type Driver } from './driver.ts';
import { program } from './installed.ts';

const path = program('firefox-esr', 'firefox');
const START_MS = 30_000;

/** Nothing asked of the network by the browser itself; the rules for files as everybody has them. */
const PREFERENCES = `
user_pref("marionette.port", 0);
user_pref("security.fileuri.strict_origin_policy", true);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.normandy.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("browser.safebrowsing.update.enabled", false);
`;

export const firefox: Browser = {
  name: 'Firefox',
  missing: () => (path === null ? 'Firefox is not installed (firefox-esr).' : null),
  start,
  silent: ['module', 'prefetch', 'w-events'],
};

async function start(): Promise<Driver> {
  if (path === null) throw new Error('Firefox is not installed.');
  const profile = await mkdtemp(join(tmpdir(), 'vitrine-firefox-'));
  await writeFile(join(profile, 'user.js'), PREFERENCES);
  const args = ['--headless', '--marionette', '--no-remote', '--profile', profile];
  const browser = spawn(path, args, { stdio: 'ignore', env: { ...process.env, HOME: profile } });
  const ended = new Promise((resolve) => browser.once('close', resolve));
  const close = async (): Promise<void> => {
    browser.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const ask = converse(await open(join(profile, 'MarionetteActivePort')));
    await ask('WebDriver:NewSession', { capabilities: {} });
    return {
      open: async (url) => {
        await ask('WebDriver:Navigate', { url });
      },
      run: async (script, ...args) => {
        const answer = await ask('WebDriver:ExecuteScript', {
          script: `return (${script.toString()})(...arguments)`,
          args,
        });
        return answer.value as never;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The port is in a file as soon as the browser listens. */
async function open(portFile: string): Promise<Socket> {
  for (let waited = 0; waited < START_MS; waited += 100) {
    const port = existsSync(portFile) ? Number(await readFile(portFile, 'utf8')) : 0;
    if (port > 0) return connect(port, '127.0.0.1');
    await sleep(100);
  }
  throw new Error('Firefox did not start.');
}

type Ask = (name: string, parameters: object) => Promise<{ readonly value: unknown }>;

function converse(socket: Socket): Ask {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let unread = Buffer.alloc(0);
  socket.on('data', (data) => {
    unread = Buffer.concat([unread, data]);
    for (let message = take(); message !== null; message = take()) {
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message as [number, number, object | null, never];
      if (error === null) waiting.get(id)?.resolve(result);
      else waiting.get(id)?.reject(new Error(JSON.stringify(error)));
      waiting.delete(id);
    }
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox closed the connection.'));
  });
  const take = (): unknown => {
    const colon = unread.indexOf(':');
    if (colon < 0) return null;
    const end = colon + 1 + Number(unread.subarray(0, colon).toString());
    if (unread.length < end) return null;
    const text = unread.subarray(colon + 1, end).toString();
    unread = unread.subarray(end);
    return JSON.parse(text);
  };
  let id = 0;
  return (name, parameters) =>
    new Promise((resolve, reject) => {
      id += 1;
      waiting.set(id, { resolve, reject });
      const text = JSON.stringify([0, id, name, parameters]);
      socket.write(`${Buffer.byteLength(text).toString()}:${text}`);
    });
}
