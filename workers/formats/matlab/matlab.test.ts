import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Report } from '../../report/schema.ts';
import { endure } from '../../rules/conformance/endure.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { bytes, char, element, handle, mat, matrix, opaque, struct } from './build-mat.ts';

const engine = instantiate(loadModule());
const inspect = (content: Iterable<number>): Promise<Report> => inspectBytes(Uint8Array.from(content), 'm.mat', engine);
const fixture = (name: string): number[] => [...readFileSync(new URL(`./fixtures/${name}.mat`, import.meta.url))];
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);
const packed = (content: readonly number[]): number[] => element(15, [...deflateSync(Uint8Array.from(content))]);

test.each([
  [
    'plain',
    'mat',
    ['weights', 'phase', 'phase.imaginary', 'net.layers{1}', 'graph.rows', 'graph.columns', 'graph', 'isDone'],
  ],
  [
    'packed',
    'mat',
    ['weights', 'phase', 'phase.imaginary', 'net.layers{1}', 'graph.rows', 'graph.columns', 'graph', 'isDone'],
  ],
  ['level4', 'mat4', ['weights', 'note']],
])('%s is understood to the last byte', async (name, format, arrays) => {
  const report = await inspect(fixture(name));
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [] });
  expect([report.file.format, report.coverage.accounted]).toEqual([format, report.coverage.size]);
  expect(report.tensors?.listed?.map((one) => one.name)).toEqual(expect.arrayContaining(arrays));
  expect(report.tensors?.listed?.find((one) => one.name === 'weights')?.shape).toEqual(
    format === 'mat' ? [2, 3, 4] : [3, 3],
  );
});

const ordinary = handle('f', { function: 'sf%0@(x)a*x+b', type: 'anonymous', file: '' });

test.each<[string, number[], string[]]>([
  ['an ordinary function', ordinary, []],
  ['code', handle('f', { function: "sf%0system('id')", type: 'anonymous', file: '' }), ['matlab.evaluated critical']],
  [
    'code behind one',
    handle('f', { function: "sf%0@(x)x; unlink('a')", type: 'anonymous' }),
    ['matlab.evaluated critical'],
  ],
  [
    'code behind four letters',
    handle('f', { function: "@(x)system('id')", type: 'anonymous' }),
    ['matlab.evaluated critical'],
  ],
  ['a function of an older version', handle('f', { function: '@(x)a*x', type: 'anonymous' }), []],
  [
    'a function that reaches outside',
    handle('f', { function: "sf%0@(x)system('id')", type: 'anonymous' }),
    ['matlab.reach medium'],
  ],
  ['a library', handle('f', { function: 'g', type: 'simple', file: './g.oct' }), ['matlab.native high']],
  ['a file of MATLAB', handle('f', { function: 'g', type: 'simple', file: '/home/me/g.mexa64' }), []],
  ['a class of one’s own', opaque('o', 'MCOS', 'my.Model', bytes('', [1, 2, 3])), ['matlab.class note']],
  ['a class of MATLAB', opaque('o', 'MCOS', 'table', bytes('', [1, 2, 3])), []],
])('%s', async (_name, variable, expected) => {
  const plain = await inspect(mat(variable));
  expect([rules(plain), plain.status, plain.coverage.accounted]).toEqual([expected, 'complete', plain.coverage.size]);
  const inner = await inspect(mat(packed(variable)));
  expect([rules(inner), inner.status]).toEqual([expected, 'complete']);
});

test('a finding stands where the text does', async () => {
  const content = mat(
    struct('s', { a: char('', 'x'), g: handle('', { function: "sf%0system('id')", type: 'anonymous' }) }),
  );
  const { offset, length } = (await inspect(content)).findings[0]?.place ?? { offset: 0, length: 0 };
  expect(String.fromCharCode(...content.slice(offset, offset + length))).toBe("sf%0system('id')");
});

