import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Table, walk } from '../../lang/flatbuffers/walk.ts';
import type { Report } from '../../report/schema.ts';
import { endure } from '../../rules/conformance/endure.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { programSchema, TENSOR } from './schema.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Iterable<number>, name = 'm.pte'): Promise<Report> =>
  inspectBytes(Uint8Array.from(bytes), name, engine);
const fixture = (name: string): number[] => [...readFileSync(new URL(`./fixtures/${name}`, import.meta.url))];
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);

/** Tables of one kind in a program, in order. */
async function tables(bytes: readonly number[], name: string): Promise<Table[]> {
  const walked = await walk(bytesSource(Uint8Array.from(bytes)), programSchema(), 'Program');
  return [...walked.tables.values()].filter((table) => table.name === name).sort((a, b) => a.at - b.at);
}

/** The program with other bytes from an offset on. */
const patched = (bytes: readonly number[], at: number, put: readonly number[]): number[] => [
  ...bytes.slice(0, at),
  ...put,
  ...bytes.slice(at + put.length),
];
const FAR = [0xff, 0xff, 0xff, 0x7f];
const BELOW = [0xfe, 0xff, 0xff, 0xff];

test.each([
  ['plain.pte', 'executorch', 2],
  ['beside.pte', 'executorch', 2],
  ['numbers.ptd', 'executorch-data', 2],
  ['delegate.pte', 'executorch', 0],
])('%s is understood to the last byte', async (name, format, count) => {
  const report = await inspect(fixture(name), name);
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [] });
  expect([report.tree.format, report.tensors?.count ?? 0]).toEqual([format, count]);
  expect(report.coverage.accounted).toBe(report.coverage.size);
});

test('numbers of values and operators that there are not', async () => {
  const bytes = fixture('plain.pte');
  const [call] = await tables(bytes, 'KernelCall');
  const args = call!.ranges.get(1)!.offset;
  const report = await inspect(patched(bytes, args, FAR));
  expect([report.verdict, ...rules(report)]).toEqual(['can-run-code', 'flatbuffer.index high']);
  expect(report.findings[0]!.place.offset).toBe(call!.at);
  expect(rules(await inspect(patched(bytes, args, BELOW)))).toEqual(['flatbuffer.index high']);
});

test('sizes that cannot be, and those that need more than there is', async () => {
  const bytes = fixture('plain.pte');
  const constant = (await tables(bytes, 'Tensor')).find(({ numbers }) => (numbers.get(TENSOR.buffer) ?? 0) > 0);
  const sizes = constant!.ranges.get(TENSOR.sizes)!.offset;
  expect(rules(await inspect(patched(bytes, sizes, BELOW)))).toEqual(['flatbuffer.size high']);
  expect(rules(await inspect(patched(bytes, sizes, FAR)))).toEqual(['flatbuffer.bounds high']);
  expect(rules(await inspect(patched(bytes, constant!.at + 4, [])))).toEqual([]);
});

test('segments outside the file, and a head that lies', async () => {
  const bytes = fixture('plain.pte');
  expect(rules(await inspect(bytes.slice(0, -16)))).toContain('flatbuffer.bounds high');
  expect(rules(await inspect(patched(bytes, 24, FAR)))).toContain('flatbuffer.bounds high');
  const data = fixture('numbers.ptd');
  expect(rules(await inspect(data.slice(0, -16)))).toContain('flatbuffer.bounds high');
});

test('operators and libraries from outside', async () => {
  const named = (from: string, to: string, name: string): number[] => [
    ...Buffer.from(Buffer.from(fixture(name)).toString('latin1').replaceAll(from, to), 'latin1'),
  ];
  expect(rules(await inspect(named('aten::', 'evil::', 'plain.pte')))).toContain('flatbuffer.foreign low');
  const library = await inspect(named('XnnpackBackend', 'MysteryBackend', 'delegate.pte'));
  expect([library.verdict, ...rules(library)]).toEqual(['nothing-runs', 'flatbuffer.delegate low']);
});

test('a program in what a library is handed is found', async () => {
  const bytes = fixture('delegate.pte');
  const evil = [...Buffer.from('\x80\x04cos\nsystem\n(S"id"\ntR.', 'latin1')];
  const payload = Buffer.from(bytes).indexOf('XH00') - 4;
  const report = await inspect(patched(bytes, payload + 36, evil));
  expect(report.verdict).toBe('can-run-code');
  const elf = [...Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0', 'latin1')];
  const native = await inspect(patched(bytes, payload, elf));
  expect(JSON.stringify(native.tree)).toContain('"elf"');
  expect(native.verdict).not.toBe('nothing-runs');
});

test('damage is read without a fault', async () => {
  for (const name of ['plain.pte', 'numbers.ptd', 'delegate.pte'])
    await endure(fixture(name), (bytes) => inspect(bytes, name), 40);
});
