import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type Analysis, analyse } from '../analyse/analyse.ts';
import { digestOf } from '../analyse/digest.ts';
import { type FolderFile, folderFacts, folderFile } from '../analyse/folder.ts';
import type { HubFolder } from '../analyse/folder/hub.ts';
import { isAll, numbersIn } from '../analyse/folder/numbers.ts';
import { readHub } from '../analyse/folder/read-hub.ts';
import { hashOf } from '../analyse/hash.ts';
import { reportOf } from '../analyse/report.ts';
import { judgeFacts } from '../report/build.ts';
import type { SideFile } from '../report/compare/side.ts';
import { rulesIdentity } from '../report/identity.ts';
import { folderReport } from '../report/folder.ts';
import { numbersReport } from '../report/numbers.ts';
import { originOf } from '../report/origin.ts';
import { data, prose } from '../report/prose.ts';
import type { Fact } from '../facts.ts';
import type { Place, Problem, Report } from '../report/schema.ts';
import { ENGINE_VERSION } from '../report/version.ts';
import { SourceError } from '../source/byte-source.ts';
import { RootSource } from '../source/sources.ts';
import type { Engine } from '../wasm/engine.ts';
import { nodeHost, reopenedHost } from './node-host.ts';
import { unreadReport } from './unread.ts';
import { isFolder, listFolder } from './walk.ts';

/** Memory of an engine that is worth starting afresh for: it never shrinks. */
const LARGE = 256 * 1024 * 1024;

/** Takes what the files of a folder are compared by. */
type Keep = (facts: readonly Fact[], format: string | null, size: number) => void;

/** Inspects paths one after another with one engine. */
export class Inspector {
  #engine: Engine;
  readonly #passwords: readonly string[];
  /** By path; null while nothing is compared. */
  #details: Map<string, Details> | null = null;

  constructor(engine: Engine, passwords: readonly string[] = []) {
    this.#engine = engine;
    this.#passwords = passwords;
  }

  /** The report on a file, or on a folder with all that is in it. Never rejects for what a path is. */
  async inspect(path: string): Promise<Report> {
    return (await isFolder(path)) ? this.#folder(path) : this.#file(path, path, basename(path));
  }

  /** The same, and what a comparison needs besides: by the paths of the reports. */
  async inspectWhole(path: string): Promise<{ report: Report; details: ReadonlyMap<string, Details> }> {
    const details = new Map<string, Details>();
    this.#details = details;
    try {
      return { report: await this.inspect(path), details };
    } finally {
      this.#details = null;
    }
  }

  async #folder(path: string): Promise<Report> {
    const { files: found, skipped } = await listFolder(path);
    const reports: Report[] = [];
    const facts: FolderFile[] = [];
    const name = basename(resolve(path)) || path;
    // Places begin as they do when a browser is given the folder.
    const { names, copies } = await hubOf(path, name, found);
    /** Where a file is, by what it is called. */
    const files = new Map(found.map((file) => [names.get(`${name}/${file}`)?.slice(name.length + 1) ?? file, file]));
    for (const [file, at] of files) {
      const keep = (found: readonly Fact[], format: string | null, size: number): void => {
        facts.push(folderFile(file, format, size, found));
      };
      reports.push(await this.#file(join(path, at), join(path, file), `${name}/${file}`, keep));
    }
    const problems = skipped.map((each): Problem => {
      const place = { path: [name, each.path], offset: 0, length: 0, file: null };
      return { kind: 'unreadable', place, what: prose`${data(each.path)} was not read: ${each.why}.` };
    });
    const source = ({ path: [first = '', ...inner] }: Place): RootSource | null => {
      if (inner.length > 0) return null;
      const file = first.slice(name.length + 1);
      const size = reports.find(({ file: one }) => one.path === join(path, file))?.file.size ?? 0;
      return new RootSource(first, reopenedHost(join(path, files.get(file) ?? file), size));
    };
    const opcodes = (): Promise<[]> => Promise.resolve([]);
    const folder = { path: resolve(path), files: facts };
    const across = folderFacts(folder);
    // A file that went away since leaves its bytes out, not the finding.
    const own = await judgeFacts(across, { source, opcodes }).catch(() =>
      judgeFacts(across, { source: () => null, opcodes }),
    );
    for (const { path: file, of, ranges } of numbersIn(folder)) {
      const at = reports.findIndex(({ file: one }) => one.path === join(path, file));
      const [report, found] = [reports[at], source({ path: [`${name}/${file}`], offset: 0, length: 0, file: null })];
      if (report !== undefined && found !== null && (await isAll(ranges, found)))
        reports[at] = numbersReport(report, of);
    }
    const maker = { engine: { name: 'vitrine', version: ENGINE_VERSION }, rules: rulesIdentity() } as const;
    return folderReport(maker, path, name, reports, problems, own, originOf(copies, name));
  }

  /** `shown` is the path the report gives, `name` the first part of every place in it. */
  async #file(path: string, shown: string, name: string, keep?: Keep): Promise<Report> {
    try {
      const host = await nodeHost(path);
      try {
        return await this.#read(new RootSource(name, host), shown, keep);
      } finally {
        await host.close();
      }
    } catch (cause) {
      if (cause instanceof SourceError) return unreadReport(shown, name, [cause.message]);
      const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
      return unreadReport(shown, name, prose`Vitrine failed on this file: a fault of Vitrine (${reason}).`);
    }
  }

  async #read(source: RootSource, path: string, keep?: Keep): Promise<Report> {
    const engine = this.#freshEngine();
    const analysis = await analyse(source, engine, undefined, this.#passwords);
    keep?.(analysis.facts, analysis.format, source.size);
    try {
      const sha256 = await hashOf(source, analysis.session.engine);
      this.#details?.set(path, await detailsOf(analysis));
      return await reportOf(analysis, { path, size: source.size, sha256 });
    } finally {
      analysis.session.close();
    }
  }

  #freshEngine(): Engine {
    if (this.#engine.poisoned || this.#engine.memoryBytes > LARGE) this.#engine = this.#engine.respawn();
    return this.#engine;
  }
}

/** What the folder's own small files say of the hub it comes from. */
async function hubOf(path: string, name: string, files: readonly string[]): Promise<HubFolder> {
  const listed = await Promise.all(
    files.map(async (file) => ({ path: `${name}/${file}`, size: await sizeOf(join(path, file)) })),
  );
  return readHub(listed, (file) => readFile(join(path, file.slice(name.length + 1))));
}

/** Endless where it cannot be asked: nothing is read then. */
async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => Infinity,
  );
}

/** Every tensor, and the hashes of its parts. */
export type Details = Required<Pick<SideFile, 'listed' | 'digests'>>;

async function detailsOf({ session }: Analysis): Promise<Details> {
  const listed = session.tensorFacts.map(({ name, dtype, shape }) => ({ name, dtype, shape }));
  return { listed, digests: await digestOf(session, session.engine) };
}
