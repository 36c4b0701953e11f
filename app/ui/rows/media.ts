import { useState, useSyncExternalStore } from 'react';

/** Row height in CSS pixels, the first for a mouse, the second for fingers and phones: fixed, because the scroll maths needs it. */
export function useRowHeight(fine: number, coarse: number): number {
  const height = useMedia('(pointer: coarse), (max-width: 720px)') ? coarse : fine;
  return Math.round(height * useTextScale());
}

/** Whether a media query matches, kept up to date. */
export function useMedia(query: string): boolean {
  const list = mediaList(query);
  return useSyncExternalStore(
    (changed) => {
      list.addEventListener('change', changed);
      return () => {
        list.removeEventListener('change', changed);
      };
    },
    () => list.matches,
  );
}

const lists = new Map<string, MediaQueryList>();

function mediaList(query: string): MediaQueryList {
  const list = lists.get(query) ?? window.matchMedia(query);
  lists.set(query, list);
  return list;
}

/** How much larger than 16 px the reader wants text. Asked once a mount: the question makes the browser lay out. */
function useTextScale(): number {
  const [scale] = useState(() => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1);
  return scale;
}
