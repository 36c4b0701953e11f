import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { type PickleRun, readPickle } from '../formats/pickle/read.ts';
import { plain } from '../report/prose.ts';
import { bytesOf, c, P, R, t, U } from '../rules/conformance/build.ts';
import { CASES } from '../rules/conformance/cases.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { bytesSource } from '../source/sources.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { entryText } from './weights-fix.ts';
import { needsOf } from './weights-needs.ts';
import { judgeNeeds, type WeightsOnly } from './weights-only.ts';
import { closestTrace, needsPastProtocol } from './weights-protocol.ts';
import { allowedNames, NEWEST } from './weights-table.ts';

/** Runs torch's own restricted unpickler. It calls allowed names only; `allow` is Python source for more of them. */
const ORACLE = `
import base64, io, json, sys
try:
    import torch, torch._weights_only_unpickler as w
    import numpy, argparse, collections, pathlib, datetime
except ImportError:
    sys.exit(77)
import warnings; warnings.simplefilter("ignore")
class Stub(w.Unpickler):
    def persistent_load(self, pid):
        return torch.storage.TypedStorage(wrap_storage=torch.UntypedStorage(64), dtype=torch.float32, _internal=True)
def outcome(data, allow):
    w._clear_safe_globals()
    if allow: torch.serialization.add_safe_globals(eval(allow))
    try:
        Stub(io.BytesIO(data), encoding="utf-8").load()
        return "yes"
    except Exception as error:
        return "no " + str(error)
major, minor = torch.__version__.split(".")[:2]
jobs = json.load(sys.stdin)
print(json.dumps([int(major) * 100 + int(minor), [outcome(base64.b64decode(d), a) for d, a in jobs]]))
`;

const NAMES = `
import json, sys
try:
    import torch, torch._weights_only_unpickler as w
except ImportError:
    sys.exit(77)
major, minor = torch.__version__.split(".")[:2]
print(json.dumps([int(major) * 100 + int(minor), [*w._get_allowed_globals(), *w._get_user_allowed_globals()]]))
`;

