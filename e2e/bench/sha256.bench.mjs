/** SHA-256 of the engine against the npm package hash-wasm: the same bytes, in a worker of the same browser, turn by turn. */
import { readFileSync } from 'node:fs';
import { withBrowser } from './page.mjs';

const RUNS = 5;
const MEGABYTES = 256;
const ENGINE = new URL('../../wasm/dist/engine.wasm', import.meta.url);
const OTHER = new URL('../../node_modules/hash-wasm/dist/sha256.umd.min.js', import.meta.url);

/** Runs in the worker: `module` is the engine, `hashwasm` the other. Both take the bytes in pieces of 256 kB. */
const WORKER = `
onmessage = async ({ data: { bytes, megabytes, runs } }) => {
  const { instance } = await WebAssembly.instantiate(bytes, { host: { panicked() {} } });
  const e = instance.exports;
  e.abi_version();
  const piece = new Uint8Array(262144).map((_, i) => i * 31);
  const at = e.memory_alloc(piece.length);
  const ours = () => {
    const handle = e.sha256_new();
    for (let i = 0; i < megabytes * 4; i++) {
      new Uint8Array(e.memory.buffer, at, piece.length).set(piece);
      e.sha256_update(handle, at, piece.length);
    }
    e.sha256_finish(handle);
    const reply = new Float64Array(e.memory.buffer, e.memory_reply(), 2);
    return Array.from(new Uint8Array(e.memory.buffer, reply[0], reply[1]), (b) => b.toString(16).padStart(2, '0')).join('');
  };
  const hasher = await hashwasm.createSHA256();
  const other = () => {
    hasher.init();
    for (let i = 0; i < megabytes * 4; i++) hasher.update(piece);
    return hasher.digest('hex');
  };
  const timed = (run) => {
    const begin = performance.now();
    const digest = run();
    return { speed: (megabytes * 1.048576) / (performance.now() - begin) * 1000, digest };
  };
  timed(ours), timed(other);
  postMessage(Array.from({ length: runs }, () => ({ ours: timed(ours), other: timed(other) })));
};`;

/** @typedef {{ speed: number, digest: string }} Timed */

export const name = 'sha256';

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
export async function measure() {
  const bytes = [...readFileSync(ENGINE)];
  const source = `${readFileSync(OTHER, 'utf8')}\n${WORKER}`;
  return withBrowser(async (browser) => {
    const page = await browser.newPage();
    /** @type {{ ours: Timed, other: Timed }[]} */
    const runs = await page.evaluate(
      ({ bytes, source, megabytes, runs }) =>
        new Promise((done, fail) => {
          const worker = new Worker(URL.createObjectURL(new Blob([source])));
          worker.onmessage = ({ data }) => done(data);
          worker.onerror = ({ message }) => fail(new Error(message));
          worker.postMessage({ bytes: Uint8Array.from(bytes), megabytes, runs });
        }),
      { bytes, source, megabytes: MEGABYTES, runs: RUNS },
    );
    for (const { ours, other } of runs) if (ours.digest !== other.digest) throw new Error('the digests differ');
    return [
      { what: 'engine', values: runs.map((run) => run.ours.speed), unit: 'MB/s' },
      { what: 'hash-wasm', values: runs.map((run) => run.other.speed), unit: 'MB/s' },
      { what: 'ratio', values: runs.map((run) => run.ours.speed / run.other.speed), unit: '×' },
    ];
  });
}
