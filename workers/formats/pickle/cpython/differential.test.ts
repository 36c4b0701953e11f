/** The machine against real interpreters: the same streams load, the same fail, the same names are looked up. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../../source/sources.ts';
import { instantiate } from '../../../wasm/engine.ts';
import { loadModule } from '../../../wasm/load.node.ts';
import { run } from '../run.ts';
import type { EngineId, Trace } from '../trace.ts';
import { program, Random } from './programs.ts';

const CASES = 10_000;
const ENGINES: readonly EngineId[] = ['c', 'c-drop', 'python'];
const ORACLE = join(import.meta.dirname, 'oracle.py');

interface Answer {
  readonly ok: boolean;
  readonly names: readonly (readonly string[])[];
  readonly error?: string;
  readonly message?: string;
}

/**
 * Failures that come from what an object is, which the machine does not follow: it goes on, so that nothing after them is missed.
 * Stand-ins also take what real objects would refuse.
 */
const BY_OBJECT = new Set(['TypeError', 'AttributeError', 'KeyError', 'ImportError', 'MemoryError']);
const BY_OBJECT_MESSAGES = new Set([
  'state is not a dictionary',
  'STACK_GLOBAL requires str',
  'NEWOBJ args argument must be a tuple, not type',
  'NEWOBJ expected an arg tuple.',
]);

function interpreters(): string[] {
  const names = (process.env['VITRINE_PYTHONS'] ?? 'python3').split(':');
  return names.filter((name) => spawnSync(name, ['-c', 'import _pickle'], { stdio: 'ignore' }).status === 0);
}

function ask(python: string, programs: readonly Uint8Array[]): Record<string, Answer>[] {
  const input = programs.map((p) => Buffer.from(p).toString('hex')).join('\n');
  const { stdout } = spawnSync(python, [ORACLE], { input, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 60_000 });
  return stdout.trim().split('\n').map(answersOf);
}

function answersOf(line: string): Record<string, Answer> {
  const parsed: unknown = JSON.parse(line);
  if (!isAnswers(parsed)) throw new Error(`the oracle said ${line}`);
  return parsed;
}

function isAnswers(value: unknown): value is Record<string, Answer> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((a: unknown) => typeof a === 'object' && a !== null && 'ok' in a && 'names' in a)
  );
}

function names(trace: Trace): string[][] {
  const text = (ref: number): string => {
    const value = trace.value(ref);
    if (value.kind === 'text') return value.text;
    return value.kind === 'text8'
      ? Buffer.from(value.bytes).toString(trace.engine === 'c-drop' ? 'utf8' : 'latin1')
      : `<${value.kind}>`;
  };
  const found: string[][] = [];
  for (let i = 0; i < trace.events; i++) {
    const event = trace.event(i);
    if (event.kind === 'import' && trace.value(event.result).kind === 'global')
      found.push([text(event.target), text(event.args)]);
  }
  return found;
}

const engine = instantiate(loadModule());
const random = new Random(20_260);
const programs = Array.from({ length: CASES }, () => program(random));

describe.skipIf(interpreters().length === 0).each(interpreters())('%s', (python) => {
  const answers = ask(python, programs);

  test.each(ENGINES)('%s agrees on every program', async (id) => {
    const differences: string[] = [];
    let compared = 0;
    for (const [i, bytes] of programs.entries()) {
      const answer = answers[i]?.[id];
      if (!answer || BY_OBJECT.has(answer.error ?? '')) continue;
      if (BY_OBJECT_MESSAGES.has(answer.message ?? '')) continue;
      const trace = await run(engine, id, bytesSource(bytes), 0);
      const ours = { ok: trace.ending.kind === 'stop', names: names(trace) };
      // Extensions resolve through a registry, buffers come from the loader: neither is in the bytes.
      const outside = trace.anomalies.some((a) => a.code === 'extension' || a.code === 'needs-buffers');
      const why = trace.ending.kind === 'failed' ? `${trace.ending.code}@${trace.ending.offset.toString()}` : 'stop';
      trace.close();
      if (outside) continue;
      compared += 1;
      if (ours.ok !== answer.ok || JSON.stringify(ours.names) !== JSON.stringify(answer.names)) {
        differences.push(`${Buffer.from(bytes).toString('latin1')} → ${why}, CPython ${JSON.stringify(answer)}`);
      }
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(CASES / 2);
  });
});
