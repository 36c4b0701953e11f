import * as Comlink from 'comlink';
import { createApi } from './analyse/api.ts';
import { remoteApi } from './analyse/remote.ts';
import { type Begun, FIRST, PROTOCOL, type RemoteApi, type Told } from './protocol.ts';
import { ownCode } from './wasm/own-code.ts';

const api = createApi();
Comlink.expose({
  ...remoteApi(api, (by, told) => {
    postMessage({ told, by } satisfies Told);
  }),
  init: (module, protocol) => api.init(module ?? ownCode(), protocol),
} satisfies RemoteApi);

if (name === FIRST)
  void api.init(ownCode(), PROTOCOL).then((begun) => {
    postMessage({ begun } satisfies Begun);
  });
