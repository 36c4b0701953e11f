/**
 * The first script of the page, run while the parser still reads the second: closes what the policy cannot, then starts the engine and
 * gives it its code, so that both come up beside the page and not after it. It shares no code with the second.
 */
import '../boot.ts';
import EngineWorker from '../../workers/engine.worker.ts?worker&inline';
import type { Begin, Begun, EngineInfo, Result } from '../../workers/protocol.ts';
import { deflatedCode } from './wasm.ts';

const code = deflatedCode();
const worker = new EngineWorker();
const answer = new Promise<Result<EngineInfo>>((resolve) => {
  worker.addEventListener('message', ({ data }: MessageEvent<Partial<Begun> | null>) => {
    if (data?.begun !== undefined) resolve(data.begun);
  });
});
worker.postMessage({ begin: code } satisfies Begin);

window.engineStart = { code, first: { worker, answer }, another: () => new EngineWorker() };
