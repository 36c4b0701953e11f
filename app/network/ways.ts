/* eslint-disable no-restricted-syntax -- the one place that asks for connections: to show that each is refused */
/** The ways in which a page can ask for something from outside. What is asked for lies under a name that is reserved never to exist. */

export interface Way {
  /** Begins the host's name, so that a refusal can be told to belong to this way. */
  readonly id: string;
  readonly name: string;
  /** Null where the browser has no such thing. May throw: that is a refusal as well. */
  readonly attempt: ((address: string, stage: HTMLElement) => unknown) | null;
  /** A report that does not name the address. */
  readonly unnamed?: { readonly directive: string; readonly blocked: string };
}

/** RFC 6761: resolvers answer for .invalid themselves, that there is no such name. */
export const RESERVED = 'vitrine.invalid';

export function addressOf(id: string): string {
  return `https://${id}.${RESERVED}/`;
}

/** Not in every browser. */
interface Newer {
  readonly WebTransport?: new (address: string) => { readonly ready: Promise<unknown> };
  readonly fetchLater?: (address: string) => unknown;
}
const { WebTransport, fetchLater } = ((): Newer => globalThis)();

/** An element with its address set, put on the stage. */
function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  set: (made: HTMLElementTagNameMap[K], address: string) => void,
): Way['attempt'] {
  return (address, stage) => {
    const made = document.createElement(name);
    set(made, address);
    stage.append(made);
  };
}

/** Null where the browser knows no such link. */
function hint(rel: string): Way['attempt'] {
  if (typeof document === 'undefined' || !document.createElement('link').relList.supports(rel)) return null;
  return element('link', (link, address) => {
    link.rel = rel;
    link.href = address;
  });
}

export const WAYS: readonly Way[] = [
  { id: 'fetch', name: 'fetch', attempt: (address) => fetch(address, { mode: 'no-cors' }) },
  {
    id: 'xhr',
    name: 'XMLHttpRequest',
    attempt: (address) => {
      const request = new XMLHttpRequest();
      request.open('POST', address);
      request.send('');
    },
  },
  { id: 'beacon', name: 'Beacon', attempt: (address) => navigator.sendBeacon(address, '') },
  {
    id: 'later',
    name: 'Fetch after leaving',
    attempt: fetchLater === undefined ? null : (address) => fetchLater(address),
  },
  { id: 'socket', name: 'WebSocket', attempt: (address) => new WebSocket(address.replace('https', 'wss')) },
  { id: 'events', name: 'Event stream', attempt: (address) => new EventSource(address) },
  {
    id: 'transport',
    name: 'WebTransport',
    attempt: WebTransport === undefined ? null : (address) => new WebTransport(address).ready,
  },
  { id: 'image', name: 'Image', attempt: element('img', (image, address) => (image.src = address)) },
  {
    id: 'style-image',
    name: 'Image in a style',
    attempt: element('div', (box, address) => (box.style.backgroundImage = `url(${address})`)),
  },
  {
    id: 'audio',
    name: 'Sound',
    attempt: element('audio', (audio, address) => {
      audio.preload = 'auto';
      audio.src = address;
    }),
  },
  {
    id: 'video',
    name: 'Video',
    attempt: element('video', (video, address) => {
      video.preload = 'auto';
      video.src = address;
    }),
  },
  { id: 'font', name: 'Font', attempt: (address) => new FontFace('probe', `url(${address})`).load() },
  { id: 'style', name: 'Style sheet', attempt: hint('stylesheet') },
  {
    id: 'import',
    name: 'Style import',
    attempt: element('style', (style, address) => (style.textContent = `@import "${address}";`)),
    unnamed: { directive: 'style-src-elem', blocked: 'inline' },
  },
  { id: 'script', name: 'Script', attempt: element('script', (script, address) => (script.src = address)) },
  { id: 'module', name: 'Module, loaded ahead', attempt: hint('modulepreload') },
  { id: 'prefetch', name: 'Page, fetched ahead', attempt: hint('prefetch') },
  { id: 'frame', name: 'Frame', attempt: element('iframe', (frame, address) => (frame.src = address)) },
  { id: 'object', name: 'Object', attempt: element('object', (object, address) => (object.data = address)) },
  { id: 'embed', name: 'Embed', attempt: element('embed', (embed, address) => (embed.src = address)) },
  {
    id: 'form',
    name: 'Form',
    attempt: (address, stage) => {
      const frame = document.createElement('iframe');
      frame.name = 'form-target';
      const form = document.createElement('form');
      Object.assign(form, { action: address, method: 'post', target: frame.name });
      stage.append(frame, form);
      form.submit();
    },
  },
  { id: 'worker', name: 'Worker from an address', attempt: (address) => new Worker(address) },
];
