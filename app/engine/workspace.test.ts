import { describe, expect, it, vi } from 'vitest';
import type { EngineError, OpenFile, Result } from '../../workers/protocol.ts';
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

/** A worker that answers when told to. */
function fake() {
  const opened = deferred<Result<Report>>();
  const hashed = deferred<Result<string>>();
  const state = { name: '', ended: false };
  const stopped: Result<never> = { ok: false, error: { code: 'cancelled', message: '' } };
  const engine: Partial<Engine> = {
    inspect: (file: OpenFile) => {
      state.name = file.name;
      return opened.promise;
    },
    hash: () => hashed.promise,
    stepAt: () => Promise.resolve({ ok: true, value: state.name.length }),
    end: () => {
      state.ended = true;
      opened.resolve(stopped);
      hashed.resolve(stopped);
    },
  };
  const ready: Client['ready'] = Promise.resolve({
    ok: true,
    value: { version: '', readsFiles: true },
  });
  return { client: { engine: engine as Engine, ready }, opened, hashed, state };
}

const report = { file: { sha256: null } } as unknown as Report;
const done: Result<Report> = { ok: true, value: report };
const failed = (code: EngineError['code']): Result<never> => ({ ok: false, error: { code, message: 'x' } });
const file = (name: string) => ({ name, file: new File(['x'], name) });
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

function workspace(room: number) {
  const workers: ReturnType<typeof fake>[] = [];
  const space = new Workspace(() => {
    const worker = fake();
    workers.push(worker);
    return worker.client;
  }, room);
  const phases = () => space.documents().map((d) => d.state.phase);
  /** Workers that were given a file, by name. */
  const at = (name: string) => workers.filter((w) => w.state.name === name);
  return { space, at, phases };
}

describe('Workspace', () => {
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
    expect(at('a')[0]!.state.ended).toBe(true);
    await settle();
    expect(phases()).toEqual(['stopped', 'reading']);
  });

  it('brings a retired worker back when its tables are asked for', async () => {
    const { space, at, phases } = workspace(1);
    space.open([file('a'), file('bb')]);
    await settle();
    at('a')[0]!.opened.resolve(done);
    at('a')[0]!.hashed.resolve({ ok: true, value: '' });
    await settle();
    expect(at('a')[0]!.state.ended).toBe(true);
    at('bb')[0]!.opened.resolve(done);
    at('bb')[0]!.hashed.resolve({ ok: true, value: '' });
    await settle();
    expect(phases()).toEqual(['done', 'done']);
    const answer = space.tables(1).stepAt(0, 0);
    await settle();
    at('a')[1]!.opened.resolve(done);
    expect(await answer).toEqual({ ok: true, value: 1 });
    expect(phases()).toEqual(['done', 'done']);
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

  it('answers for a closed file without a worker', async () => {
    const { space } = workspace(1);
    space.open([file('a')]);
    space.close(1);
    expect(space.documents()).toEqual([]);
    expect(await space.tables(1).stepAt(0, 0)).toMatchObject({ ok: false });
  });
});
