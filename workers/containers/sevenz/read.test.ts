import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { bytes, crc32, u16, u32, u64 } from '../zip/build-zip.ts';
import { LOCKED } from '../locked.ts';
import { cipherOf } from './aes.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const engine = instantiate(loadModule());
const fixture = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(FIXTURES, name)));
const inspect = (file: Uint8Array, name = 'model.7z'): Promise<Report> => inspectBytes(file, name, engine);
const rules = (report: Report): string[] => report.findings.map(({ rule }) => rule);
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.7z'));
const closed = ['ppmd.7z', 'locked.7z', 'locked-names.7z'];
/** Of jumps taken apart into four streams; 7-Zip itself writes these, with two files. */
const split = ['bcj2.7z', 'bcj2-locked.7z'];

describe('archives of a real tool', () => {
  test.each(names.filter((name) => !closed.includes(name) && !split.includes(name)))(
    '%s: a broken pickle inside runs code',
    async (name) => {
      const report = await inspect(fixture(name));
      const [worst] = report.findings;
      expect([report.verdict, worst?.severity, worst?.rule]).toEqual(['runs-code', 'critical', 'pickle.call.process']);
      expect([worst?.place.path, worst?.place.offset, worst?.place.file]).toEqual([
        ['model.7z', 'models/broken.pkl'],
        41,
        null,
      ]);
      // 7-Zip sorts them, other writers do not.
      expect(new Map(report.tree.children.map((child) => [child.name, child.size]))).toEqual(
        new Map([
          ['README.txt', 78],
          ['models/broken.pkl', 52],
          ['models/plain.pkl', 18018],
          ['code.bin', 1540],
        ]),
      );
      expect(report.coverage.accounted).toBe(report.coverage.size);
      // Every member had its checksum.
      expect(rules(report).filter((rule) => rule.startsWith('archive'))).toEqual([]);
    },
  );

  test('what is locked, and what is packed in a way we do not know, is said', async () => {
    const [packed, locked, hidden] = await Promise.all(closed.map((name) => inspect(fixture(name))));
    expect([packed?.verdict, packed && rules(packed)[0]]).toEqual(['not-known', 'archive.method']);
    expect([locked?.verdict, locked && rules(locked)[0]]).toEqual(['review', 'archive.encrypted']);
    expect([hidden?.verdict, hidden && rules(hidden)[0]]).toEqual(['review', 'archive.encrypted-names']);
    expect(plain(locked?.problems[0]?.what ?? [])).toBe(
      'README.txt and 4 more can not be looked into: encrypted with a password. Give the password to look inside (in the terminal: --password).',
    );
  });
});

test.each(split)('%s: four streams are put together', async (name) => {
  const report = await inspectBytes(fixture(name), 'model.7z', engine, ['vitrine']);
  expect([report.verdict, report.status, report.tree.children.map((child) => [child.name, child.size])]).toEqual([
    'runs-code',
    'partial',
    [
      ['code.bin', 6800],
      ['models/broken.pkl', 52],
    ],
  ]);
  // Every member had its checksum.
  expect(rules(report).filter((rule) => rule === 'archive.checksum')).toEqual([]);
  expect(report.coverage.accounted).toBe(report.coverage.size);
});

describe('with the password', () => {
  test.each(['locked.7z', 'locked-names.7z'])('%s is read as any other', async (name) => {
    const report = await inspectBytes(fixture(name), 'model.7z', engine, ['wrong', 'vitrine']);
    expect([report.verdict, report.tree.children.map((child) => child.name)]).toEqual([
      'runs-code',
      ['README.txt', 'models/broken.pkl', 'models/plain.pkl', 'code.bin'],
    ]);
    expect(rules(report).filter((rule) => rule.startsWith('archive'))).toEqual(['archive.unlocked']);
    expect(report.coverage.accounted).toBe(report.coverage.size);
  });

  test('without it, the page sees that there is one to ask for', async () => {
    for (const name of ['locked.7z', 'locked-names.7z', 'bcj2-locked.7z']) {
      const { coverage } = await inspect(fixture(name));
      expect([name, coverage.segments.some(({ label }) => label === LOCKED)]).toEqual([name, true]);
      expect(coverage.accounted).toBe(coverage.size);
    }
  });

  test('a wrong one opens nothing, and says so', async () => {
    const report = await inspectBytes(fixture('locked.7z'), 'model.7z', engine, ['Vitrine']);
    expect(plain(report.problems[0]?.what ?? [])).toContain('none of those given fits');
  });

  test('properties that ask for endless work are no cipher', () => {
    expect(cipherOf(Uint8Array.of(25))).toBeNull();
    expect(cipherOf(Uint8Array.of(0x53, 0x07, 1, 2, 3, 4, 5, 6, 7, 8))).toMatchObject({ power: 19 });
    expect(cipherOf(Uint8Array.of(0xd3, 0x07, 1))).toBeNull();
  });
});

describe('archives that are not whole', () => {
  test.each(names)('%s: cut anywhere it is never called complete, and nothing throws', async (name) => {
    const file = fixture(name);
    for (let length = 7; length < file.length; length += 64) {
      const report = await inspect(file.subarray(0, length));
      expect([length, report.status, report.problems.some(({ kind }) => kind === 'reader-failed')]).toEqual([
        length,
        report.status === 'failed' ? 'failed' : 'partial',
        false,
      ]);
    }
  });

  test('flipped bytes: no reader gives up, nothing turns clean', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('lzma.7z', 'lzma2.7z', 'x86.7z', 'locked.7z'),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (name, at, bits) => {
          const file = fixture(name);
          file[at % file.length]! ^= bits;
          const report = await inspect(file);
          expect(report.problems.some(({ kind }) => kind === 'reader-failed')).toBe(false);
          expect(report.verdict).not.toBe('nothing-runs');
        },
      ),
      { numRuns: 150 },
    );
  });

  test('any bytes as a header: it ends, without a throw and without much memory', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(1, 0x17), async (rest, first) => {
        const report = await inspect(archive(bytes(Uint8Array.of(first), rest)));
        expect(report.problems.some(({ kind }) => kind === 'reader-failed')).toBe(false);
        // Zeros end the header, and what follows them is filler.
        if (rest.length > 1 && rest.some((byte) => byte !== 0))
          expect([rest, report.verdict]).not.toEqual([rest, 'nothing-runs']);
      }),
      { numRuns: 300 },
    );
  });

  test('a header whose checksum is wrong is told, and read all the same', async () => {
    const file = fixture('copy.7z');
    file[28]! ^= 1;
    const report = await inspect(file);
    expect([report.verdict, rules(report).filter((rule) => rule.startsWith('archive'))]).toEqual([
      'runs-code',
      ['archive.header-checksum', 'archive.header-checksum'],
    ]);
  });
});

test('an empty archive is empty, and names that escape are told', async () => {
  expect((await inspect(archive(new Uint8Array(0)))).problems).toEqual([]);
  const name = bytes(...Array.from('../a\0', (letter) => u16(letter.charCodeAt(0))));
  const files = Uint8Array.of(1, 5, 1, 0x0e, 1, 0x80, 0x11, name.length + 1, 0, ...name, 0, 0);
  expect(rules(await inspect(archive(files)))).toContain('archive.name-escapes');
});

/** An archive of nothing but a header. */
function archive(header: Uint8Array): Uint8Array {
  const start = bytes(u64(0), u64(header.length), u32(crc32(header)));
  return bytes(Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4), u32(crc32(start)), start, header);
}
