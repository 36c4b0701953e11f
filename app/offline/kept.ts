/** The page kept for the time without a network: registers the service worker (public/sw.js) and says what it holds. */
import { useSyncExternalStore } from 'react';

export interface PageVersion {
  readonly version: string;
  readonly sha256: string;
}

export type Kept =
  /** Opened from disk: the file is what is kept. */
  | { readonly kind: 'file' }
  | { readonly kind: 'starting' }
  /** The browser keeps nothing for this address. */
  | { readonly kind: 'not-offered' }
  | { readonly kind: 'failed' }
  /** `offered`: another version, stored and waiting for the user's word. */
  | { readonly kind: 'kept'; readonly inUse: PageVersion; readonly offered: PageVersion | null };

const WAIT_MS = 500;
const ANSWER_MS = 5_000;
const hosted = location.protocol !== 'file:';

let kept: Kept = { kind: hosted ? 'starting' : 'file' };
let offering: ServiceWorker | null = null;
const listeners = new Set<() => void>();

export function useKept(): Kept {
  return useSyncExternalStore(subscribe, () => kept);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(next: Kept): void {
  kept = next;
  for (const listener of listeners) listener();
}

/** To be called once the engine stands: that and the first file come first. */
export async function keepOffline(): Promise<void> {
  if (hosted) {
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    await register();
  }
  workersFromBlobsOnly();
}

async function register(): Promise<void> {
  if (!('serviceWorker' in navigator)) {
    tell({ kind: 'not-offered' });
    return;
  }
  try {
    const registration = await navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' });
    const look = (): void => void lookAt(registration);
    const follow = (): void => registration.installing?.addEventListener('statechange', look);
    registration.addEventListener('updatefound', follow);
    follow();
    look();
  } catch {
    tell({ kind: 'failed' });
  }
}

async function lookAt(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.waiting ?? registration.active;
  if (worker === null) {
    // Nothing stored, and nothing on its way: what the server has is not what its checksums say.
    if (registration.installing === null) tell({ kind: 'failed' });
    return;
  }
  const state = readState(await ask(worker, 'state'));
  if (state === null) return;
  const differs = state.own.sha256 !== state.chosen.sha256;
  offering = differs ? worker : null;
  tell({ kind: 'kept', inUse: state.chosen, offered: differs ? state.own : null });
}

/** The user's word: from now on the newer version answers. */
export async function takeOffered(): Promise<void> {
  if (offering === null || (await ask(offering, 'use')) !== 'done') return;
  location.reload();
}

/** Null when there is no answer in time. */
function ask(worker: ServiceWorker, what: 'state' | 'use'): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      resolve(data);
    };
    setTimeout(resolve, ANSWER_MS, null);
    worker.postMessage(what, [port2]);
  });
}

function readState(data: unknown): { readonly own: PageVersion; readonly chosen: PageVersion } | null {
  if (typeof data !== 'object' || data === null || !('own' in data) || !('chosen' in data)) return null;
  return isVersion(data.own) && isVersion(data.chosen) ? { own: data.own, chosen: data.chosen } : null;
}

function isVersion(data: unknown): data is PageVersion {
  if (typeof data !== 'object' || data === null || !('version' in data) || !('sha256' in data)) return false;
  return typeof data.version === 'string' && typeof data.sha256 === 'string';
}

/** A second policy can only forbid more: from here on not even this page's own server is a place to start a worker from. */
function workersFromBlobsOnly(): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = 'worker-src blob:';
  document.head.append(policy);
}