test('letters may be numbers of any kind, and the header anything', async () => {
  const text = "sf%0system('id')";
  const wide = Array.from(text, (letter) => [
    0,
    0,
    0,
    0,
    0,
    0,
    ...new Uint8Array(new Float64Array([letter.charCodeAt(0)]).buffer).slice(6),
  ]).flat();
  const written = matrix(4, '', [1, text.length], element(9, wide));
  const about = struct('', { function: written, type: char('', 'anonymous') });
  const content = mat(matrix(16, 'f', [1, 1], struct('', { function_handle: about }))).fill(0, 0, 100);
  expect(rules(await inspect(content))).toEqual(['matlab.evaluated critical']);
});

test('objects of Java and programs among bytes are read', async () => {
  const java = [0xac, 0xed, 0, 5, 0x73, 0x72, 0, 1, 0x41, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0x78, 0x70];
  const report = await inspect(mat(opaque('o', 'java', 'A', bytes('', java))));
  expect(rules(report).some((rule) => rule.startsWith('java.'))).toBe(true);
  const pickle = [...Array.from('cos\nsystem\n(S"id"\ntR.', (letter) => letter.charCodeAt(0))];
  expect(rules(await inspect(mat(bytes('b', pickle)))).some((rule) => rule.startsWith('pickle.'))).toBe(true);
});

test('a file inside it is walked: what functions refer to', async () => {
  const inner = [0, 1, 0x49, 0x4d, 0, 0, 0, 0, ...struct('', { MCOS: opaque('', 'MCOS', 'FileWrapper__', ordinary) })];
  const report = await inspect(mat(ordinary, packed(bytes('', inner))));
  expect([rules(report), report.status]).toEqual([[], 'complete']);
  const code = handle('', { function: 'sf%0exit', type: 'anonymous' });
  expect(rules(await inspect(mat(bytes('', [0, 1, 0x49, 0x4d, 0, 0, 0, 0, ...code]))))).toEqual([
    'matlab.evaluated critical',
  ]);
});

test('bytes that no element explains are told; nesting ends nothing', async () => {
  const behind = matrix(6, 'a', [1, 1], element(9, Array<number>(8).fill(1)), Array<number>(24).fill(0x41));
  expect((await inspect(mat(behind))).status).toBe('partial');
  expect((await inspect(mat([...Array<number>(40).fill(0x41)]))).verdict).toBe('not-known');
  const deep = Array.from({ length: 300 }).reduce<number[]>((inside) => matrix(1, '', [1, 1], inside), char('', 'x'));
  expect((await inspect(mat(deep))).problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
});

test('HDF5 of MATLAB 7.3 is called that, and its header is none of the odd things before a file', async () => {
  const plain = readFileSync(new URL('../hdf5/fixtures/lambda-user-block.h5', import.meta.url));
  const about = mat().with(124, 0).with(125, 2).slice(0, 128);
  const head = about.map((byte, i) => 'MATLAB 7.3 MAT-file'.charCodeAt(i) || byte);
  const report = await inspect([...head, ...Array<number>(384).fill(0), ...plain.subarray(512)]);
  expect(report.file.formatName).toBe('HDF5 file (MATLAB 7.3)');
  expect(rules(report)).not.toContain('hdf5.user-block note');
});

test('damaged ones end', async () => {
  await endure(fixture('packed'), inspect, 40);
  await endure(fixture('plain'), inspect, 60);
  await endure(fixture('level4'), inspect, 30);
  await endure(mat(ordinary, opaque('o', 'MCOS', 'A', char('', 'b'))), inspect, 60);
});

test('cut anywhere, it is never called read', async () => {
  const whole = mat(handle('f', { function: "sf%0system('id')", type: 'anonymous' }), char('c', 'abc'));
  for (let cut = 130; cut < whole.length - 8; cut += 7)
    expect((await inspect(whole.slice(0, cut))).verdict, cut.toString()).not.toBe('nothing-runs');
});
