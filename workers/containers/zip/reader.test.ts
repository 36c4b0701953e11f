import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../report/prose.ts';
import { Claims } from '../../source/coverage.ts';
import { bytesHost } from '../../source/host.ts';
import { bytesSource, RootSource } from '../../source/sources.ts';
import { ascii, bytes, type Member, type Options, torchZip, u16, u32, zip } from './build-zip.ts';
import { comments, structureClaims } from './claims.ts';
import type { ZipCode } from './disagreements.ts';
import { extent } from './entry.ts';
import { readZip, type ZipArchive } from './reader.ts';

const A: Member = { name: 'a/one.txt', data: ascii('the first one') };
const B: Member = { name: 'a/data.pkl', data: ascii('the second one') };

async function read(file: Uint8Array): Promise<ZipArchive> {
  const archive = await readZip(bytesSource(file, 'f.zip'));
  if (archive === null) throw new Error('not an archive');
  return archive;
}

async function codes(members: readonly Member[], options?: Options): Promise<string[]> {
  return (await read(zip(members, options))).facts.map(({ code }) => code);
}

/** What structure, members, comments and zeros leave unexplained. */
function unexplained(archive: ZipArchive): readonly { offset: number; length: number }[] {
  const claims = new Claims(archive.source.size);
  for (const claim of structureClaims(archive)) claims.claim(claim, claim.kind, claim.label, 0);
  for (const range of comments(archive)) claims.claim(range, 'text', 'comment', 0);
  for (const { dataOffset, readings } of archive.entries) {
    for (const { compressedSize } of dataOffset === null ? [] : readings) {
      claims.claim({ offset: dataOffset ?? 0, length: compressedSize }, 'text', 'data', 0);
    }
  }
  return claims.gaps();
}

describe('an honest archive', () => {
  test.each<[string, Uint8Array]>([
    ['stored', zip([A, B])],
    ['deflated', zip([{ ...A, deflated: deflateRawSync(A.data) }, B])],
    [
      'with data descriptors',
      zip([
        { ...A, descriptor: true },
        { ...B, deflated: deflateRawSync(B.data), descriptor: true },
      ]),
    ],
    ['Zip64', zip([A, B], { zip64: true })],
    ['with a comment', zip([A, B], { comment: ascii('hello') })],
    [
      'as torch writes it',
      torchZip('archive', { 'data.pkl': ascii('N.'), 'data/0': new Uint8Array(100), version: ascii('3\n') }),
    ],
    ['empty', zip([])],
  ])('%s: no facts, all bytes explained', async (_, file) => {
    const archive = await read(file);
    expect(archive.facts).toEqual([]);
    expect(archive.problems).toEqual([]);
    expect(unexplained(archive)).toEqual([]);
    expect(archive.listed).toBe(archive.entries.length);
  });

  test('keeps every field and where it stands', async () => {
    const archive = await read(
      zip([A, { ...B, deflated: deflateRawSync(B.data) }], { prefix: ascii('#!'), countPrefix: true }),
    );
    const [one, two] = archive.entries;
    expect(one).toMatchObject({
      name: 'a/one.txt',
      dataOffset: 2 + 30 + 9,
      readings: [{ by: 'central', method: 0, compressedSize: 13 }],
    });
    expect(two?.central).toMatchObject({ index: 1, method: 8, size: 14, localOffset: 2 + 30 + 9 + 13 });
    expect(one?.head).toEqual(ascii('the first one'));
  });

  test('5,000 entries cost a handful of reads', async () => {
    const members = Array.from({ length: 5000 }, (_, i): Member => ({
      name: `archive/data/${i}`,
      data: new Uint8Array(200),
      descriptor: true,
    }));
    const inner = bytesHost(zip(members));
    let reads = 0;
    const host = {
      size: inner.size,
      read: (offset: number, length: number) => ((reads += 1), inner.read(offset, length)),
    };
    const archive = await readZip(new RootSource('f', host));
    expect(archive?.entries).toHaveLength(5000);
    expect(archive?.facts).toEqual([]);
    expect(reads).toBeLessThan(60);
  });

  test('what is no archive is none', async () => {
    expect(await readZip(bytesSource(ascii('hello')))).toBeNull();
    expect(await readZip(bytesSource(new Uint8Array(0)))).toBeNull();
    expect(await readZip(bytesSource(bytes(ascii('weights'), u32(0x06054b50), new Uint8Array(40).fill(7))))).toBeNull();
  });
});

const fakeEnd = bytes(u32(0x06054b50), u16(0), u16(0), u16(0), u16(0), u32(0), u32(0), u16(0));
const upath = (name: string) => bytes(u16(0x7075), u16(5 + name.length), Uint8Array.of(1), u32(0), ascii(name));

