import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { ascii, bytes, u16, u32 } from '../zip/build-zip.ts';

const engine = instantiate(loadModule());
const inspect = (file: Uint8Array): Promise<Report> => inspectBytes(file, 'model.cab', engine);

/** One folder with its data in blocks, two files ([MS-CAB] 2). */
function cabinet(method: number, data: readonly Uint8Array[], sizes: readonly [number, number]): Uint8Array {
  const file = (name: string, size: number, start: number): Uint8Array =>
    bytes(u32(size), u32(start), u16(0), u16(0), u16(0), u16(32), ascii(`${name}\0`));
  const files = bytes(file('model.pkl', sizes[0], 0), file('read\\me.txt', sizes[1], sizes[0]));
  const filesAt = 36 + 8;
  const dataAt = filesAt + files.length;
  const blocks = bytes(
    ...data.map((block) => bytes(u32(0), u16(block.length), u16(method === 0 ? block.length : 20), block)),
  );
  const header = bytes(
    ...[ascii('MSCF'), u32(0), u32(dataAt + blocks.length), u32(0), u32(filesAt), u32(0), Uint8Array.of(3, 1)],
    ...[u16(1), u16(2), u16(0), u16(7), u16(0)],
  );
  return bytes(header, u32(dataAt), u16(data.length), u16(method), files, blocks);
}

const cab = (data: Uint8Array): Uint8Array => cabinet(1, [data], [10, 10]);

function storedCab(data: Uint8Array, count: number, sizes: readonly [number, number]): Uint8Array {
  const each = Math.ceil(data.length / count);
  const parts = Array.from({ length: count }, (_, i) => data.subarray(i * each, (i + 1) * each));
  return cabinet(0, parts, sizes);
}

test('files are listed, not read, and never clean', async () => {
  const report = await inspect(cab(new Uint8Array(40).fill(9)));
  expect([report.file.format, report.verdict, report.status]).toEqual(['cab', 'not-known', 'partial']);
  expect(report.findings[0]?.rule).toBe('archive.not-read');
  expect(plain(report.problems[0]?.what ?? [])).toBe(
    'model.pkl and 1 more can not be looked into: Vitrine does not unpack CAB. Unpack it in a place where nothing is loaded, and inspect the files.',
  );
  expect(report.coverage.accounted).toBe(report.coverage.size);
});

describe('a folder that is not packed', () => {
  const evil = ascii('cos\nsystem\n(S"exit 7"\ntR.');
  const plainPickle = Uint8Array.of(0x80, 4, 0x4e, 0x2e);
  const both = bytes(plainPickle, evil);
  const sizes: [number, number] = [plainPickle.length, evil.length];

  test.each([1, 2, 7])('its files are looked into, in %i blocks', async (count) => {
    const report = await inspect(storedCab(both, count, sizes));
    expect([report.verdict, report.status, report.findings[0]?.place.path]).toEqual([
      'runs-code',
      'complete',
      ['model.cab', 'read\\me.txt'],
    ]);
    expect(report.tree.children.map(({ name, size }) => [name, size])).toEqual([
      ['model.pkl', 4],
      ['read\\me.txt', evil.length],
    ]);
    expect(report.coverage.accounted).toBe(report.coverage.size);
  });

  test('a file that reaches behind its end is not, and bytes of no file are told', async () => {
    const behind = await inspect(storedCab(both, 2, [plainPickle.length, evil.length + 1]));
    expect([behind.verdict === 'nothing-runs', plain(behind.problems[0]?.what ?? [])]).toEqual([
      false,
      expect.stringMatching(/^read\\me.txt can not be looked into/),
    ]);
    const less = await inspect(storedCab(both, 2, [plainPickle.length, 0]));
    expect(less.verdict).not.toBe('nothing-runs');
  });

  test('headers damaged anywhere, it does not turn clean in silence', async () => {
    const file = storedCab(both, 1, sizes);
    for (let at = 8; at < file.length - both.length; at += 1) {
      const damaged = file.slice();
      damaged[at]! ^= 1;
      const report = await inspect(damaged);
      expect([at, report.problems.some(({ kind }) => kind === 'reader-failed')]).toEqual([at, false]);
      if (report.verdict === 'nothing-runs')
        expect([at, report.problems.length + report.findings.length]).not.toEqual([at, 0]);
    }
  });
});

test('cut and damaged, nothing throws and nothing is clean', async () => {
  const file = cab(new Uint8Array(40).fill(9));
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length), fc.nat(), fc.integer({ min: 0, max: 255 }), async (length, at, bits) => {
      const damaged = file.slice(0, Math.max(8, length));
      if (at % damaged.length > 8) damaged[at % damaged.length]! ^= bits;
      const report = await inspect(damaged);
      expect(report.problems.some(({ kind }) => kind === 'reader-failed')).toBe(false);
      expect(report.verdict).not.toBe('nothing-runs');
    }),
    { numRuns: 200 },
  );
});
