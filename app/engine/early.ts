/**
 * The first script of the page, run while the parser still reads the second: closes what the policy cannot, then starts the engine, so that
 * worker and decoder come up beside the page and not after it.
 */
import '../boot.ts';
import EngineWorker from '../../workers/engine.worker.ts?worker&inline';
import { wasmModule } from './wasm.ts';

window.engineStart = { first: new EngineWorker(), module: wasmModule(), another: () => new EngineWorker() };
