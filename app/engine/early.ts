/**
 * The page's first script, run while the parser still reads on: closes what the policy cannot, then starts the engine, so that it comes
 * up beside the page and not after it. It shares no code with the second.
 */
import '../boot.ts';
import EngineWorker from '../../workers/engine.worker.ts?worker&inline';
import {
  type Begin,
  type Begun,
  type EngineInfo,
  PROTOCOL,
  type Result,
  type Supplies,
} from '../../workers/protocol.ts';
import { runMain, whenParsed } from './main-script.ts';
import type { StartedWorker } from './spawn.ts';
import { makeSupplies } from './supplies.ts';

/** The decoder is compiled while the worker's code is. */
const supplies = new Promise<Supplies>((resolve) => {
  whenParsed(() => {
    resolve(makeSupplies());
    runMain();
  });
});

/** Browsers compile well only what has run often: the worker that waits for the first file reads samples so many times. */
const ROUNDS = 30;

/** A later worker comes up beside a file one looks at, and leaves the processor to that. */
function start(rounds = 0): StartedWorker {
  const worker = new EngineWorker();
  const answer = new Promise<Result<EngineInfo>>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Partial<Begun> | null>) => {
      if (data?.begun !== undefined) resolve(data.begun);
    });
    supplies.then(
      (begin) => {
        worker.postMessage({ begin, protocol: PROTOCOL, rounds } satisfies Begin);
      },
      (cause: unknown) => {
        const message = cause instanceof Error ? cause.message : 'WebAssembly could not be compiled.';
        resolve({ ok: false, error: { code: 'unsupported', message } });
      },
    );
  });
  return { worker, answer };
}

window.engineStart = { first: start(ROUNDS), another: start };
