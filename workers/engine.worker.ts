import * as Comlink from 'comlink';
import { createApi } from './analyse/api.ts';
import { PROTOCOL, type Begin, type Begun } from './protocol.ts';

const api = createApi();
Comlink.expose(api);

/** The page's first script starts its worker with a plain message: nothing else of the page is there yet. */
addEventListener('message', ({ data }: MessageEvent<Partial<Begin> | null>) => {
  const code = data?.begin;
  if (code === undefined) return;
  void api.init(code, PROTOCOL).then((begun) => {
    postMessage({ begun } satisfies Begun);
  });
});
