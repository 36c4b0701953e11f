import { describe, expect, it, vi } from 'vitest';
import type { EngineError, HubCopy, OpenFile, Result } from '../../workers/protocol.ts';
import type { Digests } from '../../workers/report/compare/digests.ts';
import { SMALL } from '../../workers/report/exports/report.fixture.ts';
import type { Report } from '../../workers/report/schema.ts';
import type { Client } from './client.ts';
import type { Engine } from './engine.ts';
import { Workspace } from './workspace.ts';

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((r) => {
    resolve = r;
  });
  return { promise, resolve };
}

interface Run {
  readonly name: string;
  readonly opened: ReturnType<typeof deferred<Result<Report>>>;
  readonly hashed: ReturnType<typeof deferred<Result<string>>>;
  readonly digested: ReturnType<typeof deferred<Result<Digests>>>;
  /** The worker it ran in. */
  readonly worker: { ended: boolean };
}

/** A worker that answers when told to; each file given to it is a run. */
function fake(runs: Run[]): Client {
  const worker = { ended: false };
  const own: Run[] = [];
  const stopped: Result<never> = { ok: false, error: { code: 'cancelled', message: '' } };
  const engine: Partial<Engine> = {
    inspect: ({ name }: OpenFile) => {
      const run: Run = { name, opened: deferred(), hashed: deferred(), digested: deferred(), worker };
      own.push(run);
      runs.push(run);
      return run.opened.promise;
    },
    part: (path) => Promise.resolve({ ok: true, value: { path, format: null, size: 0, facts: [] } }),
    hub: (files) =>
      Promise.resolve({
        ok: true,
        value: { names: new Map([['m/blobs/1', 'm/snapshots/c/config.json']]), copies: files.map(() => copy) },
      }),
    compare: ({ parts }) => {
      const numbers = parts.flatMap(({ name }) => (name === 'f/n' ? [{ name, of: 'a' }] : []));
      return Promise.resolve({ ok: true, value: { findings: parts.flatMap(() => finding), numbers } });
    },
    hash: () => own.at(-1)?.hashed.promise ?? Promise.resolve(stopped),
    digest: () => own.at(-1)?.digested.promise ?? Promise.resolve(stopped),
    stepAt: () => Promise.resolve({ ok: true, value: own.at(-1)?.name.length ?? 0 }),
    end: () => {
      worker.ended = true;
      for (const run of own) {
        run.opened.resolve(stopped);
        run.hashed.resolve(stopped);
        run.digested.resolve(stopped);
      }
    },
  };
  const ready: Client['ready'] = Promise.resolve({ ok: true, value: { version: '' } });
  return { engine: engine as Engine, ready };
}

const finding = SMALL.findings.slice(0, 1);
const copy: HubCopy = { folder: 'm', repo: null, kind: 'model', revisions: [], named: 0, unnamed: 0 };
const report: Report = { ...SMALL, file: { ...SMALL.file, sha256: null } };
const done: Result<Report> = { ok: true, value: report };
const formless: Report = {
  ...report,
  verdict: 'not-known',
  status: 'partial',
  findings: [],
  programs: [],
  problems: [],
  tree: { ...report.tree, children: [] },
};
const failed = (code: EngineError['code']): Result<never> => ({ ok: false, error: { code, message: 'x' } });
const file = (name: string) => ({ name, file: new File(['x'], name) });
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function workspace(room: number) {
  const runs: Run[] = [];
  const space = new Workspace(() => fake(runs), room);
  const phases = () => space.documents().map((d) => d.state.phase);
  /** What was done for a file, in order. */
  const at = (name: string) => runs.filter((run) => run.name === name);
  const finish = async (run: Run | undefined, opened = done) => {
    run?.opened.resolve(opened);
    run?.hashed.resolve({ ok: true, value: '' });
    await settle();
  };
  return { space, at, phases, finish };
}

