import { describe, expect, test } from 'vitest';
import { ascii, bytes, u32 } from '../../containers/zip/build-zip.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { expectBroken, expectWhole } from '../../rules/conformance/whole.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (file: Uint8Array): Promise<Report> => inspectBytes(Uint8Array.from(file), 'index', engine);
const u64 = (n: number): Uint8Array => bytes(u32(n), u32(0));
const zeros = (n: number): Uint8Array => new Uint8Array(n);
const list = (count: number, each: number): Uint8Array => bytes(u64(count), new Uint8Array(count * each).fill(0x3f));
const ints = (...values: readonly number[]): Uint8Array => bytes(u64(values.length), ...values.map(u32));
const longs = (...values: readonly number[]): Uint8Array => bytes(u64(values.length), ...values.map(u64));

const D = 4;
/** An index of vectors of four numbers. */
function index(tag: string, n: number, ...rest: readonly Uint8Array[]): Uint8Array {
  return bytes(ascii(tag), u32(D), u64(n), u64(1 << 20), u64(1 << 20), Uint8Array.of(1), u32(1), ...rest);
}
const bits = (tag: string, n: number, ...rest: readonly Uint8Array[]): Uint8Array =>
  bytes(ascii(tag), u32(16), u32(2), u64(n), Uint8Array.of(1), u32(1), ...rest);
const flat = (n: number, codes = n * D): Uint8Array => index('IxF2', n, list(codes, 4));
const ivf = (tag: string, ...rest: readonly Uint8Array[]): Uint8Array =>
  index(tag, 3, u64(2), u64(1), flat(2), Uint8Array.of(0), u64(0), ...rest);
const pq = bytes(u64(D), u64(2), u64(4), list(D * 16, 4));
const lists = (each: number): Uint8Array =>
  bytes(ascii('ilar'), u64(2), u64(each), ascii('full'), longs(1, 2), zeros(3 * (each + 8)));
const sparse = (...sizes: readonly number[]): Uint8Array =>
  bytes(ascii('ilar'), u64(2), u64(16), ascii('sprs'), longs(...sizes), zeros(3 * 24));
const hnsw = ({ levels = [1, 1], offsets = [0, 2, 4], neighbors = [1, -1, 0, -1], entry = 0 } = {}): Uint8Array =>
  bytes(list(1, 8), ints(0, 2), ints(...levels), longs(...offsets), ints(...neighbors), u32(entry), zeros(16));
const graph = (...ids: readonly number[]): Uint8Array =>
  bytes(zeros(21), u32(2), u32(1), zeros(12), u32(0), Uint8Array.of(1), ...ids.map(u32));
const tail = bytes(u32(D), u32(D), Uint8Array.of(1));
const chain = (...transforms: readonly Uint8Array[]): Uint8Array =>
  index('IxPT', 2, u32(transforms.length), ...transforms, flat(2));
const linear = bytes(Uint8Array.of(1), list(D * D, 4), list(D, 4));
const remap = (...map: readonly number[]): Uint8Array => bytes(ascii('RmDT'), ints(...map), tail);
const additive = (search: number, ...norms: readonly Uint8Array[]): Uint8Array =>
  bytes(u64(D), u64(1), longs(4), Uint8Array.of(1), list(D * 16, 4), u32(search), zeros(8), ...norms, zeros(8));
const elsewhere = bytes(ascii('ilod'), u64(2), u64(16), list(2, 24), list(1, 16), u64(4), ascii('/etc'), u64(99));

describe.each([
  ['Flat', flat(3), 1],
  ['Flat, nothing in it', flat(0), 0],
  ['another metric', bytes(flat(1).slice(0, 33), u32(4), u32(0), list(D, 4)), 1],
  ['IVF, Flat', ivf('IwFl', lists(16)), 2],
  ['IVF, some lists empty', ivf('IwFl', sparse(1, 3)), 2],
  ['IVF, lists not written', ivf('IwFl', ascii('il00')), 1],
  ['IVF, PQ', ivf('IwPQ', zeros(9), pq, lists(1)), 3],
  ['IVF, PQ, refined', ivf('IwQR', zeros(9), pq, lists(1), pq, list(3, 1), zeros(4)), 5],
  [
    'IVF, packed',
    ivf('IwPf', zeros(33), pq, ascii('ilbl'), u64(2), zeros(24), list(1, 8), list(4, 1), longs(), u64(0)),
    3,
  ],
  [
    'IVF, batches',
    ivf(
      'IwP2',
      zeros(16),
      ascii('ilp2'),
      u64(2),
      u64(16),
      u64(1),
      u64(2),
      ascii('full'),
      longs(0, 3),
      zeros(24 + 64 + 32),
    ),
    2,
  ],
  [
    'IVF of old',
    index('IvFL', 3, u64(2), u64(1), flat(2), longs(7), longs(8, 9), zeros(9), list(16, 1), list(32, 1)),
    3,
  ],
  ['PQ', index('IxPq', 3, pq, list(3, 1), zeros(9)), 2],
  ['SQ', index('IxSQ', 3, zeros(20), u64(4), list(8, 4), list(12, 1)), 2],
  ['RQ', index('IxRq', 3, additive(0), u64(1), list(3, 1)), 3],
  ['RQ with norms', index('IxRq', 3, additive(9, list(16, 4), list(16, 4)), u64(1), list(3, 1)), 5],
  ['HNSW', index('IHNf', 2, hnsw(), flat(2)), 6],
  ['NSG', index('INSf', 2, graph(1, -1, -1), flat(2)), 1],
  ['IDMap', index('IxM2', 2, flat(2), longs(7, 9)), 2],
  [
    'a transform of two',
    chain(
      bytes(
        ascii('Viqt'),
        list(4, 4),
        zeros(1),
        ascii('Viqm'),
        zeros(8),
        linear,
        tail,
        ascii('LTra'),
        linear,
        tail,
        tail,
      ),
    ),
    6,
  ],
  ['transforms', chain(bytes(ascii('LTra'), linear, tail), remap(3, 2, -1, 0)), 4],
  ['LSH', index('IxHe', 2, zeros(6), list(0, 4), u32(1), ascii('rrot'), linear, tail, list(2, 1)), 3],
  ['bits', bits('IBxF', 3, list(6, 1)), 1],
  ['bits, IVF', bits('IBwF', 3, u64(2), u64(1), bits('IBxF', 2, list(4, 1)), zeros(9), lists(2)), 2],
  ['bits, hashes', bits('IBHh', 1, zeros(8), u64(1), u32(1), list(2, 1), longs(0), list(2, 1)), 2],
])('%s', (_name, file, tensors) => {
  test('is read to the last byte', () => expectWhole(inspect, file, 'faiss', tensors));
  test('breaks off anywhere, and says so', () => expectBroken(inspect, file, 25));
});

