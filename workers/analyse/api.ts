import type { Replay } from '../formats/pickle/replay.ts';
import type { Decompiler } from '../formats/pickle/source/decompiler.ts';
import {
  type EngineApi,
  type EngineError,
  type OpenFile,
  PAGE_ROWS,
  PROTOCOL,
  type ReadAt,
  type Result,
  type Supplies,
} from '../protocol.ts';
import { ENGINE_VERSION } from '../report/version.ts';
import { fromColumns } from '../rules/knowledge/class-columns.ts';
import { learnClasses } from '../rules/knowledge/classes.ts';
import { SourceError } from '../source/byte-source.ts';
import { atOnce, blobHost, firstThatReads, type Host, pageHost } from '../source/host.ts';
import { oneChunk } from '../source/one-chunk.ts';
import { RootSource } from '../source/sources.ts';
import { turn } from '../source/turn.ts';
import { type Engine, EngineMismatch, EngineTrap, instantiate } from '../wasm/engine.ts';
import { analyse } from './analyse.ts';
import { compareFiles } from './compare-files.ts';
import { digestOf } from './digest.ts';
import { readHub } from './folder/read-hub.ts';
import { folderFile } from './folder.ts';
import { hashBytes, hashOf } from './hash.ts';
import { Looks } from './looks.ts';
import { rehearse } from './rehearse.ts';
import { reportOf } from './report.ts';
import type { Fact } from '../facts.ts';
import type { Session } from './session.ts';

/** Bytes a page may ask for at once. */
const MAX_BYTES = 1024 * 1024;

/** The verdict is being painted when it has come. */
const LOOKS_AFTER_MS = 100;

/** Files up to here are read in one go: a browser takes some milliseconds for each reading, however short. */
const SMALL = 1024 * 1024;

/** Files up to here are hashed with their report: it takes less than asking for it. */
const HASHED_AT_ONCE = 256 * 1024;

/** Memory of an engine that is worth starting afresh for: it never shrinks. */
const LARGE = 128 * 1024 * 1024;

interface OpenDocument {
  readonly source: RootSource;
  readonly session: Session;
  readonly facts: readonly Fact[];
  readonly format: string | null;
}

