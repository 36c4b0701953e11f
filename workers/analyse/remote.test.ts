import { afterEach, expect, test, vi } from 'vitest';
import type { EngineApi, Progress } from '../protocol.ts';
import { remoteApi } from './remote.ts';

afterEach(() => {
  vi.useRealTimers();
});

const progress: Progress = { phase: 'hash', done: 1, total: 2, findings: 0 };

function slow(): { api: EngineApi; say: () => void } {
  let say = (): void => undefined;
  const hash: EngineApi['hash'] = (told) => {
    say = () => told(progress);
    return new Promise(() => undefined);
  };
  return { api: { hash } as EngineApi, say: () => say() };
}

test('what is over soon is not told of; what takes longer is, under its name', () => {
  vi.useFakeTimers();
  const { api, say } = slow();
  const tell = vi.fn();
  void remoteApi(api, tell).hash();
  say();
  vi.advanceTimersByTime(50);
  say();
  expect(tell).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60);
  say();
  expect(tell.mock.calls).toEqual([['hash', progress]]);
});
