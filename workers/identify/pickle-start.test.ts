import { expect, test } from 'vitest';
import { bytesOf, CMD, EVIL, F, P } from '../rules/conformance/build.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = async (bytes: string, name: string): Promise<[string | null, string, string[]]> => {
  const { file, verdict, programs } = await inspectBytes(bytesOf(bytes), name, engine);
  return [file.format, verdict, programs.map(({ place }) => `${place.offset}`)];
};

test.each([
  ['words', 'car\ntruck\nbus\nbird\n'],
  ['words and brackets', 'cat\ndog\n(the\nR.\nconfig\nmodel\nt.\nlist\n(dp0\n'.repeat(50)],
  ['numbers', '123\n456\n'],
  ['words that begin as numbers do', 'Fade\n(cat\ncar\nIce cream\n'],
  ['a long number', `I${'9'.repeat(400)}\n`],
  ['words that are kept nowhere near the first slot', 'cat\ndog\nqueen\n'],
])('%s are text', async (_what, text) => {
  expect(await inspect(text, 'labels.txt')).toEqual(['text', 'nothing-runs', []]);
});

test.each([
  ['a call written in letters', `cos\nsystem\n(S'exit 7'\ntR.`, 'runs-code'],
  ['a call, then something that breaks', `cos\nsystem\n(S'exit 7'\ntR!!`, 'runs-code'],
  ['a number', 'I123\n.', 'nothing-runs'],
  ['a number of more digits than Python converts', `I${'9'.repeat(5000)}\n.`, 'not-known'],
  ['a frame that only Python’s own unpickler reads', `${P(4)}${F(999)}${EVIL}.`, 'runs-code'],
  ['a number without PROTO that C does not read', `F1_0.5\n0${EVIL}.`, 'runs-code'],
  ['an import that is kept, broken off', 'cevil\nx\np0\n(cev', 'review'],
  ['the same in binary', 'cevil\nx\nq\0(cev', 'review'],
  ['a frame that begins with what cannot be executed', `${P(4)}${F(6)}\x8f\x94(KNo.`, 'not-known'],
  ['a few opcodes, and one there is not', `${P(2)}]q\0(K\x01K\x02\xff`, 'not-known'],
  ['a number too large for C', `${P(2)}F1e999\n0${EVIL}.`, 'runs-code'],
  ['a number that C does not read', `${P(2)}F1_0.5\n0${EVIL}.`, 'runs-code'],
])('%s is a pickle', async (_what, bytes, verdict) => {
  expect(await inspect(bytes, 'a.pkl')).toEqual(['pickle', verdict, ['0']]);
});

test('a program in the middle of a text is found, words that look like one are not', async () => {
  const text = `Read me.\n\ncos\nsystem\n(S'exit 7'\ntR.\nThe end.\n`;
  expect(await inspect(text, 'readme.txt')).toEqual(['text', 'can-run-code', ['10']]);
  expect(await inspect(`Read me.\n\ncos\nsystem\n${CMD}`.slice(0, 22), 'readme.txt')).toEqual([
    'text',
    'nothing-runs',
    [],
  ]);
});