describe('each disagreement is a fact', () => {
  test.each<[ZipCode, readonly Member[], Options?]>([
    ['duplicate-name', [A, B, { ...B, data: ascii('N.') }]],
    ['case-collision', [A, B, { ...B, name: 'a/DATA.PKL' }]],
    ['name-differs', [A, { ...B, local: { name: 'a/XXXX.pkl' } }]],
    ['method-differs', [A, { ...B, local: { method: 8 } }]],
    ['flags-differ', [A, { ...B, local: { flags: 0x800 } }]],
    ['size-differs', [A, { ...B, local: { compressedSize: 3 } }]],
    ['crc-differs', [A, { ...B, local: { crc: 1 } }]],
    ['descriptor-differs', [A, { ...B, descriptor: { crc: 7 } }]],
    ['name-nul', [A, { ...B, name: 'a/data.pkl\0.txt' }]],
    ['name-control', [A, { ...B, name: 'a/\x1b[2Jdata.pkl' }]],
    ['name-traversal', [A, { ...B, name: 'a/../../etc/passwd' }]],
    ['name-absolute', [A, { ...B, name: '/etc/passwd' }]],
    ['name-absolute', [A, { ...B, name: 'C:/x' }]],
    ['name-backslash', [A, { ...B, name: 'a\\data.pkl' }]],
    ['encrypted', [A, { ...B, central: { flags: 1 }, local: { flags: 1 } }]],
    ['symlink', [A, { ...B, central: { external: 0xa1ff0000 } }]],
    ['method-unsupported', [A, { ...B, central: { method: 93 }, local: { method: 93 } }]],
    ['unicode-path', [A, { ...B, central: { extra: upath('a/other.pkl') } }]],
    ['count-differs', [A, B], { end: { entries: 1, entriesHere: 1 } }],
    ['multi-disk', [A, B], { end: { disk: 1 } }],
    ['end-in-comment', [A, B], { comment: bytes(ascii('see '), fakeEnd, ascii('..')) }],
    ['prefix', [A, B], { prefix: ascii('GGUF....'), countPrefix: true }],
    ['directory-moved', [A, B], { prefix: ascii('GGUF....'), countPrefix: false }],
    ['suffix', [A, B], { suffix: ascii('tail') }],
    ['gap', [A, { ...B, gap: ascii('hidden') }]],
    ['overlap', [A, { ...B, sameAs: 0 }]],
    ['orphan', [A, { ...B, orphan: true }]],
    ['ratio', [A, { ...B, data: new Uint8Array(3_000_000), deflated: deflateRawSync(new Uint8Array(3_000_000)) }]],
    ['zip64-locator', [A, B], { zip64: { locatorOffset: 5 } }],
    ['zip64-fields', [A, B], { zip64: true, end: { entries: 1 } }],
    ['no-local-header', [A, { ...B, ghost: true, central: { offset: 9 } }]],
    ['no-directory', [A, B], { noDirectory: true }],
  ])('%s', async (code, members, options) => {
    expect(await codes(members, options)).toContain(code);
  });

  test('both readings are stated, and hostile names stay data', async () => {
    const archive = await read(zip([{ ...B, local: { name: 'a/\x1b[2J' } }]));
    const fact = archive.facts.find(({ code }) => code === 'name-differs');
    expect(fact).toMatchObject({ entry: 'a/data.pkl', loaded: true });
    expect(fact?.readings.map(({ sees }) => plain(sees))).toEqual([
      'a/data.pkl; zipfile then refuses to open it',
      'a/\\u{1b}[2J',
    ]);
    expect(fact?.readings[1]?.sees).toEqual([{ data: 'a/\x1b[2J' }]);
  });

  test('two directories in one file are both read', async () => {
    const inner = zip([B]);
    const file = zip([A], { comment: bytes(inner) });
    const archive = await read(file);
    expect(archive.entries.map(({ name }) => name)).toEqual(['a/data.pkl', 'a/one.txt']);
    expect(archive.facts.map(({ code }) => code)).toContain('end-ambiguous');
  });

  test('a directory at its stated offset and another one at its position are both read', async () => {
    const decoy = zip([A]);
    const real = zip([B], { prefix: decoy, countPrefix: true, end: { offset: 30 + 9 + 13 } });
    const archive = await read(real);
    expect(archive.facts.map(({ code }) => code)).toContain('directory-twice');
    // Going by position moves every offset, so the first entry's header is missed; it is found as an orphan.
    expect(archive.entries.map(({ name, local }) => [name, local !== null])).toEqual([
      ['a/data.pkl', false],
      ['a/one.txt', true],
      ['a/data.pkl', true],
    ]);
  });

  test('another method or size in the local header is another reading of the bytes', async () => {
    const archive = await read(zip([{ ...B, local: { method: 8, compressedSize: 4 } }]));
    expect(archive.entries[0]?.readings).toMatchObject([
      { by: 'central', method: 0, compressedSize: 14 },
      { by: 'local', method: 8, compressedSize: 4 },
    ]);
  });

  test('thousands of alike facts are counted, not kept, and the count is a problem', async () => {
    const members = Array.from({ length: 1500 }, (_, i): Member => ({ name: `../${i}`, data: new Uint8Array(1) }));
    const archive = await read(zip(members));
    expect(archive.facts).toHaveLength(1000);
    expect(archive.problems.map(({ problem, what }) => [problem, plain(what)])).toEqual([
      ['limit', '500 more of: The name climbs out of the folder it is unpacked in. Only the first ones are listed.'],
    ]);
  });
});

