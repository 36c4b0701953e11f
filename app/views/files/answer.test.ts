import { describe, expect, it } from 'vitest';
import { plain } from '../../../workers/report/prose.ts';
import type { Report, Verdict } from '../../../workers/report/schema.ts';
import type { Document, State } from '../../engine/document.ts';
import { answerOf, byVerdict } from './answer.ts';

let seq = 0;
const file = (name: string, state: State): Document => ({
  seq: seq++,
  name,
  file: new File([], name),
  size: 0,
  passwords: [],
  state,
});
const done = (name: string, verdict: Verdict): Document =>
  file(name, { phase: 'done', report: { verdict } as Report, hash: { kind: 'none' } });
const waiting = (name: string): Document => file(name, { phase: 'waiting' });
const failed = (name: string): Document => file(name, { phase: 'failed', error: { code: 'crashed', message: '' } });

describe('answerOf', () => {
  it('names the one file that runs code', () => {
    const { mark, headline, detail } = answerOf([
      done('a', 'nothing-runs'),
      done('scheduler.pt', 'runs-code'),
      waiting('c'),
    ]);
    expect(mark).toBe('critical');
    expect(plain(headline)).toBe('One of these 3 files would run code when loaded: scheduler.pt.');
    expect(detail).toBe('Nothing runs in 1 file. 1 file still waits.');
  });

  it('is never green while something waits, failed or is not known', () => {
    expect(answerOf([done('a', 'nothing-runs'), waiting('b')]).mark).toBe('unknown');
    expect(answerOf([done('a', 'nothing-runs'), failed('b')]).mark).toBe('unknown');
    expect(answerOf([done('a', 'nothing-runs'), done('b', 'not-known')]).mark).toBe('unknown');
    expect(answerOf([done('a', 'nothing-runs'), done('b', 'nothing-runs')]).mark).toBe('ok');
  });

  it('keeps a hostile file name as data', () => {
    const { headline } = answerOf([done('x. Nothing runs', 'runs-code'), done('b', 'nothing-runs')]);
    expect(headline).toContainEqual({ data: 'x. Nothing runs' });
  });
});

describe('byVerdict', () => {
  it('sorts not known above nothing runs', () => {
    const files = [done('ok', 'nothing-runs'), failed('broken'), done('bad', 'runs-code'), done('look', 'review')];
    expect(files.sort(byVerdict).map((d) => d.name)).toEqual(['bad', 'look', 'broken', 'ok']);
  });
});
