import type { EngineApi, Long, Progress, ReadAt, RemoteApi } from '../protocol.ts';

/** What is over sooner is not told of: with many small files, hearing of it would cost the page more than they do. */
const SOON_MS = 100;

/** The API for a page that hears of progress by `tell` and serves bytes by one function. */
export function remoteApi(api: EngineApi, tell: (by: Long, progress: Progress) => void): RemoteApi {
  const later = (by: Long): ((progress: Progress) => void) => {
    const start = performance.now();
    return (progress) => {
      if (performance.now() - start >= SOON_MS) tell(by, progress);
    };
  };
  let served: ReadAt = () => Promise.reject(new Error('Nobody serves the bytes of this file.'));
  return {
    ...api,
    serve: (read) => {
      served = read;
    },
    inspect: (file) => api.inspect(file, (...at) => served(...at), later('inspect')),
    hash: () => api.hash(later('hash')),
    digest: () => api.digest(later('digest')),
  };
}
