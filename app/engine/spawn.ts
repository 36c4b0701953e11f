/** Workers for the page. The first one was started by app/engine/early.ts before this script ran. */
import type { EngineInfo, Result } from '../../workers/protocol.ts';
import { connect, type Client } from './client.ts';

export interface StartedWorker {
  /** Classic, from a blob, so that it inherits the page's policy and runs from file://. */
  readonly worker: Worker;
  /** What it says once it was given what it needs; never rejects. */
  readonly answer: Promise<Result<EngineInfo>>;
}

export interface EngineStart {
  first: StartedWorker | null;
  readonly another: () => StartedWorker;
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
  const { worker, answer } = start.first ?? start.another();
  start.first = null;
  return connect(worker, answer);
}
