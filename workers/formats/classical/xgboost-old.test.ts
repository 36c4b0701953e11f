import { describe, expect, test } from 'vitest';
import { ascii, bytes, u32 } from '../../containers/zip/build-zip.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { expectBroken, expectWhole } from '../../rules/conformance/whole.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (file: Uint8Array): Promise<Report> => inspectBytes(Uint8Array.from(file), 'model', engine);
const u64 = (n: number): Uint8Array => bytes(u32(n), u32(0));
const text = (value: string): Uint8Array => bytes(u64(value.length), ascii(value));
const floats = (n: number): Uint8Array => bytes(u64(n), new Uint8Array(n * 4).fill(0x3f));
const none: Uint8Array = new Uint8Array(0);

/** A node: what led to it, where it leads, by which feature. */
const node = (parent: number, left: number, right: number, feature: number): Uint8Array =>
  bytes(...[parent, left, right, feature, 0x3f000000].map(u32));
const STUMP = [node(-1, 1, 2, 1), node(0, -1, -1, 0), node(0, -1, -1, 0)];
const tree = (nodes: readonly Uint8Array[], { vector = none, count = nodes.length } = {}): Uint8Array =>
  bytes(
    ...[1, count, 0, 1, 2, vector.length].map(u32),
    new Uint8Array(31 * 4),
    ...nodes,
    new Uint8Array(nodes.length * 16),
    vector,
  );
const forest = (trees: readonly Uint8Array[], { infos = trees.map(() => 0), count = trees.length } = {}): Uint8Array =>
  bytes(u32(count), new Uint8Array(156), ...trees, ...infos.map(u32));
const linear = (weights: number): Uint8Array => bytes(new Uint8Array(136), floats(weights));

/** A model of two features. */
function model(
  booster: string,
  content: Uint8Array,
  { major = 1, classes = 0, head = 'binf', objective = 'binary:logistic', note = 'a note', end = none } = {},
): Uint8Array {
  const flags = [1, end.length > 0 ? 1 : 0];
  const learner = bytes(u32(0x3f000000), ...[2, classes, ...flags, major, 7].map(u32), new Uint8Array(27 * 4));
  const attributes = bytes(u64(1), text('note'), text(note));
  return bytes(ascii(head), learner, text(objective), text(booster), content, attributes, end);
}

const TREES = forest([tree(STUMP), tree([node(-1, -1, -1, 0)])]);
const METRICS = bytes(u64(2), text('auc'), text('error'));
const OLD = { major: 0, head: '' };

describe.each([
  ['trees', model('gbtree', TREES), 0],
  ['no head', model('gbtree', TREES, { head: '' }), 0],
  ['no trees', model('dart', forest([])), 0],
  ['classes', model('gbtree', forest([tree(STUMP), tree(STUMP)], { infos: [0, 2] }), { classes: 3 }), 0],
  ['dart', model('dart', bytes(TREES, floats(2))), 1],
  ['a line', model('gblinear', linear(3)), 1],
  ['lines', model('gblinear', linear(9), { classes: 3 }), 1],
  ['0.90', model('gbtree', TREES, { ...OLD, end: METRICS }), 0],
  [
    '0.90 for counts',
    model('gbtree', TREES, { ...OLD, objective: 'count:poisson', end: bytes(text('0.7'), METRICS) }),
    0,
  ],
  ['leaves of vectors', model('gbtree', forest([tree(STUMP, { vector: floats(4) })]), OLD), 0],
])('%s', (_name, file, tensors) => {
  test('is read to the last byte', () => expectWhole(inspect, file, 'xgboost-old', tensors));
  test('breaks off anywhere, and says so', () => expectBroken(inspect, file, 40));
});

test.each([
  ['a child outside', forest([tree([node(-1, 1, 3, 1), ...STUMP.slice(1)])])],
  ['a child before', forest([tree([node(-1, 1, -7, 1), ...STUMP.slice(1)])])],
  ['a way back to the root', forest([tree([node(-1, 1, 2, 1), node(0, 0, 2, 0), ...STUMP.slice(2)])])],
  ['one child of two', forest([tree([node(-1, 1, 1, 1), ...STUMP.slice(1)])])],
  ['a feature outside', forest([tree([node(-1, 1, 2, 2), ...STUMP.slice(1)])])],
  ['a class outside', forest([tree(STUMP)], { infos: [1] })],
  ['a negative class', forest([tree(STUMP)], { infos: [-1] })],
  ['no nodes', forest([tree([])])],
  ['more nodes than bytes', forest([tree(STUMP, { count: 0x7fffffff })])],
  ['fewer nodes than none', forest([tree(STUMP, { count: -1 })])],
  ['more trees than bytes', forest([tree(STUMP)], { count: 0x7fffffff })],
  ['fewer trees than none', forest([], { count: -1 })],
])('%s is told', async (_name, content) => {
  const { verdict, problems } = await inspect(model('gbtree', content));
  expect([verdict, problems.map(({ kind }) => kind)]).toEqual(['not-known', ['malformed', 'unclaimed']]);
});

test.each([
  ['too few weights', model('gblinear', linear(2)), 'malformed'],
  ['fewer weights than trees', model('dart', bytes(TREES, floats(1))), 'malformed'],
  ['another booster', model('other', TREES), 'unsupported'],
  ['Base64', ascii('bs64\tYmluZgAAAD8AAAA/AAAAPwAAAD8='), 'unsupported'],
])('%s: the model is not known', async (_name, file, kind) => {
  const { file: known, verdict, problems } = await inspect(file);
  expect([known.format, verdict]).toEqual(['xgboost-old', 'not-known']);
  expect(problems.map((one) => one.kind)).toContain(kind);
});

test('a program in it, and one behind it', async () => {
  const program = "cos\nsystem\n(S'id'\ntR.";
  expect((await inspect(model('gbtree', TREES, { note: program }))).programs).toHaveLength(1);
  const behind = await inspect(bytes(model('gbtree', TREES), ascii(program)));
  expect([behind.verdict, behind.status]).toEqual(['can-run-code', 'partial']);
});
