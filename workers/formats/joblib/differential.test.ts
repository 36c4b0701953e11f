/** The reader against joblib itself: files with one byte changed are read to the same places. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { readPickle } from '../pickle/read.ts';
import { readJoblib } from './read.ts';
import { LOST } from './array-reader.ts';

const PYTHON = (process.env['VITRINE_PYTHONS'] ?? 'python3').split(':')[0] ?? 'python3';
const hasJoblib = spawnSync(PYTHON, ['-c', 'import joblib.numpy_pickle, numpy'], { stdio: 'ignore' }).status === 0;
const SEEDS = [
  'dict.p2',
  'dict.p4',
  'objects.p3',
  'objects.p4',
  'structured.p4',
  'orders.p4',
  'dict.unaligned',
  'dates.p4',
];
const CASES = 1_500;

interface Answer {
  readonly ok: boolean;
  readonly reads: readonly (readonly [number, number | null])[];
  readonly error: string;
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value && 'reads' in value && 'error' in value;
}

/** Small changes, the same in every run. */
function mutants(): Uint8Array[] {
  let random = 12345;
  const next = (below: number): number => {
    random = (Math.imul(random, 1103515245) + 12345) >>> 0;
    return (random >>> 8) % below;
  };
  const seeds = SEEDS.map((name) => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.joblib`)));
  return Array.from({ length: CASES }, () => {
    const bytes = new Uint8Array(seeds[next(seeds.length)] ?? []);
    bytes[next(bytes.length)] = next(256);
    return bytes;
  });
}

/** NumPy crashes on some of them: then null, and the next one is asked again. */
function ask(cases: readonly Uint8Array[]): (Answer | null)[] {
  const answers: (Answer | null)[] = [];
  while (answers.length < cases.length) {
    const input = cases
      .slice(answers.length)
      .map((bytes) => Buffer.from(bytes).toString('hex'))
      .join('\n');
    const output = spawnSync(PYTHON, [join(import.meta.dirname, 'oracle.py')], { input, maxBuffer: 1 << 28 });
    const lines = output.stdout.toString().split('\n').slice(0, -1);
    for (const line of lines) {
      const answer: unknown = JSON.parse(line);
      if (!isAnswer(answer)) throw new Error('the oracle did not answer');
      answers.push(answer);
    }
    if (answers.length < cases.length) answers.push(null);
  }
  return answers;
}

test.skipIf(!hasJoblib)('changed files are read to the same places', { timeout: 120_000 }, async () => {
  const engine = instantiate(loadModule());
  const cases = mutants();
  const answers = ask(cases);
  let loaded = 0;
  const wrong: unknown[] = [];
  for (const [i, bytes] of cases.entries()) {
    const answer = answers[i];
    if (answer == null) continue;
    const source = bytesSource(bytes, 'm');
    const nested = (at: number): ReturnType<typeof readPickle> => readPickle(source, at, { engine, hasArrays: false });
    const read = await readJoblib(source, 0, { engine }, nested, 'joblib');
    if (read === null) {
      if (answer.reads.length > 0) wrong.push({ i, answer });
      continue;
    }
    const { ending } = read.trace;
    const ours = [
      ...read.arrays.map(({ offset, data, length }) => [offset, data + length]),
      ...read.pickles.map(({ offset, end }) => [offset, end]),
    ].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
    // What joblib read in full, we read in full and to the same place, unless we said that we do not know.
    const whole = answer.reads.filter(([, end]) => end !== null);
    const isSame = whole.every(([start, end], n) => String(ours[n]) === String([start, end]));
    const isLost = ending.kind === 'failed' && ending.code === LOST;
    if (answer.ok) loaded += 1;
    if (!isSame && !isLost) wrong.push({ i, answer, ours, ending });
    if (answer.ok && ending.kind !== 'stop' && !isLost) wrong.push({ i, answer, ending });
    read.trace.close();
    for (const { run } of read.pickles) run.close();
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  // Most changes fall into elements.
  expect(loaded).toBeGreaterThan(CASES / 10);
});
