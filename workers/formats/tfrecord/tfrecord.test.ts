import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, bytes as joined, u32 } from '../../containers/zip/build-zip.ts';
import { field } from '../../lang/protobuf/build.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { maskedCrc32c } from './crc32c.ts';

const engine = instantiate(loadModule());
const inspect = (bytes: Uint8Array): Promise<Report> => inspectBytes(Uint8Array.from(bytes), 'events.out', engine);
const rules = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`);

function record(content: Uint8Array): Uint8Array {
  const length = joined(u32(content.length), u32(0));
  return joined(length, u32(maskedCrc32c(length)), content, u32(maskedCrc32c(content)));
}

const TIME = [0x09, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f];
const event = (...fields: readonly number[]): Uint8Array => record(Uint8Array.from([...TIME, ...fields]));
const VERSION = event(...field(3, 'brain.Event:2'));
const scalar = (tag: string): Uint8Array =>
  event(...field(2, 7), ...field(5, field(1, [...field(1, tag), 0x15, 0, 0, 0x80, 0x3f])));
const node = (name: string, op: string, ...more: readonly number[]): number[] =>
  field(1, [...field(1, name), ...field(2, op), ...more]);
const EXAMPLE = record(Uint8Array.from(field(1, field(1, [...field(1, 'a'), ...field(2, field(3, field(1, [1])))]))));
const EVENTS = joined(VERSION, scalar('loss'), scalar('accuracy'));
const PROGRAM = ascii("cos\nsystem\n(S'id'\ntR.");

test('the checksum of RFC 3720, masked', () => {
  const zeros = maskedCrc32c(new Uint8Array(32));
  const crc = 0x8a9136aa;
  expect(zeros).toBe((((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0);
});

test.each([
  ['events', EVENTS, 'tfevents'],
  ['examples', joined(EXAMPLE, EXAMPLE), 'tfrecord'],
  ['bytes', joined(record(ascii('hello')), record(new Uint8Array(0))), 'tfrecord'],
])('%s are read to the last byte', async (_name, bytes, format) => {
  const report = await inspect(bytes);
  expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [], file: { format } });
  expect(report.coverage.accounted).toBe(bytes.length);
});

test('what a log is about', async () => {
  const { metadata } = await inspect(EVENTS);
  expect(JSON.stringify(metadata)).toContain('accuracy');
});

describe('a graph in a log', () => {
  test('of TensorFlow is read as any other', async () => {
    const bytes = joined(
      VERSION,
      event(...field(4, [...node('a', 'Const'), ...node('b', 'ReadFile', ...field(3, 'a'))])),
    );
    const report = await inspect(bytes);
    expect(rules(report)).toEqual(['tensorflow.read medium']);
    const { offset } = report.findings[0]?.place.file?.[0] ?? { offset: 0 };
    expect(String.fromCharCode(...bytes.subarray(offset, offset + 24))).toContain('ReadFile');
  });

  test('of another library is only to be looked at', async () => {
    const report = await inspect(joined(VERSION, event(...field(4, node('a', 'aten::linear')))));
    expect(report).toMatchObject({ verdict: 'nothing-runs', status: 'complete', findings: [] });
  });
});

test('programs in records are found, records of something else are told', async () => {
  expect((await inspect(joined(record(ascii('a')), record(PROGRAM)))).verdict).toBe('can-run-code');
  const other = await inspect(joined(VERSION, record(ascii('no event')), scalar('loss')));
  expect([other.verdict, other.status, other.coverage.accounted < other.coverage.size]).toEqual([
    'not-known',
    'partial',
    true,
  ]);
});

test('wrong checksums and lost ends', async () => {
  const wrong = EVENTS.slice();
  wrong[wrong.length - 6] = 9;
  expect((await inspect(wrong)).problems.map(({ kind }) => kind)).toEqual(['malformed']);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(EVENTS.length),
      fc.array(fc.tuple(fc.nat(EVENTS.length - 1), fc.nat(255)), { maxLength: 3 }),
      async (end, changes) => {
        const bytes = EVENTS.slice(0, end);
        for (const [at, value] of changes) if (at < end) bytes[at] = value;
        const report = await inspect(bytes);
        expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
        if (report.verdict === 'nothing-runs') expect(report.status).toBe('complete');
      },
    ),
    { numRuns: 80 },
  );
});
