/** The same from within a worker, which is where files are read. It is started like the engine's: from a blob, under the page's policy. */
import { addressOf } from './ways.ts';

/** Runs in the worker: tries each way it is told, and tells of every report of the policy it gets. */
const SCRIPT = `
  const tries = {
    fetch: (address) => fetch(address, { mode: 'no-cors' }),
    xhr: (address) => { const request = new XMLHttpRequest(); request.open('POST', address); request.send(''); },
    socket: (address) => new WebSocket(address.replace('https', 'wss')),
    events: (address) => new EventSource(address),
    scripts: (address) => importScripts(address),
    import: (address) => import(address),
    worker: (address) => new Worker(address),
  };
  addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sample, disposition } = event;
    postMessage({ effectiveDirective, blockedURI, sample, disposition });
  });
  addEventListener('message', async ({ data: { what, address } }) => {
    try {
      await tries[what](address);
    } catch {
      // What counts is the report.
    }
  });
`;

export const WORKER_WAYS = [
  { id: 'w-fetch', name: 'fetch', what: 'fetch' },
  { id: 'w-xhr', name: 'XMLHttpRequest', what: 'xhr' },
  { id: 'w-socket', name: 'WebSocket', what: 'socket' },
  { id: 'w-events', name: 'Event stream', what: 'events' },
  { id: 'w-scripts', name: 'Scripts', what: 'scripts' },
  { id: 'w-import', name: 'Module', what: 'import' },
  { id: 'w-worker', name: 'Worker from an address', what: 'worker' },
] as const;

/** @param tell Gets every report of the policy that the worker gets. */
export function tryInWorker(tell: (report: unknown) => void): Worker {
  // eslint-disable-next-line no-restricted-syntax -- it reads no file: it is there to be refused
  const worker = new Worker(URL.createObjectURL(new Blob([SCRIPT], { type: 'text/javascript' })));
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    tell(data);
  });
  for (const { id, what } of WORKER_WAYS) worker.postMessage({ what, address: addressOf(id) });
  return worker;
}
