import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Table, walk } from '../../lang/flatbuffers/walk.ts';
import type { Report } from '../../report/schema.ts';
import { endure } from '../../rules/conformance/endure.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { headerSchema } from './schema.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Iterable<number>): Promise<Report> =>
  inspectBytes(Uint8Array.from(bytes), 'm.litertlm', engine);
const whole = [...gunzipSync(readFileSync(new URL('./fixtures/plain.litertlm.gz', import.meta.url)))];
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);

async function sections(): Promise<Table[]> {
  const walked = await walk(bytesSource(Uint8Array.from(whole)), headerSchema(), 'LiteRTLMMetaData', 4, 32);
  return [...walked.tables.values()]
    .filter(({ name }) => name === 'SectionObject')
    .sort((a, b) => (a.numbers.get(1) ?? 0) - (b.numbers.get(1) ?? 0));
}

test('every section is read as the file it is', async () => {
  const report = await inspect(whole);
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [], tensors: { count: 2 } });
  const formats = report.tree.children.map(({ format }) => format);
  expect(formats.sort()).toEqual(['LlmMetadata', 'sentencepiece', 'tflite']);
  expect(JSON.stringify(report.templates)).toContain('for m in messages');
});

test('a template that reaches Python is told where it stands', async () => {
  const at = Buffer.from(whole).indexOf('{{ m.content }}');
  const evil = [...Buffer.from("{{m['__base__']}}")].slice(0, 15);
  const report = await inspect([...whole.slice(0, at), ...evil, ...whole.slice(at + 15)]);
  expect(report.verdict).not.toBe('nothing-runs');
});

test('sections outside the file, and those that share bytes', async () => {
  const [first, second] = await sections();
  const bytes = Buffer.from(whole);
  const field = bytes.indexOf(Buffer.from(new BigUint64Array([BigInt(second!.numbers.get(1)!)]).buffer), second!.at);
  bytes.writeBigUInt64LE(BigInt(first!.numbers.get(1)!), field);
  const shared = await inspect(bytes);
  expect([shared.verdict, rules(shared)[0]]).toEqual(['review', 'flatbuffer.overlap medium']);
  const cut = await inspect(whole.slice(0, -1));
  expect([cut.verdict, rules(cut)[0]]).toEqual(['can-run-code', 'flatbuffer.bounds high']);
});

test('damage is read without a fault', async () => {
  await endure(whole, inspect, 30);
});
