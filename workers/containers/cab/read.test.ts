import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { ascii, bytes, u16, u32 } from '../zip/build-zip.ts';

const engine = instantiate(loadModule());
const inspect = (file: Uint8Array): Promise<Report> => inspectBytes(file, 'model.cab', engine);

/** One folder with one data block, two files ([MS-CAB] 2). */
function cab(data: Uint8Array): Uint8Array {
  const file = (name: string): Uint8Array =>
    bytes(u32(10), u32(0), u16(0), u16(0), u16(0), u16(32), ascii(`${name}\0`));
  const files = bytes(file('model.pkl'), file('read\\me.txt'));
  const filesAt = 36 + 8;
  const dataAt = filesAt + files.length;
  const size = dataAt + 8 + data.length;
  const header = bytes(
    ...[ascii('MSCF'), u32(0), u32(size), u32(0), u32(filesAt), u32(0), Uint8Array.of(3, 1)],
    ...[u16(1), u16(2), u16(0), u16(7), u16(0)],
  );
  return bytes(header, u32(dataAt), u16(1), u16(1), files, u32(0), u16(data.length), u16(20), data);
}

test('files are listed, not read, and never clean', async () => {
  const report = await inspect(cab(new Uint8Array(40).fill(9)));
  expect([report.file.format, report.verdict, report.status]).toEqual(['cab', 'not-known', 'partial']);
  expect(report.findings[0]?.rule).toBe('archive.not-read');
  expect(plain(report.problems[0]?.what ?? [])).toBe(
    'model.pkl and 1 more can not be looked into: Vitrine does not unpack CAB.',
  );
  expect(report.coverage.accounted).toBe(report.coverage.size);
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
