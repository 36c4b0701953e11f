import { expect, test } from 'vitest';
import { plain } from '../report/prose.ts';
import type { Report } from '../report/schema.ts';
import { bytesOf, c, EVIL, P, R, U } from '../rules/conformance/build.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: string): Promise<Report> => inspectBytes(bytesOf(bytes), 'a.pkl', engine);
/** So much of a program that no one doubts that it is one. */
const START = `${P(2)}}${U('a')}${R(c('collections', 'OrderedDict'))}s0`;
const outcomes = (report: Report): (string | undefined)[] =>
  ['pickle.load', 'joblib.load', 'pandas.read_pickle'].map(
    (id) => report.loaders.find((row) => row.id === id)?.outcome,
  );

/** Held against `pickle.load` and `pickle._Unpickler` of CPython 3.11. */
test.each([
  ['BUILD on a number', `K\x05}${U('x')}K\x01sb`],
  ['BUILD with slots on a text', `${U('a')}N}${U('x')}K\x01s\x86b`],
  ['BUILD with a text on a list', `]${U('x')}b`],
  ['an item of a tuple', 'K\x05\x85K\x00K\x01s'],
  ['APPEND on a dict', '}K\x01a'],
  ['a name that no release has', c('builtins', 'opens')],
  ['a name that no release has, as a class', `${c('collections', 'OrderedDicts')})\x81`],
])('%s raises: what follows is not carried out', async (_what, bytes) => {
  const report = await inspect(`${START}${bytes}0${EVIL}.`);
  expect(outcomes(report)).toEqual(['fails', 'fails', 'fails']);
  expect(report.verdict).toBe('runs-code');
  expect(plain(report.summary.headline)).toContain('stop before');
  expect(report.loaders.find(({ id }) => id === 'pickle.load')?.at?.offset).toBeLessThan(START.length + bytes.length);
});

test.each([
  ['a call of a number', 'K\x05)R'],
  ['a call of a tuple', 'K\x05\x85)R'],
  ['an item of None', 'NK\x00K\x01s'],
])('%s ends the program', async (_what, bytes) => {
  const report = await inspect(`${START}${bytes}0${EVIL}.`);
  expect(outcomes(report)).toEqual(['fails', 'fails', 'fails']);
  expect(report.verdict).toBe('can-run-code');
});

test.each([
  ['BUILD with None', 'K\x05Nb'],
  ['an item of a list in a list', ']]a'],
  ['APPEND on a bytearray', `${R(c('builtins', 'bytearray'))}K\x01a`],
  ['a name of Python 2', c('__builtin__', 'xrange')],
  ['a name with an underscore', c('collections', '_Counter')],
])('%s does not, or not for certain', async (_what, bytes) => {
  expect(outcomes(await inspect(`${START}${bytes}0${EVIL}.`))[0]).toBe('runs');
});

test('what runs before counts', async () => {
  expect(outcomes(await inspect(`${START}${EVIL}0K\x05}${U('x')}K\x01sb.`))).toEqual(['runs', 'runs', 'runs']);
});
