import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { bytesOf, c, P, R, t, U } from './build.ts';
import { CASES } from './cases.ts';
import { GADGETS } from './gadgets.ts';
import { inspectPickle } from './inspect.ts';

const engine = instantiate(loadModule());
const FOLDER = join(import.meta.dirname, 'fixtures/ordinary');

/** mulberry32: the same numbers every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

test('whatever the bytes, a report comes out, and it is consistent', async () => {
  const seeds = [
    ...CASES.filter(({ bytes }) => bytes.length < 5000).map(({ bytes }) => bytesOf(bytes)),
    ...Object.values(GADGETS).map(({ bytes }) => bytesOf(`${P(4)}${bytes}.`)),
    ...readdirSync(FOLDER).map((name) => new Uint8Array(readFileSync(join(FOLDER, name))).subarray(0, 3000)),
  ];
  const next = random(1);
  const pick = (limit: number): number => Math.floor(next() * limit);
  for (let round = 0; round < 600; round++) {
    const [a, b] = [seeds[pick(seeds.length)] ?? new Uint8Array(), seeds[pick(seeds.length)] ?? new Uint8Array()];
    const bytes = Uint8Array.from([...a.subarray(0, pick(a.length + 1)), ...b.subarray(pick(b.length + 1))]);
    for (let i = 0; i < pick(4) && bytes.length > 0; i++) bytes[pick(bytes.length)] = pick(256);
    const report = await inspectPickle(bytes, 'x.pkl', engine);
    expect(new Set(report.findings.map(({ id }) => id)).size).toBe(report.findings.length);
    for (const { evidence } of report.findings)
      if (evidence.kind !== 'compare') expect(evidence.bytes.hex.length % 2).toBe(0);
    if (report.verdict === 'nothing-runs') expect(report.status).toBe('complete');
  }
}, 120_000);

const get = c('builtins', 'getattr');
const again = (start: string, step: (at: string) => string, times: number): string =>
  `${start}${Array.from({ length: times }, () => `q\x010${step('h\x01')}`).join('')}`;

/** Chains a hundred thousand long: interpretation must neither recurse nor blow up on them. */
test.each([
  ['attributes of attributes', again(c('os', 'path'), (at) => R(get, at, U('a')), 20_000)],
  ['partial of partial', again(c('os', 'system'), (at) => R(c('functools', 'partial'), at), 20_000)],
  [
    'buffer of buffer',
    `${again('N', (at) => R(c('io', 'BytesIO'), at), 20_000)}q\x020${R(c('pickle', 'load'), 'h\x02')}`,
  ],
  ['doubling texts', again(U('a'.repeat(1000)), (at) => R(c('operator', 'add'), at, at), 64)],
  ['doubling lists', again(`]${U('a')}a`, (at) => R(c('operator', 'add'), at, at), 64)],
  ['calls of results', again(c('evil', 'f'), (at) => R(at), 20_000)],
  ['states of states', again(R(c('argparse', 'Namespace')), (at) => `${at}}${U('a')}${at}sb`, 20_000)],
  [
    'one large state for many objects',
    `}q\x02(${Array.from({ length: 9_000 }, (_, i) => `${U(`k${i.toString()}`)}N`).join('')}u0${c('argparse', 'Namespace')}q\x030${'h\x03)\x81h\x02bh\x02b0'.repeat(9_000)}N`,
  ],
  ['tuples in tuples', `${'('.repeat(20_000)}${'t'.repeat(20_000)}`],
  ['a name of a hundred thousand parts', c('a.'.repeat(30_000), 'b.'.repeat(30_000))],
])(
  '%s',
  async (_name, bytes) => {
    const start = performance.now();
    const report = await inspectPickle(bytesOf(`${P(4)}${bytes}${t()}R.`), 'x.pkl', engine);
    expect(['complete', 'partial']).toContain(report.status);
    expect(JSON.stringify(report).length).toBeLessThan(1_000_000);
    expect(performance.now() - start).toBeLessThan(30_000);
  },
  60_000,
);

test('a loaded pickle that breaks off leaves the file not known', async () => {
  const loads = (inner: string): string =>
    P(4) + R(c('pickle', 'loads'), `C${String.fromCharCode(inner.length)}${inner}`) + '.';
  const whole = await inspectPickle(bytesOf(loads(`${P(4)}K\x07.`)), 'x.pkl', engine);
  expect([whole.verdict, whole.status]).toEqual(['nothing-runs', 'complete']);
  const broken = await inspectPickle(bytesOf(loads(`${P(4)}K\x07\xffcos\nsystem\n.`)), 'x.pkl', engine);
  expect([broken.verdict, broken.status]).toEqual(['not-known', 'partial']);
});
