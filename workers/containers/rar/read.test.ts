import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { ascii, bytes, u16, u32 } from '../zip/build-zip.ts';

const engine = instantiate(loadModule());
const inspect = (file: Uint8Array): Promise<Report> => inspectBytes(file, 'model.rar', engine);
const EVIL = ascii('\x80\x04cos\nsystem\n\x8c\x06exit 7\x85R.');
const PLAIN = ascii('\x80\x04N.');

/** RAR 4, block by block (technote.txt). */
function rar4(...blocks: Uint8Array[]): Uint8Array {
  return bytes(ascii('Rar!\x1a\x07\0'), block4(0x73, 0, new Uint8Array(6)), ...blocks, block4(0x7b, 0x4000));
}

function block4(
  type: number,
  flags: number,
  fields: Uint8Array = new Uint8Array(0),
  data = new Uint8Array(0),
): Uint8Array {
  return bytes(u16(0), Uint8Array.of(type), u16(flags), u16(7 + fields.length), fields, data);
}

function file4(name: string, data: Uint8Array, { method = 0x30, flags = 0 } = {}): Uint8Array {
  const numbers = [u32(data.length), u32(data.length), Uint8Array.of(0), u32(0), u32(0), Uint8Array.of(29, method)];
  return block4(0x74, 0x8000 | flags, bytes(...numbers, u16(name.length), u32(0), ascii(name)), new Uint8Array(data));
}

/** RAR 5: numbers below 128 are one byte. */
function rar5(...blocks: Uint8Array[]): Uint8Array {
  return bytes(ascii('Rar!\x1a\x07\x01\0'), block5(1, 0, [0]), ...blocks, block5(5, 0, [0]));
}

function block5(type: number, flags: number, fields: readonly number[], data = new Uint8Array(0)): Uint8Array {
  return bytes(u32(0), Uint8Array.of(fields.length + 2, type, flags, ...fields), data);
}

function file5(name: string, data: Uint8Array, { method = 0, extra = [] as number[] } = {}): Uint8Array {
  const compression = [((method << 7) & 0x7f) | 0x80, method >> 0];
  const sizes = extra.length > 0 ? [extra.length, data.length] : [data.length];
  const fields = [...sizes, 0, data.length, 0, ...compression, 0, name.length, ...ascii(name), ...extra];
  return block5(2, extra.length > 0 ? 3 : 2, fields, new Uint8Array(data));
}

describe.each([
  [
    'RAR 4',
    rar4(file4('a.pkl', EVIL)),
    rar4(file4('a.pkl', PLAIN, { method: 0x33 })),
    rar4(file4('a.pkl', PLAIN, { flags: 4 })),
  ],
  [
    'RAR 5',
    rar5(file5('a.pkl', EVIL)),
    rar5(file5('a.pkl', PLAIN, { method: 3 })),
    rar5(file5('a.pkl', PLAIN, { extra: [2, 1, 0] })),
  ],
])('%s', (_version, stored, packed, locked) => {
  test('members that are stored are read', async () => {
    const report = await inspect(stored);
    expect([report.verdict, report.status, report.findings[0]?.place.path]).toEqual([
      'runs-code',
      'complete',
      ['model.rar', 'a.pkl'],
    ]);
  });

  test('members that are packed are named, and never clean', async () => {
    const report = await inspect(packed);
    expect([report.verdict, report.status, report.findings[0]?.rule]).toEqual([
      'not-known',
      'partial',
      'archive.not-read',
    ]);
    expect(plain(report.problems[0]?.what ?? [])).toBe(
      'a.pkl can not be looked into: Vitrine does not unpack RAR. Unpack it in a place where nothing is loaded, and inspect the files.',
    );
    expect(report.coverage.accounted).toBe(report.coverage.size);
  });

  test('members that are encrypted are said to be', async () => {
    const report = await inspect(locked);
    expect([report.verdict, report.findings[0]?.rule]).toEqual(['review', 'archive.encrypted']);
  });

  test('cut anywhere, nothing throws and nothing is clean', async () => {
    for (const file of [stored, packed, locked]) {
      for (let length = 8; length < file.length; length += 1) {
        const report = await inspect(file.subarray(0, length));
        expect(report.problems.some(({ kind }) => kind === 'reader-failed')).toBe(false);
        if (file !== stored) expect([length, report.verdict]).not.toEqual([length, 'nothing-runs']);
      }
    }
  });
});

test('a RAR whose list is encrypted', async () => {
  const file = bytes(ascii('Rar!\x1a\x07\0'), block4(0x73, 0x80, new Uint8Array(6)), new Uint8Array(64).fill(7));
  expect((await inspect(file)).findings[0]?.rule).toBe('archive.encrypted-names');
  const five = bytes(ascii('Rar!\x1a\x07\x01\0'), block5(4, 0, [0, 0]), new Uint8Array(64).fill(7));
  expect((await inspect(five)).findings[0]?.rule).toBe('archive.encrypted-names');
});

test('any bytes behind the marker', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('\0', '\x01\0'), fc.uint8Array({ maxLength: 150 }), async (version, rest) => {
      const report = await inspect(bytes(ascii(`Rar!\x1a\x07${version}`), rest));
      expect(report.problems.some(({ kind }) => kind === 'reader-failed')).toBe(false);
    }),
    { numRuns: 200 },
  );
});
