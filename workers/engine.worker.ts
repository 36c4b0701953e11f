import * as Comlink from 'comlink';
import { createApi } from './analyse/api.ts';
import { remoteApi } from './analyse/remote.ts';
import type { Begin, Begun, Told } from './protocol.ts';

const api = createApi();
Comlink.expose(
  remoteApi(api, (by, told) => {
    postMessage({ told, by } satisfies Told);
  }),
);

// The first message, by itself: the page's first script, which sends it, is smaller without Comlink.
addEventListener('message', function begin({ data }: MessageEvent<Partial<Begin> | null>) {
  if (data?.begin === undefined || data.protocol === undefined) return;
  removeEventListener('message', begin);
  void api.init(data.begin, data.protocol, data.rounds).then((begun) => {
    postMessage({ begun } satisfies Begun);
  });
});
