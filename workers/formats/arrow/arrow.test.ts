import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, bytes as joined } from '../../containers/zip/build-zip.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Uint8Array, name: string): Promise<Report> =>
  inspectBytes(Uint8Array.from(bytes), name, engine);
const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const changed = (bytes: Uint8Array, from: string, to: string): Uint8Array =>
  new Uint8Array(Buffer.from(latin1(bytes).replaceAll(from, to), 'latin1'));

const FILES = ['plain.parquet', 'zstd.parquet', 'plain.arrow', 'plain.arrows', 'old.feather'];

test.each(FILES)('%s is understood to the last byte', async (name) => {
  const bytes = fixture(name);
  const report = await inspect(bytes, name);
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [] });
  expect(report.coverage.accounted).toBe(bytes.length);
  expect(report.coverage.segments.some(({ kind }) => kind === 'weights' || kind === 'compressed')).toBe(true);
});

test.each([
  ['evil.arrow', 2],
  ['evil.arrows', 1],
] as const)('the pickle that %s runs stands where it is said', async (name, times) => {
  const bytes = fixture(name);
  const report = await inspect(bytes, name);
  expect(report).toMatchObject({ verdict: 'runs-code', status: 'complete' });
  const calls = report.findings.filter(({ rule }) => rule === 'pickle.call.process');
  expect(calls).toHaveLength(times);
  for (const { place } of calls) {
    const at = place.file?.[0]?.offset ?? -1;
    expect(latin1(bytes.subarray(at, at + 1))).toBe('R');
  }
  const types = report.findings.filter(({ rule }) => rule === 'arrow.python');
  expect(types.map(({ severity }) => severity)).toEqual(Array<string>(times).fill('high'));
  for (const { place } of types)
    expect(latin1(bytes.subarray(place.offset, place.offset + place.length))).toBe('arrow.py_extension_type');
});

test.each(['evil.parquet', 'evil.arrow'])(
  '%s is known by its end, however much text stands before it',
  async (name) => {
    const bytes = fixture(name);
    const magic = latin1(bytes.subarray(0, name === 'evil.arrow' ? 6 : 4));
    const report = await inspect(joined(ascii(`${magic}${' many words'.repeat(800)}`), bytes.subarray(8)), name);
    expect(report.verdict).not.toBe('nothing-runs');
    expect(report.file.format).toBe(name.slice(5));
    expect(rules(report)).toContain('arrow.python high');
    const words = await inspect(ascii(`${magic} is how such files begin\n`), 'notes.txt');
    expect([words.verdict, words.file.format]).toEqual(['nothing-runs', 'text']);
  },
);

test('in Parquet it stands behind Base64, and is found at its digits', async () => {
  const bytes = fixture('evil.parquet');
  const report = await inspect(bytes, 'evil.parquet');
  expect(report).toMatchObject({ verdict: 'runs-code', status: 'complete' });
  const call = report.findings.find(({ rule }) => rule === 'pickle.call.process');
  expect(call?.place.path).toEqual(['evil.parquet', 'ARROW:schema', 'type of inner']);
  const [{ offset, length }] = call?.place.file as [{ offset: number; length: number }];
  const start = latin1(bytes).indexOf('/////');
  // The digits that make the opcode REDUCE.
  const from = offset - ((offset - start) % 4);
  expect(atob(latin1(bytes.subarray(from, from + 4 * Math.ceil((offset + length - from) / 4))))).toContain('R');
});

test('only older readers run it', async () => {
  const { loaders } = await inspect(fixture('evil.parquet'), 'evil.parquet');
  expect(loaders.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['pyarrow<14.0.1', 'runs'],
    ['pyarrow', 'loads'],
    ['pyarrow-autoload', 'runs'],
  ]);
  expect((await inspect(fixture('plain.parquet'), 'plain.parquet')).loaders).toEqual([]);
});

test('such a type is told even when its pickle does nothing', async () => {
  const plain = changed(fixture('evil.arrows'), 'posix\nsystem', 'types\nNoneTy');
  expect(rules(await inspect(plain, 'm.arrows'))).toContain('arrow.python high');
});

test.each([
  ['arrow.other_extension_x', ['arrow.pickled medium']],
  ['my_package.typeextension', ['arrow.pickled medium', 'arrow.type note']],
  ['ray.data.arrow_pickled_o', ['arrow.pickled medium', 'arrow.type note']],
])('a type called %s', async (name, expected) => {
  const said = rules(
    await inspect(changed(fixture('evil.arrows'), 'arrow.py_extension_type', name.slice(0, 23)), 'm.arrows'),
  );
  expect(said.filter((rule) => rule.startsWith('arrow.')).sort()).toEqual(expected);
});

test('a program behind the messages, and among bytes', async () => {
  const program = ascii("cos\nsystem\n(S'id'\ntR.");
  const stream = fixture('plain.arrows');
  const behind = await inspect(joined(stream, program), 'm.arrows');
  expect(behind).toMatchObject({ verdict: 'can-run-code', status: 'partial' });
  const table = fixture('plain.arrow');
  const at = latin1(table).indexOf('\0\0\0\x01\x01\x01');
  expect(at).toBeGreaterThan(0);
  const inside = table.slice();
  inside.set(program, at);
  expect((await inspect(inside, 'm.arrow')).programs).toHaveLength(1);
});

test('parts outside the file', async () => {
  const bytes = fixture('plain.arrow');
  const view = new DataView(bytes.slice().buffer);
  // The last block of the footer.
  const footer = bytes.length - 10 - view.getUint32(bytes.length - 10, true);
  const text = latin1(bytes.subarray(footer));
  const codes = new Set<string>();
  for (let at = footer; at + 8 < footer + text.length; at += 8) {
    const copy = bytes.slice();
    new DataView(copy.buffer).setUint32(at, 0x7fffff0, true);
    for (const rule of rules(await inspect(copy, 'm.arrow'))) codes.add(rule);
  }
  expect([...codes]).toContain('arrow.bounds medium');
});

test('encrypted and cut tables are not known', async () => {
  const bytes = fixture('zstd.parquet');
  const encrypted = bytes.slice();
  encrypted.set(ascii('PARE'), bytes.length - 4);
  expect(await inspect(encrypted, 'm.parquet')).toMatchObject({ verdict: 'not-known', status: 'partial' });
  expect(await inspect(bytes.subarray(0, -1), 'm.parquet')).toMatchObject({ verdict: 'not-known', status: 'partial' });
  const cut = await inspect(fixture('plain.arrows').subarray(0, -40), 'm.arrows');
  expect([cut.verdict, cut.file.format]).toEqual(['not-known', 'arrow-stream']);
});

test.each([...FILES, 'evil.parquet', 'evil.arrow'])('a damaged %s is read without a fault', async (name) => {
  const whole = fixture(name);
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(damage, fc.nat(whole.length), fc.boolean(), async (changes, end, isCut) => {
      const bytes = isCut ? whole.slice(0, end) : whole.slice();
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      const report = await inspect(bytes, name);
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      expect(report.coverage.accounted).toBeLessThanOrEqual(report.coverage.size);
      if (report.verdict === 'nothing-runs') expect(report.status).toBe('complete');
    }),
    { numRuns: 60 },
  );
});
