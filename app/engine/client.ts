/** One worker behind typed calls that always settle: an answer, the worker's death, or the end we gave it. */
import * as Comlink from 'comlink';
import type {
  EngineError,
  EngineInfo,
  Long,
  OpenFile,
  Progress,
  ReadFrom,
  RemoteApi,
  Result,
  Told,
} from '../../workers/protocol.ts';
import type { Engine } from './engine.ts';

/** The part of Worker used here. */
export interface WorkerLike extends Comlink.Endpoint {
  terminate(): void;
}

const HANDSHAKE_MS = 10_000;
const TICK_MS = 5_000;
/** Ticks without a sign while calls wait. Ticks, not a clock: a laptop that slept is not a dead worker. */
const SILENT_TICKS = 24;

export interface Client {
  readonly engine: Engine;
  /** What the worker said to the handshake; never rejects. */
  readonly ready: Promise<Result<EngineInfo>>;
}

/** @param answer What the worker says once it was given what it needs. */
export function connect(worker: WorkerLike, answer: Promise<Result<EngineInfo>>): Client {
  const remote = Comlink.wrap<RemoteApi>(worker);
  const life = watch(worker);
  const ready = life.call<EngineInfo>(async () => {
    const timer = setTimeout(() => {
      life.end(crashed('The engine did not start within 10 seconds.'));
    }, HANDSHAKE_MS);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
    }
  });
  const { call, sign } = life;
  const told = listen(worker);
  let open: OpenFile | null = null;
  const server = Comlink.proxy((offset: number, length: number) => serve(open, offset, length, sign));
  void ready.then((answer) => (answer.ok ? remote.serve(server) : undefined));
  const engine: Engine = {
    end: life.end,
    inspect: (file, progress) => {
      open = file;
      told.set('inspect', progress);
      return call(() => remote.inspect(file));
    },
    part: (path) => call(() => remote.part(path)),
    compare: (folder, read) => call(() => remote.compare(folder, Comlink.proxy(serving(read, sign)))),
    hub: (files, read) => call(() => remote.hub(files, Comlink.proxy(serving(read, sign)))),
    hash: (progress) => {
      told.set('hash', progress);
      return call(() => remote.hash());
    },
    listed: () => call(() => remote.listed()),
    digest: (progress) => {
      told.set('digest', progress);
      return call(() => remote.digest());
    },
    opcodes: (...a) => call(() => remote.opcodes(...a)),
    step: (...a) => call(() => remote.step(...a)),
    stepAt: (...a) => call(() => remote.stepAt(...a)),
    rowsAt: (...a) => call(() => remote.rowsAt(...a)),
    findStep: (...a) => call(() => remote.findStep(...a)),
    profile: (...a) => call(() => remote.profile(...a)),
    source: (...a) => call(() => remote.source(...a)),
    sourceRows: (...a) => call(() => remote.sourceRows(...a)),
    sourceLines: (...a) => call(() => remote.sourceLines(...a)),
    sourceAt: (...a) => call(() => remote.sourceAt(...a)),
    tensors: (...a) => call(() => remote.tensors(...a)),
    bytes: (...a) => call(() => remote.bytes(...a)),
  };
  return { engine, ready };
}

/** Serves bytes to workers that cannot read File objects themselves. */
async function serve(open: OpenFile | null, offset: number, length: number, sign: () => void): Promise<ArrayBuffer> {
  sign();
  if (open === null) throw new Error('No file is open.');
  const buffer = await open.file.slice(offset, offset + length).arrayBuffer();
  return Comlink.transfer(buffer, [buffer]);
}

/** Who wants to know of whose progress: the last caller of each. */
function listen(worker: WorkerLike): Map<Long, (progress: Progress) => void> {
  const wanted = new Map<Long, (progress: Progress) => void>();
  worker.addEventListener('message', (event) => {
    if ('data' in event && isTold(event.data)) wanted.get(event.data.by)?.(event.data.told);
  });
  return wanted;
}

/** Comlink's own messages have an id and neither of these. */
function isTold(data: unknown): data is Told {
  return typeof data === 'object' && data !== null && 'told' in data && 'by' in data;
}

function serving(read: ReadFrom, sign: () => void): ReadFrom {
  return async (...at) => {
    sign();
    const buffer = await read(...at);
    return Comlink.transfer(buffer, [buffer]);
  };
}

interface Life {
  /** Something was heard from the worker. */
  readonly sign: () => void;
  readonly call: <T>(run: () => Promise<Result<T>>) => Promise<Result<T>>;
  readonly end: (error?: EngineError) => void;
}

/** Settles every waiting call when the worker dies, falls silent, or is ended. */
function watch(worker: WorkerLike): Life {
  const waiting = new Set<(error: EngineError) => void>();
  let over: EngineError | null = null;
  let silent = 0;
  let ticker: ReturnType<typeof setInterval> | undefined;

  const end = (error: EngineError = { code: 'cancelled', message: 'Stopped.' }): void => {
    if (over !== null) return;
    over = error;
    clearInterval(ticker);
    worker.terminate();
    for (const fail of waiting) fail(error);
    waiting.clear();
  };
  const tick = (): void => {
    silent += 1;
    if (silent >= SILENT_TICKS) end(crashed('The engine has not answered for two minutes.'));
  };

  const sign = (): void => {
    silent = 0;
  };

  worker.addEventListener('message', sign);
  worker.addEventListener('error', (event) => {
    end(crashed('message' in event && typeof event.message === 'string' ? event.message : 'The engine stopped.'));
  });
  worker.addEventListener('messageerror', () => {
    end(crashed('The engine sent something that could not be read.'));
  });

  const settle = (fail: (error: EngineError) => void): void => {
    waiting.delete(fail);
    if (waiting.size > 0) return;
    clearInterval(ticker);
    ticker = undefined;
  };
  return {
    sign,
    end,
    call: <T>(run: () => Promise<Result<T>>) =>
      new Promise<Result<T>>((resolve) => {
        const fail = (error: EngineError): void => {
          resolve({ ok: false, error });
        };
        if (over !== null) {
          fail(over);
          return;
        }
        waiting.add(fail);
        if (waiting.size === 1) silent = 0;
        ticker ??= setInterval(tick, TICK_MS);
        run()
          .then(resolve, (reason: unknown) => {
            fail({ code: 'internal', message: reason instanceof Error ? reason.message : 'The engine failed.' });
          })
          .finally(() => {
            settle(fail);
          });
      }),
  };
}

function crashed(message: string): EngineError {
  return { code: 'crashed', message };
}
