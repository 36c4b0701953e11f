/** The only place that starts a worker: classic, from a blob, so that it inherits the page's policy and runs from file://. */
import EngineWorker from '../../workers/engine.worker.ts?worker&inline';
import { connect, type Client } from './client.ts';
import { wasmModule } from './wasm.ts';

export function spawn(): Client {
  return connect(new EngineWorker(), wasmModule());
}
