/** One worker behind typed calls that always settle: an answer, the worker's death, or the end we gave it. */
import * as Comlink from 'comlink';
import { PROTOCOL } from '../../workers/protocol.ts';
import type {
  EngineApi,
  EngineCode,
  EngineError,
  EngineInfo,
  OpenFile,
  Progress,
  ReadFrom,
  Result,
} from '../../workers/protocol.ts';
import type { Engine } from './engine.ts';

export type { EngineCode };

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

/** The code a worker is to be given, or what one that has it will say. */
export type Start = Promise<EngineCode> | { readonly answer: Promise<Result<EngineInfo>> };

export function connect(worker: WorkerLike, start: Start): Client {
  const remote = Comlink.wrap<EngineApi>(worker);
  const life = watch(worker);
  const ready = life.call<EngineInfo>(async () => {
    const answer = 'answer' in start ? start.answer : start.then((code) => begin(remote, code));
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
  const noting = (progress: (p: Progress) => void) =>
    Comlink.proxy((p: Progress) => {
      sign();
      progress(p);
    });
  const engine: Engine = {
    end: life.end,
    inspect: (file, progress) => call(() => remote.inspect(file, Comlink.proxy(reader(file, sign)), noting(progress))),
    part: (path) => call(() => remote.part(path)),
    compare: (folder, read) => call(() => remote.compare(folder, Comlink.proxy(serving(read, sign)))),
    hash: (progress) => call(() => remote.hash(noting(progress))),
    listed: () => call(() => remote.listed()),
    digest: (progress) => call(() => remote.digest(noting(progress))),
    opcodes: (...a) => call(() => remote.opcodes(...a)),
    step: (...a) => call(() => remote.step(...a)),
    stepAt: (...a) => call(() => remote.stepAt(...a)),
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

/** As the page sees it: Comlink spreads the union over two promises. */
async function begin(remote: Comlink.Remote<EngineApi>, code: EngineCode): Promise<Result<EngineInfo>> {
  return remote.init(code, PROTOCOL);
}

/** Serves bytes to workers that cannot read File objects themselves. */
function reader({ file }: OpenFile, sign: () => void) {
  return async (offset: number, length: number): Promise<ArrayBuffer> => {
    sign();
    const buffer = await file.slice(offset, offset + length).arrayBuffer();
    return Comlink.transfer(buffer, [buffer]);
  };
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
