/** This page's workspace, and React's view of it. */
import { notifyManager, QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { EngineError, Result } from '../../workers/protocol.ts';
import type { AcrossFiles } from './across.ts';
import type { Document, Hash } from './document.ts';
import { spawn } from './spawn.ts';
import { Workspace } from './workspace.ts';

/** Leaves the page a core of its own. */
export const workspace = new Workspace(spawn, Math.max(2, navigator.hardwareConcurrency - 1));

export function useDocuments(): readonly Document[] {
  return useSyncExternalStore(workspace.subscribe, workspace.documents);
}

export function useAcross(): AcrossFiles {
  return useSyncExternalStore(workspace.subscribe, workspace.across);
}

/** Tables the engine computed. They never change, and there is no network to wait for. Keys start with `['doc', seq]`. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: Infinity,
      gcTime: 30_000,
      retry: false,
      structuralSharing: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  },
});

// Told at once: a timer would let a frame be drawn without what has just come.
notifyManager.setScheduler(queueMicrotask);

/** For query functions: React Query wants a throw. */
export async function unwrap<T>(answer: Promise<Result<T>>): Promise<T> {
  const result = await answer;
  if (result.ok) return result.value;
  throw new EngineFailure(result.error);
}

export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  readonly error: EngineError;

  constructor(error: EngineError) {
    super(error.message);
    this.error = error;
  }
}

const NO_HASH: Hash = { kind: 'none' };

/** How far the hash of an open document is. */
export function useHash(seq: number): Hash {
  return useSyncExternalStore(workspace.subscribe, () => {
    const state = workspace.documents().find((d) => d.seq === seq)?.state;
    return state?.phase === 'done' ? state.hash : NO_HASH;
  });
}
