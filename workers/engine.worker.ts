import * as Comlink from 'comlink';
import { createApi } from './analyse/api.ts';
import { remoteApi } from './analyse/remote.ts';
import { PROTOCOL, type Begin, type Begun, type Told } from './protocol.ts';

const api = createApi();
Comlink.expose(
  remoteApi(api, (by, told) => {
    postMessage({ told, by } satisfies Told);
  }),
);

/** The page's first script starts its worker with a plain message: nothing else of the page is there yet. */
addEventListener('message', ({ data }: MessageEvent<Partial<Begin> | null>) => {
  const code = data?.begin;
  if (code === undefined) return;
  void api.init(code, PROTOCOL).then((begun) => {
    postMessage({ begun } satisfies Begun);
  });
});
