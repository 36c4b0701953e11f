/** Workers for the page. The first one was started by app/engine/early.ts before this script ran. */
import { connect, type Client } from './client.ts';

export interface EngineStart {
  first: Worker | null;
  /** The decoder, compiled once for all workers. */
  readonly module: Promise<WebAssembly.Module>;
  /** Classic, from a blob, so that it inherits the page's policy and runs from file://. */
  readonly another: () => Worker;
}

declare global {
  interface Window {
    /** What app/engine/early.ts began. */
    engineStart?: EngineStart;
  }
}

export function spawn(): Client {
  const start = window.engineStart;
  if (start === undefined) throw new Error('The page was not started by its first script.');
  const worker = start.first ?? start.another();
  start.first = null;
  return connect(worker, start.module);
}
