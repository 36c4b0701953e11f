import { expect, test } from 'vitest';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { OUTLINE_SECTIONS, outline } from './outline.ts';
import { readPickle } from './read.ts';

const engine = instantiate(loadModule());
const text = (value: string): string => `X${String.fromCharCode(value.length)}\0\0\0${value}`;

async function parts(program: string): Promise<string[]> {
  const bytes = Uint8Array.from(program, (c) => c.charCodeAt(0));
  const run = await readPickle(bytesSource(bytes, 'x.pkl'), 0, { engine });
  const trace = run.traces[0];
  const found = trace === undefined ? [] : outline(trace);
  run.close();
  return found.map(({ from, to, name, label }) => `${from.toString()}-${to.toString()} ${name} ${label}`);
}

test('keys with a number are layers, others are told by their first part', async () => {
  const keys = ['embed.weight', 'layer.0.a', 'layer.0.b', 'layer.1.a', 'head.bias'];
  const program = `}(${keys.map((key) => `${text(key)}]`).join('')}u.`;
  expect(await parts(program)).toEqual(['2-4 embed embed', '4-8 layer.0 0', '8-10 layer.1 1', '10-12 head head']);
});

test('what every name begins with tells nothing, and dicts in dicts are parts of them', async () => {
  const inner = `}(${text('a')}]${text('b')}]u`;
  expect(await parts(`}(${text('model')}${inner}u.`)).toEqual(['2-5 model model', '5-7 model.a a', '7-9 model.b b']);
});

test('items and state of an object: the state is one part, whatever it holds', async () => {
  const state = `}(${text('_metadata')}}(${text('q')}]${text('r')}]uu`;
  const program = `ccollections\nOrderedDict\n)R(${text('x')}]${text('y')}]u${state}b.`;
  expect(await parts(program)).toEqual(['4-6 x x', '6-11 y y', '11-13 _metadata _metadata']);
});

test('a key that was written before is where its value is', async () => {
  expect(await parts(`}(${text('a')}q\0]${text('b')}}(h\0]uu.`)).toEqual(['2-5 a a', '5-10 b b']);
});

test('nothing is said of keys that are no names, of too many parts, of what never ends', async () => {
  expect(await parts(`}(${text('a')}])]u.`)).toEqual([]);
  expect(await parts(`}(${text('a')}]u`)).toEqual([]);
  const many = Array.from({ length: OUTLINE_SECTIONS + 1 }, (_, i) => `${text(`k${i.toString()}`)}]`).join('');
  expect(await parts(`}(${many}u.`)).toEqual([]);
});

test('a dict that holds itself is looked into once', async () => {
  expect(await parts(`}q\0(${text('me')}h\0u.`)).toEqual(['3-4 me me']);
});
