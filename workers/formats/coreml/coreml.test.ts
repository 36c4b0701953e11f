import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { field } from '../../lang/protobuf/build.ts';
import type { Report } from '../../report/schema.ts';
import { endure } from '../../rules/conformance/endure.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Iterable<number>, name = 'm.mlmodel'): Promise<Report> =>
  inspectBytes(Uint8Array.from(bytes), name, engine);
const fixture = (name: string): number[] => [...readFileSync(new URL(`./fixtures/${name}`, import.meta.url))];
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);

/** A model of a kind, with something about itself. */
const model = (kind: number, content: readonly number[], ...about: number[][]): number[] => [
  ...field(1, 4),
  ...field(2, [...field(1, field(1, 'x')), ...field(100, about.flat())]),
  ...field(kind, content),
];
const EVIL = [...Buffer.from('\x80\x04cos\nsystem\n(S"id"\ntR.', 'latin1')];
const layer = (name: string, of: readonly number[]): number[] => field(1, [...field(1, name), ...field(500, of)]);

test('a package is understood to the last byte, its tensors in the model and in its file', async () => {
  const program = await inspect(fixture('program.mlmodel'));
  expect(program).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [], tensors: { count: 1 } });
  const weights = await inspect(fixture('weight.bin'), 'weight.bin');
  expect(weights).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [], tensors: { count: 1 } });
  for (const report of [program, weights]) expect(report.coverage.accounted).toBe(report.coverage.size);
  expect(weights.coverage.segments.some(({ kind }) => kind === 'weights')).toBe(true);
});

test.each<[string, number[], string[]]>([
  ['a class', model(555, field(10, 'Mine')), ['coreml.class medium']],
  [
    'layers, each class once',
    model(500, [...layer('a', field(10, 'Mine')), ...layer('b', field(10, 'Mine'))]),
    ['coreml.layer low'],
  ],
  ['one inside a pipeline', model(202, field(1, model(500, layer('a', field(10, 'Mine'))))), ['coreml.layer low']],
  ['a linked model', model(556, field(1, field(1, field(1, 'o.mlmodelc')))), ['coreml.linked medium']],
  ['one elsewhere', model(556, field(1, field(2, field(1, '/srv/models')))), ['coreml.outside high']],
  ['an address', model(900, [], field(4, 'see https://example.org/l')), ['coreml.address note']],
])('%s', async (_name, bytes, expected) => {
  const report = await inspect(bytes);
  expect([report.tree.format, report.status, ...rules(report)]).toEqual(['coreml', 'complete', ...expected]);
});

test('numbers of a program outside its package', async () => {
  const text = Buffer.from(fixture('program.mlmodel')).toString('latin1');
  const moved = Buffer.from(
    text.replaceAll('@model_path/weights/weight.bin', '@model_path/../../../../etc/pw'),
    'latin1',
  );
  const report = await inspect(moved);
  expect([report.verdict, ...rules(report)]).toEqual(['can-run-code', 'coreml.outside high']);
  const { offset, length } = report.findings[0]!.place;
  expect(moved.toString('latin1', offset, offset + length)).toContain('etc/pw');
});

test('a part of a package outside it', async () => {
  const manifest = (path: string): Uint8Array =>
    Buffer.from(JSON.stringify({ itemInfoEntries: { a: { path } }, rootModelIdentifier: 'a' }));
  expect(rules(await inspect(manifest('com.apple.CoreML/model.mlmodel'), 'Manifest.json'))).toEqual([]);
  const report = await inspect(manifest('../../../home/m'), 'Manifest.json');
  expect(rules(report)).toEqual(['coreml.outside high']);
});

test('blobs that are not all there', async () => {
  const whole = fixture('weight.bin');
  const cut = await inspect(whole.slice(0, -1), 'weight.bin');
  expect([cut.verdict, cut.status, rules(cut)[0]]).toEqual(['can-run-code', 'partial', 'coreml.bounds high']);
  const more = await inspect(whole.with(0, 2), 'weight.bin');
  expect([more.verdict, more.status]).toEqual(['not-known', 'partial']);
});

test('a program in what is passed by is found', async () => {
  const passed = [
    model(555, [...field(10, 'Mine'), ...field(30, [...field(1, 'k'), ...field(2, field(60, EVIL))])]),
    model(2000, field(100, EVIL)),
    model(3000, [...field(1, 'x'), ...field(2, EVIL)]),
    model(900, [], field(3, EVIL)),
  ];
  for (const bytes of passed) expect((await inspect(bytes)).verdict).toBe('can-run-code');
});

test('what ends early is not known, and damage is read without a fault', async () => {
  const whole = fixture('program.mlmodel');
  for (let end = 8; end < whole.length; end += 31)
    expect((await inspect(whole.slice(0, end))).verdict).toBe('not-known');
  await endure(whole, inspect, 40);
  await endure(fixture('weight.bin'), (bytes) => inspect(bytes, 'weight.bin'), 40);
});
