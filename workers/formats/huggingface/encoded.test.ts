import { expect, test } from 'vitest';
import { zip } from '../../containers/zip/build-zip.ts';
import type { Report } from '../../report/schema.ts';
import { bytesOf, EVIL, P } from '../../rules/conformance/build.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const program = bytesOf(`${P(2)}${EVIL}.`);
const inspect = (value: unknown): Promise<Report> =>
  inspectBytes(new TextEncoder().encode(JSON.stringify(value)), 'state.json', engine);
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

test('a pickle in a text is told where its digits stand', async () => {
  const text = base64(program);
  const value = { step: 1, state: [{ opaque: text }] };
  const report = await inspect(value);
  expect([report.verdict, report.status]).toEqual(['can-run-code', 'complete']);
  const finding = report.findings.find(({ rule }) => rule === 'pickle.call.process');
  const at = finding?.place.file?.[0]?.offset ?? 0;
  const start = JSON.stringify(value).indexOf(text);
  expect(at).toBeGreaterThan(start);
  expect(at).toBeLessThan(start + text.length);
});

test('archives in texts, bare and as addresses, are opened', async () => {
  const archive = base64(zip([{ name: 'archive/data.pkl', data: program }]));
  expect((await inspect({ a: archive })).verdict).toBe('runs-code');
  expect((await inspect([`data:application/zip;base64,${archive}`])).verdict).toBe('runs-code');
});

test.each([
  ['a picture', `data:image/png;base64,${base64(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, ...Array<number>(60).fill(7)))}`],
  ['digits that only begin alike', `gAJ${'A'.repeat(80)}`],
  ['a text', 'TVqx is no program, and neither are these words about one that is long enough'],
  ['numbers', base64(bytesOf(`${P(2)}](K\x01K\x02e.${'\0'.repeat(40)}`))],
])('%s says nothing', async (_, text) => {
  const report = await inspect({ a: text });
  expect(report.findings).toEqual([]);
});
