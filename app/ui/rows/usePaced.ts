import { useEffect, useRef, useState } from 'react';

/** Follows a value, at most once in `ms`: the first change at once, the last one always. */
export function usePaced<T>(value: T, ms: number): T {
  const [paced, setPaced] = useState(value);
  const changedAt = useRef(-Infinity);
  useEffect(() => {
    const wait = Math.max(0, changedAt.current + ms - performance.now());
    const timer = window.setTimeout(() => {
      changedAt.current = performance.now();
      setPaced(value);
    }, wait);
    return () => {
      window.clearTimeout(timer);
    };
  }, [value, ms]);
  return paced;
}
