import { expect, test, vi } from 'vitest';
import type { Progress, Result } from '../../workers/protocol.ts';
import type { Digests } from '../../workers/report/compare/digests.ts';
import { SMALL } from '../../workers/report/exports/report.fixture.ts';
import type { Document } from '../engine/document.ts';
import type { Engine } from '../engine/engine.ts';
import { DataHashes, type Runner } from './hashing.ts';

const document: Document = {
  seq: 1,
  name: 'a',
  file: new File([], 'a'),
  size: 0,
  passwords: [],
  state: { phase: 'done', report: SMALL, hash: { kind: 'none' } },
};
const digests: Digests = { tensors: [], programs: [], members: [], left: 0 };

function hashes() {
  let answer: (result: Result<Digests>) => void = () => undefined;
  let say: (p: Progress) => void = () => undefined;
  const engine: Partial<Engine> = {
    digest: (progress) => {
      say = progress;
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
    listed: () => Promise.resolve({ ok: true, value: [{ name: 'w', dtype: 'float32', shape: [1] }] }),
  };
  const runner: Runner = {
    run: (_seq, call) => call(engine as Engine),
    amend: vi.fn(),
    cut: vi.fn(() => {
      answer({ ok: false, error: { code: 'cancelled', message: '' } });
    }),
  };
  const made = new DataHashes(runner);
  return { made, answer: (r: Result<Digests>) => answer(r), say: (p: Progress) => say(p) };
}

test('counts up, and is done once for all', async () => {
  const { made, answer, say } = hashes();
  const run = made.hash(document);
  say({ phase: 'hash', done: 3, total: 10, findings: 0 });
  expect(made.of(SMALL)).toEqual({ kind: 'running', done: 3, total: 10 });
  answer({ ok: true, value: digests });
  await run;
  say({ phase: 'hash', done: 9, total: 10, findings: 0 });
  expect(made.of(SMALL)).toEqual({ kind: 'done', digests, listed: [{ name: 'w', dtype: 'float32', shape: [1] }] });
  // The report with its own hash is another object about the same tree.
  expect(made.of({ ...SMALL, file: { ...SMALL.file, sha256: null } }).kind).toBe('done');
});

test('stopped it can start again; a failure is kept', async () => {
  const { made, answer } = hashes();
  const stopped = made.hash(document);
  made.stop(document);
  await stopped;
  expect(made.of(SMALL)).toEqual({ kind: 'none' });
  const failing = made.hash(document);
  const error = { code: 'unreadable', message: 'gone' } as const;
  answer({ ok: false, error });
  await failing;
  expect(made.of(SMALL)).toEqual({ kind: 'failed', error });
});
