/** The address of what is on screen, in the fragment: `#opcodes?doc=2&program=0&step=6074`. Nothing of it leaves the page. */
import { useSyncExternalStore } from 'react';
import { PREFIX } from './report-link.ts';

export const VIEWS = ['start', 'files', 'report', 'opcodes', 'bytes', 'tensors', 'shared', 'compare'] as const;
export type View = (typeof VIEWS)[number];

/** A selection inside a view; every part is optional and only a wish: views ignore what the report does not have. */
export interface Route {
  readonly view: View;
  /** Open-sequence number of the document, when several are open. */
  readonly doc?: number | undefined;
  /** Finding id. */
  readonly finding?: string | undefined;
  /** Artifact id: the container or member to show. */
  readonly artifact?: number | undefined;
  readonly program?: number | undefined;
  readonly step?: number | undefined;
  /** Byte offset inside the artifact (bytes view) or the program (opcodes view). */
  readonly offset?: number | undefined;
  /** What is compared: a file `f2`, a folder by one of its files `d2`, a report somebody made `c1`. */
  readonly left?: string | undefined;
  readonly right?: string | undefined;
  /** Section of a comparison. */
  readonly section?: string | undefined;
}

const words = { left: /^[fdc]\d{1,9}$/, right: /^[fdc]\d{1,9}$/, section: /^[a-z]{1,20}$/ } as const;
const wordKeys = ['left', 'right', 'section'] as const;
const numbers = ['doc', 'artifact', 'program', 'step', 'offset'] as const;
/** A fragment longer than this is not one of ours. */
const MAX_FRAGMENT = 2048;

export function parseRoute(fragment: string): Route {
  // A report in a link: report-link.ts reads it, and looks at its length first.
  if (fragment.startsWith(PREFIX)) return { view: 'shared' };
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  if (text.length > MAX_FRAGMENT) return { view: 'start' };
  const [name = '', query = ''] = text.split('?', 2);
  const view = VIEWS.find((v) => v === name);
  if (view === undefined) return { view: 'start' };
  const params = new URLSearchParams(query);
  const route: { -readonly [K in keyof Route]: Route[K] } = { view };
  for (const key of numbers) {
    const value = count(params.get(key));
    if (value !== null) route[key] = value;
  }
  for (const key of wordKeys) {
    const value = params.get(key);
    if (value !== null && words[key].test(value)) route[key] = value;
  }
  const finding = params.get('finding');
  if (finding !== null && finding !== '') route.finding = finding;
  return route;
}

export function formatRoute(route: Route): string {
  if (route.view === 'start') return '';
  const params = new URLSearchParams();
  for (const key of numbers) {
    const value = route[key];
    if (value !== undefined) params.set(key, value.toString());
  }
  for (const key of wordKeys) {
    const value = route[key];
    if (value !== undefined) params.set(key, value);
  }
  if (route.finding !== undefined) params.set('finding', route.finding);
  const query = params.toString();
  return `#${route.view}${query === '' ? '' : `?${query}`}`;
}

function count(text: string | null): number | null {
  if (text === null || !/^\d{1,16}$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

/** Another view is a new entry for the back button; another selection in the same view replaces the current one. */
export function navigate(route: Route): void {
  const before = parseRoute(location.hash);
  const address = formatRoute(route);
  if (address === location.hash) return;
  const url = address === '' ? location.pathname + location.search : address;
  const same = before.view === route.view && before.doc === route.doc && before.left === route.left;
  if (same && before.right === route.right) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  for (const listener of listeners) listener();
}

/** Replaces the current entry whatever changed: for the first view of a newly opened document. */
export function redirect(route: Route): void {
  const address = formatRoute(route);
  history.replaceState(null, '', address === '' ? location.pathname + location.search : address);
  for (const listener of listeners) listener();
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  window.addEventListener('hashchange', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
    window.removeEventListener('hashchange', listener);
  };
}

let lastHash: string | null = null;
let lastRoute: Route = { view: 'start' };

/** The same object while the fragment stays the same. */
function snapshot(): Route {
  if (location.hash !== lastHash) {
    lastHash = location.hash;
    lastRoute = parseRoute(lastHash);
  }
  return lastRoute;
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, snapshot);
}