test.each([
  ['more vectors than codes', flat(3, 8)],
  ['fewer centroids than codes', index('IxPq', 3, u64(D), u64(2), u64(8), list(D * 16, 4), list(3, 1), zeros(9))],
  ['fewer codes than vectors', index('IxPq', 3, pq, list(2, 1), zeros(9))],
  ['a neighbour outside', index('IHNf', 2, hnsw({ neighbors: [1, 2, 0, -1] }), flat(2))],
  ['a neighbour before', index('IHNf', 2, hnsw({ neighbors: [1, -2, 0, -1] }), flat(2))],
  ['neighbours outside', index('IHNf', 2, hnsw({ offsets: [0, 2, 5] }), flat(2))],
  ['a level outside', index('IHNf', 2, hnsw({ levels: [1, 2] }), flat(2))],
  ['too few levels', index('IHNf', 2, hnsw({ levels: [1] }), flat(2))],
  ['an entry outside', index('IHNf', 2, hnsw({ entry: 2 }), flat(2))],
  ['fewer vectors than a graph has', index('IHNf', 2, hnsw(), flat(1))],
  ['a way out of a graph', index('INSf', 2, graph(2, -1, -1), flat(2))],
  ['too many ways', index('INSf', 2, graph(1, 1, -1, -1), flat(2))],
  ['fewer names than vectors', index('IxMp', 2, flat(2), longs(7))],
  ['more lists asked for than there are', index('IwFl', 3, u64(2), u64(1), flat(3), zeros(9), lists(16))],
  ['a dimension outside', chain(remap(0, 1, 2, 4))],
  ['fewer dimensions than come out', chain(remap(0, 1, 2))],
  ['a list twice', ivf('IwFl', sparse(1, 1, 1, 2))],
  ['a list outside', ivf('IwFl', sparse(2, 3))],
  ['lists longer than the file', ivf('IwFl', sparse(0, 0x7fffffff))],
  ['more transforms than bytes', index('IxPT', 2, u32(0x7fffffff), flat(2))],
  [
    'batches of nothing',
    ivf('IwP2', zeros(16), ascii('ilp2'), u64(2), u64(16), u64(1), u64(0), ascii('full'), longs(0, 3)),
  ],
])('%s: that is told', async (_name, file) => {
  const { verdict, problems } = await inspect(file);
  expect([verdict, problems[0]?.kind]).toEqual(['not-known', 'malformed']);
});

test.each([
  ['an unknown kind inside', index('IxMp', 2, ascii('IxZZ'), zeros(40)), 'unsupported'],
  ['no kind inside', index('IxMp', 2, ascii('ilar'), zeros(40)), 'unsupported'],
  [
    'a transform in itself',
    index('IxPT', 2, u32(1), ascii('Viqt'), list(4, 4), zeros(1), ascii('Viqt'), zeros(40)),
    'unsupported',
  ],
  ['more parts than anybody has', index('IxPT', 2, u32(70_000), zeros(300_000)), 'limit'],
  ['indexes a hundred deep', bytes(...Array.from({ length: 100 }, () => index('IRMf', 2)), flat(2)), 'limit'],
])('%s: the index is not known', async (_name, file, kind) => {
  const { verdict, problems } = await inspect(file);
  expect([verdict, problems[0]?.kind]).toEqual(['not-known', kind]);
});

test('vectors in another file: its name is told', async () => {
  const { verdict, problems, coverage } = await inspect(ivf('IwFl', elsewhere));
  expect([verdict, problems.length, coverage.accounted]).toEqual(['not-known', 1, coverage.size]);
  expect(problems[0]?.what).toContainEqual({ data: '/etc' });
});

test('a program behind an index', async () => {
  const behind = await inspect(bytes(flat(2), ascii("cos\nsystem\n(S'id'\ntR.")));
  expect([behind.verdict, behind.status]).toEqual(['can-run-code', 'partial']);
});