describe('Workspace', () => {
  it('gives a worker its file before the page is drawn anew', async () => {
    const { space, at } = workspace(1);
    await space.warm();
    const begun: number[] = [];
    // React draws in a microtask.
    space.subscribe(() => queueMicrotask(() => begun.push(at('a').length)));
    space.open([file('a')]);
    await settle();
    expect(begun[0]).toBe(1);
  });

  it('shows the report first and adds the hash when it is there', async () => {
    const { space, at, phases } = workspace(2);
    space.open([file('a')]);
    expect(phases()).toEqual(['reading']);
    await settle();
    at('a')[0]!.opened.resolve(done);
    await settle();
    expect(space.documents()[0]!.state).toMatchObject({ phase: 'done', hash: { kind: 'running' } });
    at('a')[0]!.hashed.resolve({ ok: true, value: 'ab' });
    await settle();
    expect(space.documents()[0]!.state).toMatchObject({
      phase: 'done',
      hash: { kind: 'done', sha256: 'ab' },
      report: { file: { sha256: 'ab' } },
    });
  });

  it('asks for no hash that came with the report', async () => {
    const { space, at } = workspace(1);
    space.open([file('a')]);
    await settle();
    at('a')[0]!.opened.resolve({ ok: true, value: { ...report, file: { ...report.file, sha256: 'cd' } } });
    await settle();
    // A hash that was asked for would be running.
    expect(space.documents()[0]!.state).toMatchObject({ phase: 'done', hash: { kind: 'done', sha256: 'cd' } });
  });

  it('calls the files of a folder as the folder says, and single files as they are', async () => {
    const { space } = workspace(1);
    const seqs = await space.openNamed([file('m/blobs/1'), file('m/a')]);
    expect(seqs).toEqual([1, 2]);
    expect(space.documents().map(({ name }) => name)).toEqual(['m/snapshots/c/config.json', 'm/a']);
    expect(space.copiesOf(space.documents())).toHaveLength(2);
    await space.openNamed([file('a')]);
    expect(space.copiesOf(space.documents())).toHaveLength(2);
    space.close(1);
    space.close(2);
    expect(space.copiesOf(space.documents())).toEqual([]);
  });

  it('reads no more files at once than there is room, and goes on when one crashes', async () => {
    const { space, at, phases } = workspace(1);
    space.open([file('a'), file('b')]);
    await settle();
    expect(phases()).toEqual(['reading', 'waiting']);
    at('a')[0]!.opened.resolve(failed('crashed'));
    await settle();
    expect(phases()).toEqual(['failed', 'reading']);
    at('b')[0]!.opened.resolve(done);
    at('b')[0]!.hashed.resolve({ ok: true, value: '' });
    await settle();
    expect(phases()).toEqual(['failed', 'done']);
    space.again(1);
    await settle();
    expect(at('a')).toHaveLength(2);
  });

  it('cancels by ending the worker, at once', async () => {
    const { space, at, phases } = workspace(1);
    space.open([file('a'), file('b')]);
    await settle();
    space.stop(1);
    expect(phases()).toEqual(['stopped', 'reading']);
    expect(at('a')[0]!.worker.ended).toBe(true);
    await settle();
    expect(phases()).toEqual(['stopped', 'reading']);
  });

  it('gives an idle worker the next file, and reads the old one again when its tables are asked for', async () => {
    const { space, at, phases, finish } = workspace(1);
    space.open([file('a'), file('bb')]);
    await settle();
    await finish(at('a')[0]);
    expect(at('a')[0]!.worker.ended).toBe(false);
    expect(at('bb')[0]!.worker).toBe(at('a')[0]!.worker);
    await finish(at('bb')[0]);
    expect(phases()).toEqual(['done', 'done']);
    const answer = space.tables(1).stepAt(0, 0);
    await settle();
    at('a')[1]!.opened.resolve(done);
    expect(await answer).toEqual({ ok: true, value: 1 });
    expect(phases()).toEqual(['done', 'done']);
  });

  it('compares several files once all are read, and anew when one is closed', async () => {
    const { space, at, finish } = workspace(1);
    space.open([file('f/a'), file('f/b'), file('f/c')]);
    await settle();
    for (const name of ['f/a', 'f/b']) await finish(at(name)[0]);
    expect(space.across()).toEqual({ phase: 'none' });
    await finish(at('f/c')[0]);
    expect(space.across()).toEqual({ phase: 'done', findings: [...finding, ...finding, ...finding], numbers: [] });
    space.close(2);
    await settle();
    expect(space.across()).toEqual({ phase: 'done', findings: [...finding, ...finding], numbers: [] });
  });

  it('says of a file what another one knows of it', async () => {
    const { space, at, finish } = workspace(1);
    space.open([file('f/a'), file('f/n')]);
    await settle();
    await finish(at('f/a')[0]);
    await finish(at('f/n')[0], { ok: true, value: formless });
    const reports = () => space.documents().map(({ state }) => (state.phase === 'done' ? state.report.verdict : null));
    expect(reports()).toEqual(['runs-code', 'nothing-runs']);
    // Nobody says so any more.
    space.close(1);
    expect(reports()).toEqual(['not-known']);
  });

  it('keeps the report when the worker dies while hashing, and can hash again', async () => {
    const { space, at } = workspace(1);
    space.open([file('a')]);
    await settle();
    at('a')[0]!.opened.resolve(done);
    await settle();
    at('a')[0]!.hashed.resolve(failed('crashed'));
    await settle();
    expect(space.documents()[0]!.state).toMatchObject({ phase: 'done', hash: { kind: 'failed' } });
    void space.hash(1);
    await settle();
    at('a')[1]!.opened.resolve(done);
    at('a')[1]!.hashed.resolve({ ok: true, value: 'cd' });
    await vi.waitFor(() => {
      expect(space.documents()[0]!.state).toMatchObject({ hash: { kind: 'done', sha256: 'cd' } });
    });
  });

  it('leaves a worker with its file while a long call runs, and ends both when told to', async () => {
    const { space, at, phases, finish } = workspace(1);
    space.open([file('a')]);
    await settle();
    await finish(at('a')[0]);
    const digests = space.run(1, (engine) => engine.digest(() => undefined), true);
    await settle();
    space.open([file('b')]);
    await settle();
    expect(phases()).toEqual(['done', 'waiting']);
    space.cut(1);
    expect(await digests).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await settle();
    expect(phases()).toEqual(['done', 'reading']);
  });

  it('answers for a closed file without a worker', async () => {
    const { space } = workspace(1);
    space.open([file('a')]);
    space.close(1);
    expect(space.documents()).toEqual([]);
    expect(await space.tables(1).stepAt(0, 0)).toMatchObject({ ok: false });
  });
});
