import { describe, expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import { ascii, bytes, torchZip, zip } from '../../containers/zip/build-zip.ts';
import type { TensorFact } from '../../facts.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { int, stateDict, tensorOf, text } from './build-checkpoint.ts';
import { contiguous } from './rebuilds.ts';

const engine = instantiate(loadModule());
const STORAGE = new Uint8Array(16).fill(1);
const TENSOR = { name: '', key: '0', shape: [2], numel: 4 };
const tensor = tensorOf(TENSOR);
const pickled = (...parts: Uint8Array[]): Uint8Array => bytes(Uint8Array.of(0x80, 2), ...parts, ascii('.'));

async function tensors(object: Uint8Array, storage = STORAGE): Promise<TensorFact[]> {
  const { facts } = await analyse(
    bytesSource(torchZip('a', { 'data.pkl': object, 'data/0': storage }), 'm.pt'),
    engine,
  );
  return facts.filter((fact) => fact.kind === 'tensor');
}

const names = async (object: Uint8Array): Promise<string[]> => (await tensors(object)).map(({ name }) => name);

describe('a tensor is named by the keys that lead to it', () => {
  test('dicts and lists', async () => {
    const inner = bytes(ascii('}'), text('w'), tensor, ascii('s'));
    expect(await names(pickled(ascii('}'), text('model'), inner, ascii('s')))).toEqual(['model.w']);
    expect(await names(pickled(ascii(']'), tensor, ascii('a'), tensor, ascii('a')))).toEqual(['0', '1']);
    expect(await names(pickled(ascii('}'), int(7), tensor, ascii('s')))).toEqual(['7']);
  });

  test('an OrderedDict, filled by items or made from pairs as Python 2 did', async () => {
    expect(await names(stateDict([{ ...TENSOR, name: 'a.b' }], true))).toEqual(['a.b']);
    const pair = bytes(ascii(']('), text('w'), tensor, ascii('e'));
    const made = bytes(ascii('ccollections\nOrderedDict\n('), ascii(']'), pair, ascii('atR'));
    expect(await names(pickled(made))).toEqual(['w']);
  });

  test('a module: its state without the dicts it keeps its parts in, a Parameter as its tensor', async () => {
    const parameter = bytes(
      ascii('ctorch._utils\n_rebuild_parameter\n('),
      tensor,
      Uint8Array.of(0x88),
      ascii('ccollections\nOrderedDict\n)RtR'),
    );
    const dict = (key: string, value: Uint8Array): Uint8Array => bytes(ascii('}'), text(key), value, ascii('s'));
    const module = (state: Uint8Array): Uint8Array =>
      bytes(ascii('ctorch.nn\nModule\n)'), Uint8Array.of(0x81), state, ascii('b'));
    const leaf = module(dict('_parameters', dict('weight', parameter)));
    expect(await names(pickled(module(dict('_modules', dict('conv', leaf)))))).toEqual(['conv.weight']);
  });

  test('one nobody keeps is told by where it is made', async () => {
    expect(await names(pickled(tensor, ascii('0N')))).toEqual([
      expect.stringMatching(/^\(unnamed, made at 0x[0-9a-f]+\)$/),
    ]);
  });

  test('an object that holds itself ends', async () => {
    const loop = bytes(ascii('}q\0'), text('self'), ascii('h\0s'), text('w'), tensor, ascii('s'));
    expect(await names(pickled(loop))).toEqual(['w']);
  });
});

describe('other ways to rebuild', () => {
  test('_rebuild_from_type_v2 calls what it is given', async () => {
    const call = bytes(
      ascii('ctorch._tensor\n_rebuild_from_type_v2\n('),
      ascii('ctorch._utils\n_rebuild_tensor_v2\nctorch\nTensor\n'),
    );
    const args = tensor.subarray(ascii('ctorch._utils\n_rebuild_tensor_v2\n').length, tensor.length - 1);
    expect(await tensors(pickled(call, args, ascii('}tR')))).toMatchObject([
      { dtype: 'float32', shape: [2], problem: null },
    ]);
  });

  test('_rebuild_tensor_v3 over an untyped storage takes its dtype argument', async () => {
    const untyped = bytes(
      ascii('('),
      text('storage'),
      ascii('ctorch.storage\nUntypedStorage\n'),
      text('0'),
      text('cpu'),
      int(16),
      ascii('tQ'),
    );
    const call = bytes(
      ascii('ctorch._utils\n_rebuild_tensor_v3\n('),
      untyped,
      int(0),
      ascii('('),
      int(16),
      ascii('t('),
      int(1),
      ascii('t'),
    );
    const object = pickled(call, Uint8Array.of(0x89), ascii('ccollections\nOrderedDict\n)Rctorch\nfloat8_e4m3fn\ntR'));
    expect(await tensors(object)).toMatchObject([{ dtype: 'float8_e4m3fn', bytes: 16, problem: null }]);
  });

  test('a size given as torch.Size', async () => {
    const size = bytes(ascii('ctorch\nSize\n(('), int(4), ascii('ttR'));
    const plain = bytes(ascii('('), int(2), ascii('t'));
    const at = indexOf(tensor, plain);
    expect(await tensors(pickled(tensor.subarray(0, at), size, tensor.subarray(at + plain.length)))).toMatchObject([
      { shape: [4] },
    ]);
  });

  test('an element type nobody knows', async () => {
    expect(await tensors(pickled(tensorOf({ ...TENSOR, type: 'OddStorage' })))).toMatchObject([
      { dtype: 'unknown', problem: null },
    ]);
  });
});

test('a storage that is deflated counts as long as it unpacks to', async () => {
  const { deflateRawSync } = await import('node:zlib');
  const file = zip([
    { name: 'a/data.pkl', data: stateDict([{ ...TENSOR, name: 'w' }]) },
    { name: 'a/data/0', data: STORAGE, deflated: deflateRawSync(STORAGE) },
  ]);
  const { facts } = await analyse(bytesSource(file, 'm.pt'), engine);
  expect(facts.filter((fact) => fact.kind === 'tensor')).toMatchObject([
    { problem: null, storage: { bytes: 16, record: null } },
  ]);
});

test('contiguous strides', () => {
  expect(contiguous([2, 3, 4])).toEqual([12, 4, 1]);
  expect(contiguous([])).toEqual([]);
  expect(contiguous([0, 5])).toEqual([5, 1]);
});

function indexOf(all: Uint8Array, part: Uint8Array): number {
  return Buffer.from(all).indexOf(part);
}
