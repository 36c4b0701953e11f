import type { TensorFact } from '../facts.ts';
import { LIMITS } from '../limits.ts';
import type { Digests, TensorData } from '../report/compare/digests.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { linear } from '../source/linear.ts';
import type { Engine } from '../wasm/engine.ts';
import { Sha256 } from '../wasm/sha256.ts';
import type { OnProgress } from './run.ts';
import type { Session } from './session.ts';
import { dataOf } from './tensor-data.ts';

const BEAT = 100;

/** A stretch that is hashed once, for everything that is made of exactly these bytes. */
interface Job {
  readonly source: ByteSource;
  readonly offset: number;
  readonly length: number;
  sha256: string | null;
}

/**
 * SHA-256 of the data of every tensor, of every program, and of every part of the container tree. Rejects with SourceError or
 * EngineTrap. Parts may overlap as a file pleases, so what is read in all is bounded.
 */
export async function digestOf(
  session: Session,
  engine: Engine,
  onProgress: OnProgress = () => undefined,
): Promise<Digests> {
  const jobs = new Jobs(session);
  const tensors = session.tensorFacts.map((fact) => jobs.ofTensor(fact));
  const programs = session.programs.map(({ source, at }) => jobs.add(source, at.offset, at.length));
  // The first is the file itself, which has a hash of its own.
  const members = session.sources
    .slice(1)
    .map((source, i) => ({ artifact: i + 1, job: jobs.add(source, 0, source.size) }));
  const left = await hashAll(jobs, engine, onProgress);
  return {
    tensors: tensors.map((tensor) => (tensor === null ? null : dataWith(tensor.job, tensor.layout))),
    programs: programs.map(({ sha256 }) => sha256),
    members: members.flatMap(({ artifact, job: { sha256 } }) => (sha256 === null ? [] : [{ artifact, sha256 }])),
    left,
  };
}

function dataWith({ sha256 }: Job, layout: Omit<TensorData, 'sha256'>): TensorData | null {
  return sha256 === null ? null : { sha256, ...layout };
}

/** Answers how many stretches there was no room for. */
async function hashAll(jobs: Jobs, engine: Engine, onProgress: OnProgress): Promise<number> {
  const { wanted, left } = jobs.bounded();
  const total = wanted.reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  let last = performance.now();
  const say = (): void => onProgress({ phase: 'hash', done, total, findings: 0 });
  say();
  for (const job of wanted) {
    const before = done;
    job.sha256 = await hash(job, engine, (read) => {
      done += read;
      if (performance.now() - last < BEAT) return;
      last = performance.now();
      say();
    });
    done = before + job.length;
  }
  say();
  return left;
}

/** Null when fewer bytes come than were asked for. */
async function hash({ source, offset, length }: Job, engine: Engine, onRead: (read: number) => void) {
  const sha256 = new Sha256(engine);
  let read = 0;
  try {
    for await (const chunk of linear(source, offset, length)) {
      sha256.update(chunk);
      read += chunk.length;
      onRead(chunk.length);
    }
  } catch (cause) {
    if (!engine.poisoned) sha256.close();
    throw cause;
  }
  const digest = sha256.finish();
  return read === length ? digest : null;
}

class Jobs {
  readonly #session: Session;
  readonly #root: ByteSource | null;
  readonly #byKey = new Map<string, Job>();

  constructor(session: Session) {
    this.#session = session;
    this.#root = session.source(0);
  }

  ofTensor(fact: TensorFact): { job: Job; layout: Omit<TensorData, 'sha256'> } | null {
    const data = dataOf(fact);
    if (data === null) return null;
    const { place, layout } = data;
    const source = place.path === null ? this.#root : this.#session.sourceAt(place.path);
    if (source === null || place.offset + place.length > source.size) return null;
    return { job: this.add(source, place.offset, place.length), layout };
  }

  /** Bytes of a member that are stored as they are, are those of the file. */
  add(source: ByteSource, offset: number, length: number): Job {
    const root = this.#root;
    const [stored, ...more] = source.locate(offset, length) ?? [];
    const asIs = stored?.length === length && more.length === 0;
    const job: Job =
      asIs && root !== null
        ? { source: root, offset: stored.offset, length, sha256: null }
        : { source, offset, length, sha256: null };
    const key = JSON.stringify([job.source === root ? null : source.path, job.offset, length]);
    const same = this.#byKey.get(key);
    if (same !== undefined) return same;
    this.#byKey.set(key, job);
    return job;
  }

  /** In the order of the file, as far as there is room. */
  bounded(): { wanted: Job[]; left: number } {
    const size = this.#root?.size ?? 0;
    let room = size * LIMITS.openedTimes + LIMITS.openedMore;
    const wanted: Job[] = [];
    // Short ones first: a few huge stretches shall not leave thousands of small ones out.
    for (const job of [...this.#byKey.values()].sort((a, b) => a.length - b.length)) {
      room -= job.length;
      if (room < 0) break;
      wanted.push(job);
    }
    return { wanted: wanted.sort((a, b) => a.offset - b.offset), left: this.#byKey.size - wanted.length };
  }
}
