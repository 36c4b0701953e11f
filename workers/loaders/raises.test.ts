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
  ['a list as a key', `}]K\x01s`],
  ['a dict in a tuple as a key', `}(K\x01}\x86K\x02u`],
  ['a list in a set', `\x8f(K\x01]\x90`],
  ['a dict in a frozenset', `(K\x01}\x91`],
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
  ['a frozenset as a key', `}(K\x01\x91K\x02s`],
  ['a tuple of texts as a key', `}${U('a')}${U('b')}\x86K\x02s`],
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

/** Start of the object that an opcode is tried on. */
const ORDERED = R(c('collections', 'OrderedDict'));
const OBJECT = R(c('builtins', 'object'));

/** Held against CPython 3.6 to 3.13 (rules/knowledge/generate/contracts.py) and torch 2.15. */
test.each([
  ['two arguments for OrderedDict', R(c('collections', 'OrderedDict'), ']', ']')],
  ['set of a number', R(c('builtins', 'set'), 'K\x05')],
  ['an argument for object.__new__', `${c('builtins', 'object')}K\x05\x85\x81`],
  ['partial of nothing that can be called', R(c('functools', 'partial'), 'K\x05')],
  ['a function made as if it were a class', `${c('operator', 'add')})\x81`],
  ['_reconstructor of no class', R(c('copyreg', '_reconstructor'), 'K\x05', c('builtins', 'object'), 'N')],
  ['too few arguments for a tensor', R(c('torch._utils', '_rebuild_tensor_v2'), 'N', 'K\x00')],
  ['an item of a timedelta', `${R(c('datetime', 'timedelta'), 'K\x01')}K\x00K\x01s`],
  ['a call of a Decimal', `${R(c('decimal', 'Decimal'), 'K\x01')})R`],
  ['an attribute of an object without any', `${OBJECT}}${U('x')}K\x01sb`],
  ['a state that is no dict', `${ORDERED}K\x05b`],
  ['an item added to an OrderedDict', `${ORDERED}K\x01a`],
  ['a state that is no dict for an exception', `${R(c('builtins', 'ValueError'))}K\x05b`],
  [
    'a state of another length for an array',
    `${R(c('numpy.core.multiarray', '_reconstruct'), c('numpy', 'ndarray'), 'K\x00\x85', 'C\x01b')}K\x01\x85b`,
  ],
  ['an item of what a function gives', `${R(c('builtins', 'len'), ']')}K\x00K\x01s`],
  ['a module of Python 2, not translated', `${P(3)}${c('__builtin__', 'len')}`],
  ['a name that datetime has not', c('datetime', 'datetimes')],
])('%s raises: what follows is not carried out', async (_what, bytes) => {
  const report = await inspect(`${START}${bytes}0${EVIL}.`);
  expect(outcomes(report)).toEqual(['fails', 'fails', 'fails']);
  expect(report.verdict).toBe('runs-code');
});

test.each([
  ['no argument for os.system', R(c('os', 'system'))],
  ['two arguments for os.system', R(c('os', 'system'), U('id'), U('id'))],
  ['os.system made as if it were a class', `${c('os', 'system')}${U('id')}\x85\x81`],
  ['no argument for eval', R(c('builtins', 'eval'))],
])('%s: nothing runs, and the verdict stays', async (_what, bytes) => {
  const report = await inspect(`${START}${bytes}.`);
  expect(outcomes(report)).toEqual(['fails', 'fails', 'fails']);
  expect(report.verdict).toBe('runs-code');
  expect(report.findings[0]?.severity).toBe('critical');
  expect(plain(report.summary.headline)).toContain('stop before');
});

