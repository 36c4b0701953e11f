import * as Comlink from 'comlink';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { OpenFile, Progress, ReadAt, RemoteApi } from '../../workers/protocol.ts';
import { connect, type WorkerLike } from './client.ts';

const info = { version: '1' };
const answer = Promise.resolve({ ok: true, value: info } as const);
const silence = new Promise<never>(() => undefined);

/** A worker whose other side runs here. `api` may leave out calls: those never answer. */
function fakeWorker(api: Partial<RemoteApi>) {
  const { port1, port2 } = new MessageChannel();
  const events = new EventTarget();
  const worker: WorkerLike & { terminated: boolean } = {
    terminated: false,
    postMessage: (message, transfer) => {
      port1.postMessage(message, transfer ?? []);
    },
    addEventListener: (type, listener) => {
      if (type === 'message') port1.addEventListener(type, listener);
      else events.addEventListener(type, listener);
    },
    removeEventListener: (type, listener) => {
      port1.removeEventListener(type, listener);
    },
    terminate: () => {
      worker.terminated = true;
      port1.close();
      port2.close();
    },
  };
  port1.start();
  Comlink.expose({ serve: () => undefined, ...api }, port2);
  return {
    worker,
    says: (message: unknown) => port2.postMessage(message),
    die: (message: string) => events.dispatchEvent(Object.assign(new Event('error'), { message })),
  };
}

const never = () => new Promise<never>(() => undefined);

afterEach(() => {
  vi.useRealTimers();
});

describe('connect', () => {
  it('answers the handshake and passes results through', async () => {
    const { worker } = fakeWorker({ stepAt: () => Promise.resolve({ ok: true, value: 7 }) });
    const { engine, ready } = connect(worker, answer);
    expect(await ready).toEqual({ ok: true, value: info });
    expect(await engine.stepAt(0, 3)).toEqual({ ok: true, value: 7 });
    engine.end();
  });

  it('settles every waiting call when the worker dies, and later calls at once', async () => {
    const { worker, die } = fakeWorker({ step: never, profile: never });
    const { engine, ready } = connect(worker, answer);
    await ready;
    const calls = Promise.all([engine.step(0, 0), engine.profile(0, 10)]);
    die('out of memory');
    const error = { code: 'crashed', message: 'out of memory' };
    expect(await calls).toEqual([
      { ok: false, error },
      { ok: false, error },
    ]);
    expect(await engine.step(0, 1)).toEqual({ ok: false, error });
    expect(worker.terminated).toBe(true);
  });

  it('ends as cancelled within the same turn', async () => {
    const { worker } = fakeWorker({ hash: never });
    const { engine, ready } = connect(worker, answer);
    await ready;
    const hash = engine.hash(() => undefined);
    engine.end();
    expect(await hash).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(worker.terminated).toBe(true);
  });

  it('passes on the progress of the call it belongs to', async () => {
    const { worker, says } = fakeWorker({ hash: () => Promise.resolve({ ok: true, value: 'aa' }) });
    const { engine } = connect(worker, answer);
    const told: Progress = { phase: 'hash', done: 1, total: 2, findings: 0 };
    const heard: Progress[] = [];
    says({ told, by: 'hash' });
    const hash = engine.hash((progress) => heard.push(progress));
    says({ told, by: 'inspect' });
    says({ told: { ...told, done: 2 }, by: 'hash' });
    expect(await hash).toEqual({ ok: true, value: 'aa' });
    expect(heard.at(-1)).toMatchObject({ done: 2 });
    expect(heard.length).toBeLessThan(3);
    engine.end();
  });

  it('serves the bytes of the file that is open', async () => {
    let read: ReadAt | null = null;
    const { worker } = fakeWorker({
      serve: (served) => {
        read = served;
      },
      inspect: async () => {
        const bytes = new Uint8Array((await read?.(1, 2)) ?? new ArrayBuffer(0));
        return { ok: false, error: { code: 'internal', message: bytes.join() } };
      },
    });
    const { engine, ready } = connect(worker, answer);
    await ready;
    const open = (bytes: number[]): OpenFile => {
      const file = new File([new Uint8Array(bytes)], 'f');
      return { name: 'f', size: file.size, lastModified: 0, file };
    };
    expect(await engine.inspect(open([1, 2, 3, 4]), () => undefined)).toMatchObject({ error: { message: '2,3' } });
    expect(await engine.inspect(open([5, 6, 7]), () => undefined)).toMatchObject({ error: { message: '6,7' } });
    engine.end();
  });

  it('turns a thrown error into a value', async () => {
    const { worker } = fakeWorker({ tensors: () => Promise.reject(new Error('boom')) });
    const { engine } = connect(worker, answer);
    expect(await engine.tensors(0, 1)).toEqual({ ok: false, error: { code: 'internal', message: 'boom' } });
    engine.end();
  });

  it('gives up on a worker that never shakes hands', async () => {
    vi.useFakeTimers();
    const { worker } = fakeWorker({});
    const { ready } = connect(worker, silence);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await ready).toMatchObject({ ok: false, error: { code: 'crashed' } });
  });

  it('says what a worker that could not begin says', async () => {
    const { worker } = fakeWorker({});
    const blocked = { ok: false, error: { code: 'unsupported', message: 'blocked' } } as const;
    const { ready } = connect(worker, Promise.resolve(blocked));
    expect(await ready).toEqual(blocked);
  });

  it('gives up on a worker that falls silent during a call', async () => {
    vi.useFakeTimers();
    const { worker } = fakeWorker({ opcodes: never });
    const { engine } = connect(worker, silence);
    const page = engine.opcodes(0, 0, 1);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await page).toMatchObject({ ok: false, error: { code: 'crashed' } });
  });
});