/** The worker's API over one document at a time. Every failure is a value. */
export function createApi(): EngineApi {
  let engine: Engine | null = null;
  let open: OpenDocument | null = null;
  let idle = true;
  /** Settles once the engine knows what libraries define: nothing is judged before. */
  let learned: Promise<void> = Promise.resolve();
  const looks = new Looks();

  const ready = (): Engine => {
    if (engine === null) throw new ApiError('protocol', 'The engine was not started.');
    if (engine.poisoned) engine = engine.respawn();
    return engine;
  };
  /** Not once a file has come: it shall not wait. */
  const warm = (rounds: number): void => {
    const warmed = engine;
    if (warmed === null || !idle) return;
    void learned.then(() => rehearse(warmed, rounds, () => idle)).catch(() => undefined);
  };
  /** Whoever goes to a step should not wait for code to be compiled: the last page of a program, its last step and its last byte, looked at by nobody. */
  const rehearseLooks = (session: Session): void => {
    const shown = open?.session === session ? session.replay(0) : null;
    if (shown === null) return;
    const last = shown.trace.steps - 1;
    const look = async (): Promise<void> => {
      await shown.opcodes(last - PAGE_ROWS, PAGE_ROWS);
      await shown.step(last);
      await shown.rowsAt(shown.trace.end - 1, { before: 0, after: 0, pageSize: PAGE_ROWS });
    };
    void looks.during(look()).catch(() => undefined);
  };
  const document = (): OpenDocument => {
    if (open === null) throw new ApiError('protocol', 'No file is open.');
    return open;
  };
  const replay = (program: number): Replay => {
    const found = document().session.replay(program);
    if (found === null) throw new ApiError('protocol', `There is no program ${program}.`);
    return found;
  };

  const look = <T>(work: () => Promise<T>): Promise<Result<T>> => looks.during(settle(work));

  const decompiler = async (program: number): Promise<Decompiler> => {
    const found = await document().session.decompiler(program, () => looks.giveWay());
    if (found === null) throw new ApiError('protocol', `There is no program ${program}.`);
    return found;
  };

  return {
    init: (supplies, protocol, rounds = 0) =>
      settle(() => {
        if (protocol !== PROTOCOL)
          throw new ApiError('protocol', `The page speaks protocol ${protocol}, the engine ${PROTOCOL}.`);
        engine = instantiate(supplies.module);
        learned = learn(supplies.classes);
        learned.catch(() => undefined);
        // The answer first. The page is painted meanwhile, and no later for it.
        setTimeout(() => warm(rounds));
        return Promise.resolve({ version: ENGINE_VERSION });
      }),

    inspect: (file, read, progress) =>
      settle(async () => {
        idle = false;
        open?.session.close();
        open = null;
        await learned;
        if (engine !== null && engine.memoryBytes > LARGE) engine = engine.respawn();
        const source = new RootSource(file.name, hostOf(file, read));
        const hash =
          source.size > HASHED_AT_ONCE ? null : source.read(0, source.size).then((all) => hashBytes(all, ready()));
        hash?.catch(() => null);
        const analysis = await analyse(source, ready(), progress, file.passwords);
        open = { source, session: analysis.session, facts: analysis.facts, format: analysis.format };
        const judging = { phase: 'judge', done: source.size, total: source.size } as const;
        progress({ ...judging, findings: 0 });
        const sha256 = hash?.catch(() => null) ?? null;
        const identity = { path: file.name, size: file.size, sha256 };
        const report = await reportOf(analysis, identity, (findings) => progress({ ...judging, findings }));
        setTimeout(() => rehearseLooks(analysis.session), LOOKS_AFTER_MS);
        return report;
      }),

    part: (path) => {
      const { facts, format, source } = document();
      return settle(() => Promise.resolve(folderFile(path, format, source.size, facts)));
    },
    compare: (folder, read) => settle(() => learned.then(() => compareFiles(folder, read))),
    hub: (files, read) => settle(() => readHub(files, async (path, size) => new Uint8Array(await read(path, 0, size)))),
    hash: (progress) => settle(() => hashOf(document().source, ready(), progress, looks)),
    listed: () =>
      settle(() =>
        Promise.resolve(document().session.tensorFacts.map(({ name, dtype, shape }) => ({ name, dtype, shape }))),
      ),
    digest: (progress) => settle(() => digestOf(document().session, ready(), progress)),
    opcodes: (program, first, count) => look(() => replay(program).opcodes(first, Math.min(count, PAGE_ROWS))),
    step: (program, step) =>
      look(async () => {
        const state = await replay(program).step(step);
        if (state === null) throw new ApiError('protocol', `There is no step ${step}.`);
        return state;
      }),
    stepAt: (program, offset) => look(() => replay(program).stepAt(offset)),
    rowsAt: (program, offset, around) => look(() => replay(program).rowsAt(offset, around)),
    findStep: (program, query) => look(() => replay(program).find(query)),
    profile: (program, buckets) => look(() => replay(program).profile(buckets)),
    source: (program) => settle(async () => (await decompiler(program)).summary()),
    sourceRows: (program, first, count) => settle(async () => (await decompiler(program)).rows(first, count)),
    sourceLines: (program, first, count) => settle(async () => (await decompiler(program)).lines(first, count)),
    sourceAt: (program, step) => settle(async () => (await decompiler(program)).at(step)),
    tensors: (first, count) => look(() => Promise.resolve(document().session.tensors(first, count))),
    bytes: (artifact, offset, length) =>
      look(async () => {
        const source = document().session.source(artifact);
        if (source === null) throw new ApiError('protocol', `There is no artifact ${artifact}.`);
        // A copy: what is read may be a view of a cache block.
        return (await source.read(offset, Math.min(length, MAX_BYTES))).slice();
      }),
  };
}

async function learn(classes: Supplies['classes']): Promise<void> {
  if (classes === null) return;
  // The answer of the one who asked first.
  await turn();
  const text = await new Response(oneChunk(classes).pipeThrough(new DecompressionStream('deflate-raw'))).text();
  learnClasses(fromColumns(text));
}

/** Reads in the worker where that works, through the page where it does not. */
function hostOf({ file, size, lastModified }: OpenFile, read: ReadAt): Host {
  const own = blobHost(file, { size, lastModified });
  // A file that changed is refused there: the page would be no better off.
  const isSame = file.size === size && file.lastModified === lastModified;
  const host = isSame ? firstThatReads(own, pageHost(read, size)) : own;
  return size <= SMALL ? atOnce(host) : host;
}

/** A failure with a code of the protocol. */
class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: EngineError['code'];

  constructor(code: EngineError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

async function settle<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (cause) {
    return { ok: false, error: errorOf(cause) };
  }
}

function errorOf(cause: unknown): EngineError {
  if (cause instanceof SourceError) return { code: cause.code, message: cause.message, at: cause.offset };
  if (cause instanceof ApiError) return { code: cause.code, message: cause.message };
  if (cause instanceof EngineMismatch) return { code: 'unsupported', message: cause.message };
  if (cause instanceof EngineTrap) return { code: 'crashed', message: cause.message };
  return { code: 'internal', message: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) };
}