test.each([
  ['a class with what it takes', R(c('builtins', 'set'), ']')],
  ['bytes for a date, as old files have', R(c('datetime', 'date'), U('\x07\x01\x01\x01'))],
  ['an argument for OrderedDict.__new__', `${c('collections', 'OrderedDict')}K\x05\x85\x81`],
  ['what a library’s function gives', R(c('builtins', 'set'), R(c('numpy', 'arange'), 'K\x03'))],
  [
    'an attribute an earlier state put there',
    `${R(c('argparse', 'Namespace'))}}${U('append')}${c('builtins', 'len')}sb]a`,
  ],
  [
    'a __setstate__ that an earlier state put there',
    `${R(c('builtins', 'ValueError'))}}${U('__setstate__')}${c('builtins', 'len')}sb]b`,
  ],
  ['what dill calls the main module', `${P(3)}${c('__builtin__', '__main__')}`],
  ['a state without anything', `${OBJECT}Nb`],
])('%s does not', async (_what, bytes) => {
  expect(outcomes(await inspect(`${START}${bytes}0${EVIL}.`))[0]).not.toBe('fails');
});

test('a class that the program changed may have what it has not', async () => {
  const change = `${c('argparse', 'Namespace')}N}${U('__setitem__')}${c('builtins', 'len')}s\x86b0`;
  const report = await inspect(`${START}${change}${R(c('argparse', 'Namespace'))}K\x01K\x02s0${EVIL}.`);
  expect(outcomes(report)).toEqual(['runs', 'runs', 'runs']);
  expect(report.loaders.find(({ id }) => id === 'pickle.load')?.ranBefore).toBe(false);
});

test('the unpickler in Python passes over empty states', async () => {
  const report = await inspect(`${START}${OBJECT}}b0${EVIL}.`);
  expect(outcomes(report)).toEqual(['fails', 'runs', 'runs']);
});

test('an instance as state may test as false', async () => {
  const report = await inspect(`${START}${OBJECT}${R(c('datetime', 'timedelta'))}b0${EVIL}.`);
  expect(outcomes(report)).toEqual(['fails', 'runs', 'runs']);
});

test('a call that raises stops torch.load too', async () => {
  const report = await inspect(`${P(2)}${R(c('collections', 'OrderedDict'), ']', ']')}.`);
  const restricted = report.loaders.find(({ id }) => id === 'torch.load>=2.6');
  expect(restricted?.outcome).toBe('fails');
  expect(plain(restricted?.reason ?? [])).toContain('0 to 1 arguments, not 2');
});

/** pandas/io/pickle.py: what the unpickler itself refuses ends it; a name or a type that is wrong is tried once more, in Python. */
test.each([
  ['a frame that C does not read', `${P(4)}\x95\xff\0\0\0\0\0\0\0${EVIL}.`, ['fails', 'runs', 'fails']],
  ['a number that C does not read', `${P(2)}F1_0.5\n0${EVIL}.`, ['fails', 'runs', 'runs']],
  ['an item of None', `${START}N)a${EVIL}.`, ['fails', 'fails', 'fails']],
])('pandas after %s', async (_what, bytes, rows) => {
  expect(outcomes(await inspect(bytes))).toEqual(rows);
});

test('a file makes room for a frame before it looks how much there is', async () => {
  const rows = (await inspect(`${P(4)}\x95\x09\0\0\0\0\0\x74\x71${U('a')}${EVIL}.`)).loaders;
  const joblib = rows.find(({ id }) => id === 'joblib.load');
  expect(joblib?.outcome).toBe('fails');
  expect(plain(joblib?.reason ?? [])).toContain('No machine has room for a frame of');
  expect((await inspect(`${P(4)}\x95\x09\0\0\0\0\0\x74\x71${U('a')}${EVIL}.`)).verdict).toBe('runs-code');
});

test('pandas before 1.0 tried again whatever was raised', async () => {
  const { loaders } = await inspect(`${P(4)}\x95\xff\0\0\0\0\0\0\0${EVIL}.`);
  expect(loaders.find(({ id }) => id === 'pandas.read_pickle<1')?.outcome).toBe('runs');
  const alike = (await inspect(`${START}${EVIL}.`)).loaders;
  expect(alike.some(({ id }) => id === 'pandas.read_pickle<1')).toBe(false);
});
