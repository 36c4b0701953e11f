import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import {
  initialScroll,
  reduceScroll,
  rowWindow,
  type Align,
  type RowWindow,
  type Scroll,
  type ScrollAction,
} from './scroll.ts';

/**
 * Rows are added in groups, so that most scroll events change nothing on the page, and some beyond what is in view. A
 * list of few visible rows gets fewer of both: what nobody sees costs as much as what one looks at.
 */
const GROUP = 8;
const SMALL_GROUP = 4;
const SMALL = 12;
const LEAST_OVERSCAN = 4;
const OVERSCAN = 12;
const REST_MS = 150;

export interface RowScroll {
  readonly window: RowWindow;
  readonly base: number;
  /** React key of row r is r - keyBase: the same while rows shift, and after a jump the elements serve other rows. */
  readonly keyBase: number;
  /** When the window last jumped to rows none of which were drawn: `performance.now()`. */
  readonly jumpedAt: number;
  /** The position now, also between renders. */
  readonly now: () => Scroll;
  /** Told of every move, also those that draw no row anew. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly reveal: (row: number, align: Align) => void;
  /** What `reveal` would bring: the rows one would see, and those that would be drawn. */
  readonly ahead: (row: number, align: Align) => { readonly seen: RowWindow; readonly drawn: RowWindow };
}

type Drawn = Pick<RowScroll, 'window' | 'base' | 'keyBase' | 'jumpedAt'>;

/** Ties the scroll reducer to an element that holds a child of `canvasHeight` pixels, perhaps below a sticky `.vhead`. */
export function useScroll(ref: RefObject<HTMLElement | null>, rows: number, rowHeight: number): RowScroll {
  const state = useRef(initialScroll(rows, rowHeight));
  const [drawn, setDrawn] = useState<Drawn>({
    window: { first: 0, last: 0 },
    base: 0,
    keyBase: 0,
    jumpedAt: -Infinity,
  });
  const [listeners] = useState(() => new Set<() => void>());

  /** What must be on the page before the next frame is painted goes through `flush`. */
  const dispatch = useCallback(
    (action: ScrollAction, flush: boolean) => {
      const element = ref.current;
      let next = reduceScroll(state.current, action);
      if (next.moved && element !== null) {
        element.scrollTop = next.native;
        next = reduceScroll(next, { type: 'settled', native: element.scrollTop });
      }
      const moved = next !== state.current;
      const rested = action.type === 'rested';
      if (!moved && !rested) return;
      state.current = next;
      const now = performance.now();
      const show = () => {
        setDrawn((before) => redraw(before, next, now, rested));
      };
      if (flush) flushSync(show);
      else show();
      if (moved) for (const listener of listeners) listener();
    },
    [ref, listeners],
  );

  // Before the first measuring: that is a move, too.
  useLayoutEffect(() => {
    let timer = 0;
    const rest = () => {
      dispatch({ type: 'rested' }, false);
    };
    const moved = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(rest, REST_MS);
    };
    listeners.add(moved);
    return () => {
      window.clearTimeout(timer);
      listeners.delete(moved);
    };
  }, [listeners, dispatch]);

  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => {
      const head = element.querySelector<HTMLElement>('.vhead')?.offsetHeight ?? 0;
      dispatch({ type: 'resized', rows, rowHeight, viewport: element.clientHeight - head }, false);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [ref, rows, rowHeight, dispatch]);

  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const scrolled = () => {
      dispatch({ type: 'scrolled', native: element.scrollTop }, true);
    };
    element.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      element.removeEventListener('scroll', scrolled);
    };
  }, [ref, dispatch]);

  const reveal = useCallback(
    (row: number, align: Align) => {
      dispatch({ type: 'reveal', row, align }, false);
    },
    [dispatch],
  );
  const ahead = useCallback((row: number, align: Align) => {
    const there = reduceScroll(state.current, { type: 'reveal', row, align });
    return { seen: rowWindow(there, 0), drawn: drawnWindow(there) };
  }, []);
  const now = useCallback(() => state.current, []);
  const subscribe = useCallback(
    (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    [listeners],
  );
  return { ...drawn, now, subscribe, reveal, ahead };
}

function drawnWindow(s: Scroll): RowWindow {
  const seen = Math.ceil(s.viewport / s.rowHeight);
  const overscan = Math.min(OVERSCAN, Math.max(LEAST_OVERSCAN, Math.ceil(seen / 3)));
  return rowWindow(s, overscan, seen < SMALL ? SMALL_GROUP : GROUP);
}

/** The same object when the page would look the same. After a jump only what one sees is drawn, the rest when it has `rested`. */
function redraw(before: Drawn, s: Scroll, now: number, rested: boolean): Drawn {
  const all = drawnWindow(s);
  const { window, base, keyBase, jumpedAt } = before;
  if (all.first === window.first && all.last === window.last && s.base === base) return before;
  const jumped = all.first >= window.last || all.last <= window.first;
  if (!jumped || rested) return { window: all, base: s.base, keyBase, jumpedAt };
  const seen = rowWindow(s, 0);
  return { window: seen, base: s.base, keyBase: keyBase + seen.first - window.first, jumpedAt: now };
}
