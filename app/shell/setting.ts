/** Settings of this browser: never anything about a file. Storage may be missing or full: then a setting lasts for the visit. */
import { useSyncExternalStore } from 'react';

export interface Setting<T extends string> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** The first of `values` is the default. Anything else found in storage is ignored. */
export function setting<T extends string>(name: string, values: readonly [T, ...T[]]): Setting<T> {
  const key = `vitrine.${name}`;
  const listeners = new Set<() => void>();
  let value: T = read(key, values);
  return {
    get: () => value,
    set: (next) => {
      value = next;
      try {
        localStorage.setItem(key, next);
      } catch {
        // Kept for this visit.
      }
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read<T extends string>(key: string, values: readonly [T, ...T[]]): T {
  try {
    const stored = localStorage.getItem(key);
    return values.find((v) => v === stored) ?? values[0];
  } catch {
    return values[0];
  }
}

export function useSetting<T extends string>({ get, subscribe }: Setting<T>): T {
  return useSyncExternalStore(subscribe, get);
}
