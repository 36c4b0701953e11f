/** Workers for the page. The first one was started by app/engine/early.ts before this script ran. */
import type { EngineInfo, Result } from '../../workers/protocol.ts';
import { connect, type Client } from './client.ts';

export interface EngineStart {
  /** The first worker, which begins by itself, and what it will say then. */
  first: { readonly worker: Worker; readonly answer: Promise<Result<EngineInfo>> } | null;
  /** Classic, from a blob, so that it inherits the page's policy and runs from file://. */
  readonly another: () => Worker;
}

declare global {
  interface Window {
    /** What app/engine/early.ts began. */
    engineStart?: EngineStart;
  }
}

/** What later workers are given: what the first one compiled; null if it failed. */
let compiled: Promise<WebAssembly.Module | null> | null = null;

export function spawn(): Client {
  const start = window.engineStart;
  if (start === undefined) throw new Error('The page was not started by its first script.');
  const { first } = start;
  start.first = null;
  const client =
    first === null ? connect(start.another(), compiled ?? Promise.resolve(null)) : connect(first.worker, first);
  compiled ??= client.ready.then((answer) => (answer.ok ? answer.value.module : null));
  return client;
}
