/**
 * Ways a page or a worker could send something out. Each function is run inside the page or the worker on its own, is given
 * the address to reach, and must not throw: what counts is whether the sink was reached.
 */
export type Probe = (address: string) => void;

declare function importScripts(url: string): void;

/** In both. */
const everywhere: Record<string, Probe> = {
  fetch: (address) => void fetch(address, { mode: 'no-cors' }).catch(() => undefined),
  xhr: (address) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.send('model bytes');
  },
  websocket: (address) => {
    new WebSocket(address.replace(/^http/, 'ws'));
  },
  eventsource: (address) => {
    new EventSource(address);
  },
  import: (address) => void import(address).catch(() => undefined),
};

export const inWorker: Record<string, Probe> = {
  ...everywhere,
  importscripts: (address) => {
    try {
      importScripts(address);
    } catch {
      // Refused.
    }
  },
};

export const inPage: Record<string, Probe> = {
  ...everywhere,
  beacon: (address) => void navigator.sendBeacon(address, 'model bytes'),
  image: (address) => {
    new Image().src = address;
  },
  video: (address) => {
    const video = document.createElement('video');
    video.src = address;
    document.body.append(video);
  },
  background: (address) => {
    const box = document.createElement('div');
    box.style.background = `url(${address})`;
    box.textContent = 'seen';
    document.body.append(box);
  },
  stylesheet: (address) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    document.head.append(link);
  },
  prefetch: (address) => {
    const link = document.createElement('link');
    link.rel = 'prefetch';
    link.href = address;
    document.head.append(link);
  },
  font: (address) => void new FontFace('probe', `url(${address})`).load().catch(() => undefined),
  script: (address) => {
    try {
      const script = document.createElement('script');
      script.src = address;
      document.body.append(script);
    } catch {
      // Refused.
    }
  },
  frame: (address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
  },
  form: (address) => {
    const frame = document.createElement('iframe');
    frame.name = 'target';
    const form = document.createElement('form');
    form.action = address;
    form.method = 'post';
    form.target = 'target';
    document.body.append(frame, form);
    form.submit();
  },
};
