import { expect, test } from 'vitest';
import { field } from '../lang/protobuf/build.ts';
import { plain } from '../report/prose.ts';
import { inspectBytes } from '../rules/conformance/inspect.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';

const engine = instantiate(loadModule());

/** A model that adds a tensor, or hands it to an operator of another library. */
function model(tensor: readonly number[], domain = '', type = 'Add'): Uint8Array {
  const node = [...field(1, 'x'), ...field(1, 'w'), ...field(2, 'y'), ...field(4, type), ...field(7, domain)];
  const graph = [...field(1, node), ...field(2, 'g'), ...field(5, tensor)];
  const parts = [field(1, 8), field(2, 'pytorch'), field(7, graph), field(8, field(2, 13))];
  return Uint8Array.from(parts.flat());
}
const named = [...field(1, 4), ...field(2, 1), ...field(8, 'w')];
const inside = [...named, ...field(9, '0123456789abcdef')];
const entry = (key: string, value: string): number[] => field(13, [...field(1, key), ...field(2, value)]);
const at = (location: string, ...more: readonly (readonly number[])[]): number[] => [
  ...named,
  ...entry('location', location),
  ...more.flat(),
  ...field(14, 1),
];
const rows = async (bytes: Uint8Array): Promise<string[]> =>
  (await inspectBytes(bytes, 'm.onnx', engine)).loaders.map(({ id, outcome }) => `${id} ${outcome}`);

// What onnx 1.16.2 to 1.23.2 and ONNX Runtime 1.15.1 to 1.32.0 did with these; "runs" is to read what the path leads to.
test.each<[string, Uint8Array, string[]]>([
  ['numbers inside', model(inside), ['loads', 'loads']],
  ['numbers beside', model(at('w.bin')), ['loads', 'loads']],
  ['in a folder beside', model(at('sub/w.bin')), ['loads', 'loads']],
  ['by a detour', model(at('sub/../w.bin')), ['loads', 'loads']],
  ['in the folder above', model(at('../w.bin')), ['refuses', 'refuses', 'runs']],
  ['above, by a detour', model(at('a/../../w.bin')), ['refuses', 'refuses', 'runs']],
  ['from the root', model(at('/etc/passwd')), ['refuses', 'refuses', 'runs']],
  ['from an address', model(at('http://host/w')), ['refuses', 'refuses', 'unknown']],
  ['with a key of its own', model(at('w.bin', entry('foo', 'bar'))), ['loads', 'fails']],
  ['a file without a name', model(at('')), ['fails', 'fails']],
  ['too few numbers', model([...named, ...field(9, '0123')]), ['loads', 'fails']],
  ['another library', model(inside, 'com.evil', 'Evil'), ['loads', 'fails']],
  ['Python', model(inside, 'ai.onnx.contrib', 'PyOp'), ['loads', 'fails']],
  ['a contributed operator', model(inside, 'com.microsoft', 'BiasGelu'), ['loads', 'loads']],
])('%s', async (_, bytes, does) => {
  const ids = ['onnx.load', 'onnxruntime>=1.24', 'onnxruntime<1.24'];
  expect(await rows(bytes)).toEqual(does.map((one, i) => `${ids[i] ?? ''} ${one}`));
});

test('a model that breaks off is taken by nobody', async () => {
  const broken = model(inside).slice(0, -20);
  expect(await rows(broken)).toEqual(['onnx.load fails', 'onnxruntime>=1.24 fails']);
});

test('rows say what is read, and where that is written', async () => {
  const { loaders } = await inspectBytes(model(at('../../etc/passwd')), 'm.onnx', engine);
  expect(loaders.map(({ reason }) => plain(reason))).toEqual([
    "A tensor's data is in ../../etc/passwd.",
    "A tensor's data is in ../../etc/passwd.",
    'It takes numbers from ../../etc/passwd.',
  ]);
  expect(loaders.every(({ at: place }) => place !== null && place.length > 0)).toBe(true);
  const { loaders: beside } = await inspectBytes(model(at('w.bin')), 'm.onnx', engine);
  expect(plain(beside[0]?.reason ?? [])).toBe('Nothing runs. Numbers come from w.bin beside it.');
});
