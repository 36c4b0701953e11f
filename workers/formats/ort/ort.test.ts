import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Table, walk } from '../../lang/flatbuffers/walk.ts';
import type { Report } from '../../report/schema.ts';
import { endure } from '../../rules/conformance/endure.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { NODE, sessionSchema, TENSOR } from './schema.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Iterable<number>): Promise<Report> => inspectBytes(Uint8Array.from(bytes), 'm.ort', engine);
const fixture = (name: string): number[] => [...readFileSync(new URL(`./fixtures/${name}.ort`, import.meta.url))];
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);

async function tables(bytes: readonly number[], name: string): Promise<Table[]> {
  const walked = await walk(bytesSource(Uint8Array.from(bytes)), sessionSchema(), 'InferenceSession');
  return [...walked.tables.values()].filter((table) => table.name === name).sort((a, b) => a.at - b.at);
}

test.each([
  ['plain', 2],
  ['branches', 2],
  ['labels', 0],
])('%s is understood to the last byte', async (name, count) => {
  const report = await inspect(fixture(name));
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [] });
  expect(report.tensors?.count ?? 0).toBe(count);
  expect(report.coverage.accounted).toBe(report.coverage.size);
});

test('operators that call Python, told as those of ONNX', async () => {
  const bytes = fixture('plain');
  const relu = (await tables(bytes, 'Node'))
    .map(({ ranges }) => ranges.get(NODE.type)!)
    .find(({ length }) => length === 4);
  const named = bytes
    .with(relu!.offset, 0x50)
    .with(relu!.offset + 1, 0x79)
    .with(relu!.offset + 2, 0x4f)
    .with(relu!.offset + 3, 0x70);
  expect(rules(await inspect(named))).toContain('onnx.python medium');
});

test('shapes, nodes and offsets that lead elsewhere', async () => {
  const bytes = fixture('plain');
  const [tensor] = await tables(bytes, 'Tensor');
  const shaped = await inspect(bytes.with(tensor!.ranges.get(TENSOR.dims)!.offset, 9));
  expect(rules(shaped)).toEqual(['onnx.size medium']);
  expect(shaped.findings[0]!.place.offset).toBe(tensor!.at);
  const edge = (await tables(bytes, 'NodeEdge')).find(({ ranges }) => ranges.size > 0);
  const [ends] = edge!.ranges.values();
  const strayed = await inspect(bytes.with(ends!.offset, 99));
  expect([strayed.verdict, ...rules(strayed)]).toEqual(['can-run-code', 'flatbuffer.index high']);
  const raw = tensor!.ranges.get(TENSOR.raw)!.offset;
  expect(rules(await inspect(bytes.with(raw - 2, 9)))).toContain('flatbuffer.bounds high');
});

test('damage is read without a fault', async () => {
  for (const name of ['plain', 'branches']) await endure(fixture(name), inspect, 40);
});
