/**
 * The page's first script, run while the parser still reads on: closes what the policy cannot, then starts the engine, so that it comes
 * up beside the page and not after it. It shares no code with the second.
 */
import '../boot.ts';
import EngineWorker from '../../workers/engine.worker.ts?worker&inline';
import { type Begun, type EngineInfo, FIRST, type Result } from '../../workers/protocol.ts';
import { runMainSoon } from './main-script.ts';

runMainSoon();

const worker = new EngineWorker({ name: FIRST });
const answer = new Promise<Result<EngineInfo>>((resolve) => {
  worker.addEventListener('message', ({ data }: MessageEvent<Partial<Begun> | null>) => {
    if (data?.begun !== undefined) resolve(data.begun);
  });
});

window.engineStart = { first: { worker, answer }, another: () => new EngineWorker() };
