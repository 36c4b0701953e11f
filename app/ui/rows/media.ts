import { useState, useSyncExternalStore } from 'react';

/** Row height in CSS pixels, the first for a mouse, the second for fingers and phones: fixed, because the scroll maths needs it. */
export function useRowHeight(fine: number, coarse: number): number {
  const height = useMedia('(pointer: coarse), (max-width: 720px)') ? coarse : fine;
  return Math.round(height * useTextScale());
}

/** Whether a media query matches, kept up to date. */
export function useMedia(query: string): boolean {
  const media = mediaOf(query);
  return useSyncExternalStore(
    (changed) => {
      media.list.addEventListener('change', changed);
      return () => {
        media.list.removeEventListener('change', changed);
      };
    },
    () => media.matches,
  );
}

interface Media {
  readonly list: MediaQueryList;
  /** What the list says, without asking it: that makes the browser lay out. */
  matches: boolean;
}

const known = new Map<string, Media>();

function mediaOf(query: string): Media {
  const before = known.get(query);
  if (before !== undefined) return before;
  const list = window.matchMedia(query);
  const media: Media = { list, matches: list.matches };
  // Before whoever draws with it hears of the change.
  list.addEventListener('change', ({ matches }) => (media.matches = matches));
  known.set(query, media);
  return media;
}

/** How much larger than 16 px the reader wants text. Asked once a mount: the question makes the browser lay out. */
function useTextScale(): number {
  const [scale] = useState(() => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1);
  return scale;
}
