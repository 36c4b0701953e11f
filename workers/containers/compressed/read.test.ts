import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import type { Report } from '../../report/schema.ts';
import { inspectBytes } from '../../rules/conformance/inspect.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { ascii, bytes, crc32, u16, u32 } from '../zip/build-zip.ts';
import { contentName } from './read.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const engine = instantiate(loadModule());
const fixture = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(FIXTURES, name)));
const inspect = (file: Uint8Array, name = 'model.pkl.gz'): Promise<Report> => inspectBytes(file, name, engine);
const rules = (report: Report): string[] => report.findings.map(({ rule }) => rule);
const names = readdirSync(FIXTURES).filter((name) => !name.endsWith('.py'));
const CALL = fixture('call.pkl.gz');
const NONE = bytes(ascii('\x80\x04N.'));

describe('what real tools packed', () => {
  test.each(names.filter((name) => name.startsWith('call')))('%s: the call inside is found', async (name) => {
    const report = await inspect(fixture(name), name);
    expect([report.verdict, report.status, report.findings[0]?.rule]).toEqual([
      'runs-code',
      'complete',
      'pickle.call.process',
    ]);
    const place = report.findings[0]?.place;
    expect([place?.path.length, place?.file, place?.offset]).toEqual([2, null, 41]);
    expect(report.coverage.accounted).toBe(report.coverage.size);
  });

  test.each(names.filter((name) => name.startsWith('plain')))('%s: nothing runs, nothing is said', async (name) => {
    const report = await inspect(fixture(name), name);
    expect([report.verdict, report.status, report.findings]).toEqual(['nothing-runs', 'complete', []]);
  });
});

describe('a stream that is not whole', () => {
  test.each(names)('%s: cut anywhere it is never called complete, and nothing throws', async (name) => {
    const file = fixture(name);
    const step = name.startsWith('call') ? 1 : 256;
    for (let length = 10; length < file.length; length += step) {
      const report = await inspect(file.subarray(0, length), name);
      expect([length, report.status]).not.toEqual([length, 'complete']);
      expect(report.verdict).not.toBe('nothing-runs');
    }
  });

  test('a gzip file without its last bytes still gives its pickle away', async () => {
    for (const cut of [1, 8]) {
      const report = await inspect(CALL.subarray(0, CALL.length - cut));
      expect([report.verdict, report.status]).toEqual(['runs-code', 'partial']);
      expect(rules(report)).toContain('compressed.truncated');
    }
  });

  test('flipped bytes: found out, or of no consequence', async () => {
    for (const name of names.filter((each) => each.startsWith('call'))) {
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
          const file = fixture(name);
          file[at % file.length]! ^= bits;
          const report = await inspect(file, name);
          expect(report.verdict === 'nothing-runs' && report.status === 'complete').toBe(false);
        }),
        { numRuns: 40 },
      );
    }
  });

  test('any bytes behind any magic number', async () => {
    const magics = [
      '\x1f\x8b\x08\x00',
      'BZh91AY&SY',
      '\xfd7zXZ\x00',
      '\x28\xb5\x2f\xfd',
      '\x04\x22\x4d\x18',
      'x\x9c',
      'ZF0x',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...magics), fc.uint8Array({ maxLength: 200 }), async (magic, rest) => {
        const report = await inspect(bytes(ascii(magic), rest), 'any');
        expect(report.problems.some(({ kind }) => kind === 'reader-failed')).toBe(false);
        expect(report.verdict).not.toBe('runs-code');
      }),
      { numRuns: 200 },
    );
  });
});

