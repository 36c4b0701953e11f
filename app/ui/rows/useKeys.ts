import { useEffect, useRef } from 'react';
import { letters } from '../../shell/letters.ts';
import { typesText } from './keys.ts';

/** Keys of a view, by `event.key`, `Shift+` before it when held. Answers false when the key is not for it after all. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => unknown>>;

/**
 * Keys that work anywhere in a view, outside text fields and open menus. Whoever has the focus is asked first: what a
 * grid or a button takes does not arrive here.
 */
export function useKeys(map: KeyMap): void {
  const current = useRef(map);
  useEffect(() => {
    current.current = map;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.length === 1 && event.key !== ' ' && letters.get() === 'off') return;
      if (typesText(event.target) || inOverlay(event.target)) return;
      const name = event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key;
      const run = Object.hasOwn(current.current, name) ? current.current[name] : undefined;
      if (run !== undefined && run(event) !== false) event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('keydown', pressed);
    };
  }, []);
}

function inOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('dialog, [popover]') !== null;
}
