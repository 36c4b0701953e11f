import type { EngineApi, Long, Progress, ReadAt, RemoteApi } from '../protocol.ts';

/** The API for a page that hears of progress by `tell` and serves bytes by one function. */
export function remoteApi(api: EngineApi, tell: (by: Long, progress: Progress) => void): Omit<RemoteApi, 'init'> {
  let served: ReadAt = () => Promise.reject(new Error('Nobody serves the bytes of this file.'));
  return {
    ...api,
    serve: (read) => {
      served = read;
    },
    inspect: (file) =>
      api.inspect(
        file,
        (...at) => served(...at),
        (progress) => tell('inspect', progress),
      ),
    hash: () => api.hash((progress) => tell('hash', progress)),
    digest: () => api.digest((progress) => tell('digest', progress)),
  };
}