describe('gzip', () => {
  test('a wrong checksum and a wrong size are told; the content is read', async () => {
    const wrong = (from: number): Uint8Array => {
      const file = CALL.slice();
      file[file.length - from]! ^= 1;
      return file;
    };
    const [checksum, size] = [await inspect(wrong(5)), await inspect(wrong(1))];
    expect([checksum.verdict, rules(checksum)[1]]).toEqual(['runs-code', 'compressed.checksum']);
    expect([size.verdict, rules(size)[1]]).toEqual(['runs-code', 'compressed.size']);
  });

  test('members are joined: a program may begin in one and end in the next', async () => {
    const pickle = Buffer.from('\x80\x04cos\nsystem\n\x8c\x06exit 7\x85R.', 'latin1');
    const file = bytes(gzipSync(pickle.subarray(0, 9)), gzipSync(pickle.subarray(9)), gzipSync(Buffer.alloc(0)));
    const report = await inspect(file);
    expect([report.verdict, report.status]).toEqual(['runs-code', 'complete']);
    expect(rules(report)).toContain('compressed.members');
    expect((await inspect(bytes(file, new Uint8Array(1000)))).status).toBe('complete');
  });

  test('a program in front of an innocent member, and behind it', async () => {
    const empty = gzipSync(NONE);
    expect((await inspect(bytes(CALL, empty))).verdict).toBe('runs-code');
    expect((await inspect(bytes(empty, CALL))).verdict).toBe('can-run-code');
  });

  test('bytes after the stream are looked at', async () => {
    const report = await inspect(bytes(gzipSync(NONE), ascii('\x80\x04cos\nsystem\n\x8c\x06exit 7\x85R.')));
    expect([report.verdict, report.status]).toEqual(['can-run-code', 'partial']);
    expect(rules(report)).toContain('compressed.trailing');
    const inner = await inspect(bytes(gzipSync(NONE), fixture('call.pkl.xz')));
    expect(rules(inner)).toContain('pickle.call.process');
  });

  test('header fields: text is explained, anything else is looked at', async () => {
    const header = (flags: number, ...fields: Uint8Array[]): Uint8Array => {
      const raw = deflateRawSync(NONE);
      return bytes(Uint8Array.of(0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3), ...fields, raw, u32(crc32(NONE)), u32(4));
    };
    const text = header(8 + 16 + 2, ascii('model.pkl\0'), ascii('by hand\0'), u16(0));
    expect((await inspect(text)).status).toBe('complete');
    const evil = ascii(`${'x'.repeat(40)}\x80\x04cos\nsystem\n\x8c\x06exit 7\x85R.`);
    const extra = header(4, u16(evil.length), evil);
    expect([(await inspect(extra)).verdict, (await inspect(extra)).status]).toEqual(['can-run-code', 'partial']);
    const short = ascii('\x80\x02cos\nsystem\nU\x01x\x85R.');
    expect((await inspect(header(4, u16(short.length), short))).verdict).toBe('can-run-code');
    expect((await inspect(header(4, u16(6), ascii('BC\x02\x00\x10\x00')))).status).toBe('complete');
  });
});

describe('frames that are skipped', () => {
  const skipped = (content: Uint8Array): Uint8Array => bytes(u32(0x184d2a53), u32(content.length), content);

  test.each(['zst', 'lz4'])('%s: what they hold is looked at', async (kind) => {
    const evil = ascii('\x80\x04cos\nsystem\n\x8c\x06exit 7\x85R.');
    for (const file of [
      bytes(skipped(evil), fixture(`plain.pkl.${kind}`)),
      bytes(fixture(`plain.pkl.${kind}`), skipped(evil)),
    ]) {
      const report = await inspect(file, `model.${kind}`);
      expect([report.verdict, report.status]).toEqual(['can-run-code', 'partial']);
      expect(rules(report)).toContain('compressed.skippable');
    }
  });

  test('what pzstd and seekable files write is nothing to tell', async () => {
    const table = bytes(u32(100), u32(200), u32(1), Uint8Array.of(0), u32(0x8f92eab1));
    const seekable = bytes(u32(0x184d2a5e), u32(table.length), table);
    const parallel = bytes(u32(0x184d2a50), u32(4), u32(5625));
    const report = await inspect(bytes(parallel, fixture('plain.pkl.zst'), seekable), 'model.zst');
    expect([report.verdict, report.findings]).toEqual(['nothing-runs', []]);
  });
});

describe('bombs', () => {
  test('zeros that compress well are read whole and told', async () => {
    const report = await inspect(gzipSync(new Uint8Array(8 << 20), { level: 9 }), 'zeros.gz');
    expect([report.status, rules(report)]).toEqual(['complete', ['compressed.ratio']]);
  });

  test('more than half a gigabyte in half a megabyte is stopped', async () => {
    const piece = deflateRawSync(new Uint8Array(1 << 20), { level: 9, finishFlush: 2 });
    const file = bytes(CALL.subarray(0, 10), ascii('call.pkl\0').subarray(0), ...Array<Uint8Array>(600).fill(piece));
    const report = await inspect(file, 'bomb.gz');
    expect(rules(report)).toContain('compressed.bomb');
    expect([report.status, report.problems.some(({ kind }) => kind === 'limit')]).toEqual(['partial', true]);
  }, 60_000);

  test('compressed again and again: the depth has an end, and it is told', async () => {
    let file: Uint8Array = NONE;
    for (let i = 0; i < 12; i += 1) file = gzipSync(file);
    const report = await inspect(file);
    expect([report.verdict, report.problems.map(({ kind }) => kind)]).toEqual(['not-known', ['limit']]);
  });
});

test('a text or a program that only begins like a stream is what it is', async () => {
  const text = await inspect(ascii('x^2 + y^2 = z^2 is a line of plain text\n'), 'notes.txt');
  expect([text.file.format, text.verdict]).toEqual(['text', 'nothing-runs']);
  expect((await inspect(ascii(']\0\0\x10\0 no lzma at all, just a list'), 'x')).file.format).not.toBe('lzma');
});

test('what comes out is named after the file', async () => {
  expect(['a.pkl.gz', 'a.tgz', 'a.tar.xz', 'model.joblib', '.gz'].map(contentName)).toEqual([
    'a.pkl',
    'a.tar',
    'a.tar',
    'model.joblib (decompressed)',
    '.gz (decompressed)',
  ]);
  const report = await inspect(fixture('call.pkl.z'), 'model.joblib');
  expect(plain(report.findings[0]?.where ?? [])).toContain('model.joblib (decompressed)');
});
