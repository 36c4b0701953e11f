import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Table, walk } from '../../lang/flatbuffers/walk.ts';
import type { Report } from '../../report/schema.ts';
import { endure } from '../../rules/conformance/endure.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { moduleSchema, TENSOR } from './schema.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Iterable<number>): Promise<Report> => inspectBytes(Uint8Array.from(bytes), 'm.ptl', engine);
const plain = [...readFileSync(new URL('./fixtures/plain.ptl', import.meta.url))];
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);

async function tables(name: string): Promise<Table[]> {
  const walked = await walk(bytesSource(Uint8Array.from(plain)), moduleSchema(), 'Module');
  return [...walked.tables.values()].filter((table) => table.name === name).sort((a, b) => a.at - b.at);
}

test('an ordinary module is understood to the last byte', async () => {
  const report = await inspect(plain);
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [], tensors: { count: 2 } });
  expect(report.coverage.accounted).toBe(report.coverage.size);
});

test('sizes, values and operators that are not its own', async () => {
  const [tensor] = await tables('TensorMetadata');
  const sizes = tensor!.ranges.get(TENSOR.sizes)!.offset;
  expect(rules(await inspect(plain.with(sizes + 1, 9)))).toEqual(['flatbuffer.bounds high']);
  expect(rules(await inspect(plain.with(sizes + 3, 0xff)))).toEqual(['flatbuffer.size high']);
  const [object] = await tables('Object');
  const attributes = object!.ranges.get(2)!.offset;
  const strayed = await inspect(plain.with(attributes + 1, 9));
  expect([strayed.verdict, ...rules(strayed)]).toEqual(['can-run-code', 'flatbuffer.index high']);
  const [operator] = await tables('Operator');
  const foreign = await inspect(plain.with(operator!.ranges.get(0)!.offset, 0x62));
  expect([foreign.verdict, ...rules(foreign)]).toEqual(['nothing-runs', 'flatbuffer.foreign low']);
  const relu = Buffer.from(plain).indexOf('aten::relu');
  const saves = [...plain.slice(0, relu - 4), 10, 0, 0, 0, ...Buffer.from('aten::save'), ...plain.slice(relu + 10)];
  expect(rules(await inspect(saves))).toEqual(['flatbuffer.file medium']);
});

test('damage is read without a fault', async () => {
  await endure(plain, inspect, 60);
});
