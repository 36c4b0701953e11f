import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, bytes, u32 } from '../../containers/zip/build-zip.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (file: Uint8Array): Promise<Report> => inspectBytes(Uint8Array.from(file), 'model', engine);
const i64 = (n: number): Uint8Array => bytes(u32(n), u32(0));
const floats = (n: number): Uint8Array => new Uint8Array(n * 4).fill(0x3f);
const key = (text: string): Uint8Array => bytes(ascii('L'), new Uint8Array(7), Uint8Array.of(text.length), ascii(text));
const PROGRAM = ascii("cos\nsystem\n(S'id'\ntR.");

/** As XGBoost writes it: names of eight bytes' length, typed arrays with a count, texts. */
const xgboost = (note: Uint8Array): Uint8Array =>
  bytes(
    ascii('{'),
    key('learner'),
    ascii('{'),
    key('note'),
    ascii('SL'),
    new Uint8Array(7),
    Uint8Array.of(note.length),
    note,
    key('base_weights'),
    ascii('[$d#L'),
    new Uint8Array(7),
    Uint8Array.of(6),
    floats(6),
    key('trees'),
    ascii('[#i'),
    Uint8Array.of(2),
    ascii('{}TZ'.slice(0, 3)),
    key('mixed'),
    ascii('[i'),
    Uint8Array.of(5),
    ascii('F]}'),
    key('version'),
    ascii('[#L'),
    new Uint8Array(7),
    Uint8Array.of(2),
    ascii('i'),
    Uint8Array.of(3),
    ascii('i'),
    Uint8Array.of(2),
    ascii('}'),
  );

const word = (text: string): Uint8Array => bytes(ascii(text), Uint8Array.of(0), i64(3), Uint8Array.of(0));
const fasttext = (...words: readonly Uint8Array[]): Uint8Array =>
  bytes(
    Uint8Array.of(0xba, 0x16, 0x4f, 0x2f),
    u32(12),
    new Uint8Array(56),
    ...[words.length, words.length, 0].map(u32),
    i64(9),
    new Uint8Array(8).fill(0xff),
    ...words,
    Uint8Array.of(0),
    i64(2),
    i64(3),
    floats(6),
    Uint8Array.of(0),
    i64(1),
    i64(3),
    floats(3),
  );

const mxnet = (name: Uint8Array): Uint8Array =>
  bytes(
    i64(0x112),
    i64(0),
    i64(1),
    u32(0xf993fac9),
    u32(0),
    u32(2),
    i64(2),
    i64(2),
    u32(1),
    u32(0),
    u32(0),
    floats(4),
    i64(1),
    i64(name.length),
    name,
  );

const word2vec = (text: Uint8Array): Uint8Array =>
  bytes(ascii('2 3\na '), new Uint8Array(12).fill(0xff), text, ascii(' '), new Uint8Array(12));

const part = (name: string, content: Uint8Array): Uint8Array => bytes(ascii(name), u32(content.length + 8), content);
function crfsuite(text: Uint8Array): Uint8Array {
  const parts = [
    part('FEAT', floats(2)),
    part('CQDB', text),
    part('CQDB', floats(1)),
    part('LFRF', u32(0)),
    part('AFRF', u32(0)),
  ];
  const places = parts.map((_, i) => 48 + parts.slice(0, i).reduce((sum, one) => sum + one.length, 0));
  const size = places.at(-1)! + 12;
  return bytes(ascii('lCRF'), u32(size), ascii('FOMC'), u32(100), u32(0), u32(1), u32(1), ...places.map(u32), ...parts);
}

const catboost = (core: Uint8Array): Uint8Array => bytes(ascii('CBM1'), u32(core.length), core);

describe.each([
  ['xgboost', xgboost, ascii('a note'), 0],
  ['fasttext', (text: Uint8Array) => fasttext(word('a'), bytes(text, word(''))), ascii('bc'), 2],
  ['mxnet', mxnet, ascii('arg:fc_weight'), 1],
  ['catboost', catboost, ascii('tables'), 0],
  ['crfsuite', crfsuite, ascii('labels'), 0],
  ['word2vec', word2vec, ascii('word'), 0],
] as const)('%s', (format, build, text, tensors) => {
  test('is read to the last byte', async () => {
    const file = build(text);
    const report = await inspect(file);
    expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [], file: { format } });
    expect(report.coverage.accounted).toBe(file.length);
    expect(report.tensors?.count ?? 0).toBe(tensors);
  });

  test('a program in it, and one behind it', async () => {
    expect((await inspect(build(PROGRAM))).programs).toHaveLength(1);
    const behind = await inspect(bytes(build(text), PROGRAM));
    expect([behind.verdict, behind.status]).toEqual(['can-run-code', 'partial']);
  });

  test('breaks off anywhere, and says so', async () => {
    const file = build(text);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 9, max: file.length - 1 }),
        fc.nat(file.length),
        fc.nat(255),
        async (end, at, value) => {
          const report = await inspect(file.slice(0, end));
          expect(report.verdict).not.toBe('nothing-runs');
          const changed = await inspect(file.with(Math.min(at, file.length - 1), value));
          expect(changed.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
          if (changed.verdict === 'nothing-runs') expect(changed.status).toBe('complete');
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('arrays of MXNet have their names', async () => {
  const report = await inspect(mxnet(ascii('arg:fc_weight')));
  expect(JSON.stringify(report.coverage.segments)).toContain('weights');
});

test.each([
  ['binf', 'xgboost-old'],
  ['ptrt', 'tensorrt'],
  ['RKNN', 'device'],
  ['\0\0\0\0MSL2', 'device'],
  ['\x0c\0\0\0{"a": "bcd"}ftrt', 'tensorrt'],
  ['IxFI\x08\0\0\0\x02\0\0\0\0\0\0\0\0\0\x10\0\0\0\0\0\0\0\x10\0\0\0\0\0', 'faiss'],
])('%j is named', async (text, format) => {
  const report = await inspect(bytes(ascii(text), Uint8Array.of(1, 2, 3, 0xff)));
  expect([report.file.format, report.verdict]).toEqual([format, 'not-known']);
});

test.each([
  ['tree\nversion=v4\nnum_class=1\n', 'lightgbm'],
  ['7767517\n3 3\nInput data 0 1 data\n', 'ncnn'],
])('%j is a text with a name', async (text, format) => {
  const report = await inspect(ascii(text));
  expect([report.file.format, report.verdict, report.status]).toEqual([format, 'nothing-runs', 'complete']);
});

test('vectors written as text are text', async () => {
  const lines = ['the', 'cat', 'dog'].map((one) => `${one} 0.1 0.2 0.3 0.4 0.5 0.6\n`);
  const report = await inspect(ascii(`3 6\n${lines.join('')}`));
  expect([report.verdict, report.file.format]).toEqual(['nothing-runs', 'text']);
});
