import type { MouseEvent } from 'react';
import { navigate, type Route } from '../link/route.ts';

/** Click handler of a link inside the page. Modified clicks stay with the browser. */
export function go(route: Route) {
  return (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    navigate(route);
  };
}