function oracle(
  jobs: readonly (readonly [bytes: string, allow: string])[],
): readonly [number, readonly string[]] | null {
  const input = JSON.stringify(jobs.map(([bytes, allow]) => [btoa(bytes), allow]));
  const { status, stdout } = spawnSync('python3', ['-c', ORACLE], { input, encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) return null;
  const answer: unknown = JSON.parse(stdout);
  if (!Array.isArray(answer) || typeof answer[0] !== 'number' || !Array.isArray(answer[1])) return null;
  return [answer[0], answer[1].map(String)];
}

const engine = instantiate(loadModule());

async function simulated(bytes: string, version: number): Promise<WeightsOnly> {
  const source = bytesSource(bytesOf(bytes), 'x.pkl');
  const read = (inner: ByteSource, start: number): Promise<PickleRun> => readPickle(inner, start, { engine });
  const run = await read(source, 0);
  const closest = closestTrace(run.traces);
  if (closest === undefined) throw new Error('no trace');
  const needs = (await needsPastProtocol(run.traces, source, read)) ?? needsOf(closest);
  run.close();
  return judgeNeeds(needs, version);
}

const storage = t(U('storage'), c('torch', 'FloatStorage'), U('0'), U('cpu'), 'K\x02');
const tensor = R(
  c('torch._utils', '_rebuild_tensor_v2'),
  `${storage}Q`,
  'K\x00',
  'K\x02\x85',
  'K\x01\x85',
  '\x89',
  R(c('collections', 'OrderedDict')),
);
const dtype = (core: string): string =>
  R(c(`numpy${core}`, 'dtype'), U('f8'), '\x89', '\x88') +
  t('K\x03', U('<'), 'N', 'N', 'N', 'J\xff\xff\xff\xff', 'J\xff\xff\xff\xff', 'K\x00') +
  'b';
const eight = R(c('_codecs', 'encode'), U('\x00\x00\x00\x00\x00\x00\xf8?'), U('latin1'));

/** Programs of protocol 2 as torch.save writes them, and variations that must be refused. */
const PROGRAMS: Readonly<Record<string, string>> = {
  tensor,
  parameter: R(c('torch._utils', '_rebuild_parameter'), tensor, '\x88', R(c('collections', 'OrderedDict'))),
  'a scalar of NumPy 1': R(c('numpy.core.multiarray', 'scalar'), dtype(''), eight),
  'a scalar of NumPy 2': R(c('numpy._core.multiarray', 'scalar'), dtype(''), eight),
  'an array': `${R(c('numpy.core.multiarray', '_reconstruct'), c('numpy', 'ndarray'), 'K\x00\x85', R(c('_codecs', 'encode'), U('b'), U('latin1')))}${t('K\x01', 'K\x01\x85', dtype(''), '\x89', eight)}b`,
  namespace: `${c('argparse', 'Namespace')})\x81}${U('lr')}K\x01sb`,
  'a defaultdict without items': R(c('collections', 'defaultdict'), c('__builtin__', 'list')),
  'a defaultdict with items': `${R(c('collections', 'defaultdict'), c('__builtin__', 'list'))}K\x01K\x02s`,
  'a deque': `${R(c('collections', 'deque'))}K\x01a`,
  'a path': R(c('pathlib', 'PosixPath'), U('/x')),
  'a date': R(
    c('datetime', 'datetime'),
    R(c('_codecs', 'encode'), U('\x07\xe4\x01\x01\x00\x00\x00\x00\x00\x00'), U('latin1')),
  ),
  'a counter': `${R(c('collections', 'Counter'))}K\x01K\x02s`,
  'items of a list': ']K\x00K\x01s',
  'a dtype that is called': R(c('torch', 'float32')),
  'a storage type that is called': R(c('torch', 'FloatStorage')),
  'a result that is called': R(R(c('collections', 'OrderedDict'))),
  'state of a list': ']}b',
  'a Python 2 name it maps': R(c('__builtin__', 'set'), ']'),
  'a Python 2 name it does not map': R(c('cPickle', 'loads')),
  'a size': R(c('torch', 'Size'), t('K\x01')),
  'a device': R(c('torch', 'device'), U('cpu')),
};

const JOBS = [
  ...CASES.filter(({ bytes }) => bytes.length < 6_000).map(({ id, bytes }) => [id, bytes] as const),
  ...Object.entries(PROGRAMS).map(([id, bytes]) => [id, `${P(2)}${bytes}.`] as const),
];

describe('torch’s own restricted unpickler', () => {
  test('allows the same names', (context) => {
    const { status, stdout } = spawnSync('python3', ['-c', NAMES], { encoding: 'utf8', timeout: 60_000 });
    const answer: unknown = status === 0 ? JSON.parse(stdout) : null;
    if (!Array.isArray(answer) || !Array.isArray(answer[1])) {
      context.skip();
      return;
    }
    expect([...allowedNames(Number(answer[0]))].sort()).toEqual(answer[1].map(String).sort());
  }, 120_000);

  test('agrees, also after the names it asks for are allowed', async (context) => {
    const again: [id: string, bytes: string, allow: string][] = [];
    for (const [id, bytes] of JOBS) {
      const result = await simulated(bytes, NEWEST);
      if (result.does === 'loads' || result.class !== 'global' || result.allow === null) continue;
      // Calls of the conformance cases are not for this machine to make.
      if (PROGRAMS[id] === undefined || id.includes('Python 2')) continue;
      again.push([id, bytes, `[${result.allow.map((key) => plain(entryText(key))).join(', ')}]`]);
    }
    expect(again.length).toBeGreaterThan(5);
    const said = oracle([
      ...JOBS.map(([, bytes]) => [bytes, ''] as const),
      ...again.map(([, bytes, allow]) => [bytes, allow] as const),
    ]);
    if (said === null) {
      context.skip();
      return;
    }
    const [version, answers] = said;
    for (const [i, [id, bytes]] of JOBS.entries()) {
      const result = await simulated(bytes, version);
      expect(`${id} ${(answers[i] ?? '').slice(0, 3).trim()}`, answers[i]).toBe(
        `${id} ${result.does === 'loads' ? 'yes' : 'no'}`,
      );
      if (result.does === 'loads') continue;
      if (result.class === 'global')
        expect(answers[i], id).toMatch(/Unsupported global|Can only build|must be imported/);
      if (result.class === 'opcode')
        expect(answers[i], id).toContain(`Unsupported operand ${bytes.charCodeAt(result.offset).toString()}`);
      if (result.class === 'blocked') expect(answers[i], id).toContain('is blocked');
    }
    const told = again.map(([id], i) => `${id}: ${answers[JOBS.length + i] ?? ''}`);
    expect(told).toEqual(told.map((line) => line.replace(/: .*/s, ': yes')));
  }, 120_000);
});
