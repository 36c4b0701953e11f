import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function in every render, doing what the latest one does: for events only, so that memoised parts stay as they are. */
export function useStable<A extends readonly unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
