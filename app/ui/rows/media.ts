import { useSyncExternalStore } from 'react';

/** Row height in CSS pixels, the first for a mouse, the second for fingers and phones: fixed, because the scroll maths needs it. */
export function useRowHeight(fine: number, coarse: number): number {
  const height = useMedia('(pointer: coarse), (max-width: 720px)') ? coarse : fine;
  return Math.round(height * useTextScale());
}

/** Whether a media query matches, kept up to date. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => {
        list.removeEventListener('change', changed);
      };
    },
    () => window.matchMedia(query).matches,
  );
}

/** How much larger than 16 px the reader wants text. */
function useTextScale(): number {
  return useSyncExternalStore(
    () => () => undefined,
    () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1,
  );
}
