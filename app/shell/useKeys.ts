import { useEffect, useRef } from 'react';
import type { Document } from '../engine/document.ts';
import { navigate, type Route } from '../link/route.ts';
import { screens } from '../views/registry.ts';
import { COMPARE_BUTTON } from '../compare/CompareLink.tsx';
import { EXPORT_BUTTON } from './ExportMenu.tsx';
import { SHARE_BUTTON } from './ShareLink.tsx';
import { letters } from './letters.ts';
import { answer, type Action } from './keys.ts';
import { pick } from './picker.ts';

interface Scene {
  readonly documents: readonly Document[];
  readonly current: Document | undefined;
  readonly route: Route;
  readonly onHelp: () => void;
}

/** A `g` waits this long for its second letter. */
const PAIR_MS = 1_000;

export function useKeys(scene: Scene): void {
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  });
  useEffect(() => {
    let pressedG = -Infinity;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || elsewhere(event.target)) return;
      const first = event.timeStamp - pressedG < PAIR_MS;
      const { action, first: waits } = answer(event, first, letters.get() === 'on');
      pressedG = waits ? event.timeStamp : -Infinity;
      if (action !== null && perform(action, latest.current)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

/** Text fields keep their letters; so do dialogs and menus. */
function elsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [popover]:popover-open') !== null) return true;
  if (!(target instanceof Element)) return false;
  return target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]') !== null;
}

/** Answers whether there was something to do. */
function perform(action: Action, scene: Scene): boolean {
  switch (action.kind) {
    case 'open':
      pick('files');
      return true;
    case 'help':
      scene.onHelp();
      return true;
    case 'export':
      return press(document.getElementById(EXPORT_BUTTON));
    case 'share':
      return press(document.getElementById(SHARE_BUTTON));
    case 'compare':
      return press(document.getElementById(COMPARE_BUTTON));
    case 'search':
      return focus(document.querySelector<HTMLElement>('main input[type=search], main .field input'));
    case 'view':
      return goTo(action.view, scene);
    case 'finding':
      return nextFinding(action.by, scene);
    case 'file':
      return nextFile(action.by, scene);
    case 'item':
      return nextItem(action.by);
    case 'pane':
      return nextPane(action.by);
  }
}

function goTo(view: Route['view'], { current }: Scene): boolean {
  if (view === 'start') navigate({ view });
  else if (current?.state.phase !== 'done') return false;
  else {
    const { report } = current.state;
    if (screens.find((s) => s.view === view)?.applies(report) !== true) return false;
    navigate({ view, doc: current.seq });
  }
  return true;
}

function nextFinding(by: 1 | -1, { current, route }: Scene): boolean {
  if (current?.state.phase !== 'done' || route.view !== 'report') return false;
  const { findings } = current.state.report;
  const at = Math.max(
    0,
    findings.findIndex((f) => f.id === route.finding),
  );
  const next = findings[at + by];
  if (next !== undefined) navigate({ view: 'report', doc: current.seq, finding: next.id });
  return next !== undefined;
}

function nextFile(by: 1 | -1, { documents, current }: Scene): boolean {
  const next = documents[documents.findIndex((d) => d.seq === current?.seq) + by];
  if (next === undefined) return false;
  navigate({ view: 'report', doc: next.seq });
  return true;
}

/** j and k walk the focused list of links. */
function nextItem(by: 1 | -1): boolean {
  const list = document.activeElement?.closest('[data-list]') ?? document.querySelector('main [data-list]');
  if (list === null) return false;
  const items = [...list.querySelectorAll<HTMLElement>('a[href]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const chosen = items.findIndex((item) => item.getAttribute('aria-current') !== null);
  const next = items[at >= 0 ? at + by : Math.max(0, chosen)];
  next?.click();
  return focus(next);
}

/** F6: the first thing in the next pane that takes the focus. */
function nextPane(by: 1 | -1): boolean {
  const panes = [...document.querySelectorAll('header.bar, .verdict, .map, .pane')].filter(
    (p) => p.getClientRects().length > 0 && stop(p) !== null,
  );
  const at = panes.findIndex((p) => p.contains(document.activeElement));
  const next = panes.at((at + by + (at < 0 && by < 0 ? 1 : 0)) % panes.length);
  return next !== undefined && focus(stop(next));
}

/** The first thing in a pane that can be seen and takes the focus. */
function stop(pane: Element): HTMLElement | null {
  const stops = pane.querySelectorAll<HTMLElement>(
    ':is([tabindex="0"], a[href], button:not([disabled], [tabindex="-1"]), input:not([hidden]), summary)',
  );
  return [...stops].find((s) => s.getClientRects().length > 0) ?? null;
}

function focus(element: HTMLElement | null | undefined): boolean {
  element?.focus();
  return element !== null && element !== undefined;
}

function press(element: HTMLElement | null): boolean {
  element?.click();
  return element !== null;
}
