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

function start(): StartedWorker {
  const worker = new EngineWorker();
  const answer = new Promise<Result<EngineInfo>>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Partial<Begun> | null>) => {
      if (data?.begun !== undefined) resolve(data.begun);
    });
    supplies.then(
      (begin) => {
        worker.postMessage({ begin, protocol: PROTOCOL } satisfies Begin);
      },
      (cause: unknown) => {
        const message = cause instanceof Error ? cause.message : 'WebAssembly could not be compiled.';
        resolve({ ok: false, error: { code: 'unsupported', message } });
      },
    );
  });
  return { worker, answer };
}

window.engineStart = { first: start(), another: start };