describe('without a directory', () => {
  test('entries are found by their local headers, and the report says so', async () => {
    const file = zip([A, { ...B, descriptor: true }, { name: 'a/c', data: ascii('third') }], { noDirectory: true });
    const archive = await read(file.subarray(0, file.length - 2));
    expect(archive.entries.map(({ name, readings }) => [name, readings[0]?.compressedSize])).toEqual([
      ['a/one.txt', 13],
      ['a/data.pkl', 14 + 16],
      ['a/c', 3],
    ]);
    expect(archive.problems.map(({ problem }) => problem)).toEqual(['malformed']);
  });

  test('an end record further than 64 KiB from the end is not found by loaders', async () => {
    const archive = await read(zip([A, B], { suffix: new Uint8Array(70_000).fill(1) }));
    expect(archive.facts.map(({ code }) => code)).toContain('no-directory');
    expect(archive.entries.map(({ name }) => name)).toEqual(['a/one.txt', 'a/data.pkl']);
  });

  test('many unsized headers do not cost many passes', async () => {
    const members = Array.from({ length: 3000 }, (_, i): Member => ({
      name: `m${i}`,
      data: new Uint8Array(40),
      descriptor: true,
    }));
    const inner = bytesHost(zip(members, { noDirectory: true }));
    let read = 0;
    const host = {
      size: inner.size,
      read: (offset: number, length: number) => ((read += length), inner.read(offset, length)),
    };
    expect((await readZip(new RootSource('f', host)))?.entries).toHaveLength(3000);
    expect(read).toBeLessThan(4 * inner.size);
  });
});

test('orphans between entries are opened, what looks like one inside data is not', async () => {
  const hidden: Member = { name: 'hidden.pkl', data: zip([A]), orphan: true };
  const archive = await read(zip([A, hidden, B]));
  expect(archive.entries.slice(archive.listed).map(({ name, dataOffset }) => [name, dataOffset])).toEqual([
    ['hidden.pkl', 30 + 9 + 13 + 30 + 10],
  ]);
  expect(unexplained(archive)).toEqual([]);
});

test('hidden bytes in comments and unknown extra fields are not explained by the structure', async () => {
  const secret = bytes(u16(0xbeef), u16(40), ascii('cos\nsystem\n(S"id"\ntR.'.padEnd(40, '!')));
  const archive = await read(zip([{ ...A, central: { extra: secret } }, B]));
  expect(unexplained(archive)).toHaveLength(1);
  expect(unexplained(archive)[0]?.length).toBe(40);
});

test('random mutations never throw, always end, and explain nothing outside the file', async () => {
  const seeds = [
    zip([A, { ...B, deflated: deflateRawSync(B.data), descriptor: true }], { zip64: true, comment: ascii('hi') }),
    torchZip('r', { 'data.pkl': ascii('N.'), 'data/0': new Uint8Array(64) }),
    zip([A, B], { prefix: ascii('xx'), countPrefix: false }),
  ];
  const edit = fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    fc.constantFrom(0, 1, 0x50, 0x7f, 0xff, 8),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...seeds),
      fc.array(edit, { maxLength: 12 }),
      fc.double({ min: 0.3, max: 1, noNaN: true }),
      async (seed, edits, keep) => {
        const file = seed.slice(0, Math.ceil(seed.length * keep));
        for (const [where, value] of edits) file[Math.floor(where * file.length)] = value;
        const archive = await readZip(bytesSource(file));
        if (archive === null) return;
        const claims = new Claims(file.length);
        for (const claim of structureClaims(archive)) claims.claim(claim, claim.kind, claim.label, 0);
        expect(claims.accounted).toBeLessThanOrEqual(file.length);
        for (const fact of archive.facts) expect(fact.at.offset).toBeGreaterThanOrEqual(0);
        for (const entry of archive.entries) {
          const range = extent(entry);
          if (range !== null) expect(range.offset).toBeLessThan(file.length);
        }
      },
    ),
    { numRuns: 400 },
  );
});
