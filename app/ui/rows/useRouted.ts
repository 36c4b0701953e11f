/** A selection that is on the page at once and in the address a moment later. */
import { useEffect, useRef, useState } from 'react';
import type { Route } from '../../link/route.ts';

/** Browsers refuse more than a few address changes a second. */
const ADDRESS_MS = 400;

interface Routed<T> {
  readonly route: Route;
  readonly read: (route: Route) => T;
  /** Whether the address already says this. */
  readonly says: (route: Route, value: T) => boolean;
  readonly write: (value: T) => void;
}

export function useRouted<T>({ route, read, says, write }: Routed<T>): [T, (value: T) => void] {
  const [value, setValue] = useState(() => read(route));
  const [seen, setSeen] = useState(route);
  const [written, setWritten] = useState<{ readonly value: T } | null>(null);

  // The address changed. If it was not us, it is followed.
  if (route !== seen) {
    setSeen(route);
    if (written === null || !says(route, written.value)) setValue(read(route));
  }
  const told = says(route, value);
  const publish = useRef(write);
  useEffect(() => {
    publish.current = write;
  });
  useEffect(() => {
    if (told) return;
    const timer = window.setTimeout(() => {
      setWritten({ value });
      publish.current(value);
    }, ADDRESS_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [told, value]);
  return [value, setValue];
}
