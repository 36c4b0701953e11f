import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Analysis, analyse } from '../../analyse/analyse.ts';
import { CALLS_SYSTEM, int, text } from '../../formats/torch/build-checkpoint.ts';
import { plain } from '../../report/prose.ts';
import { PiecedSource } from '../../source/pieced-source.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { ascii, bytes, u32 } from '../zip/build-zip.ts';
import { pax, tar, type TarMember } from './build-tar.ts';
import { paxRecords } from './extended.ts';
import { readTar } from './reader.ts';

const engine = instantiate(loadModule());
const read = (file: Uint8Array): Promise<Analysis> => analyse(bytesSource(file, 'm.tar'), engine);
const problems = ({ facts }: Analysis): string[] =>
  facts.flatMap((fact) => (fact.kind === 'problem' ? [plain(fact.what)] : []));
const codes = ({ facts }: Analysis): string[] => facts.flatMap((fact) => (fact.kind === 'oddity' ? [fact.code] : []));
const roles = ({ facts }: Analysis): string[] =>
  facts.flatMap((fact) => (fact.kind === 'pickle' ? [`${fact.role} ${fact.at.path.slice(1).join('!')}`] : []));

test('members are opened and every byte is explained', async () => {
  const file = tar([
    { name: 'dir/', type: '5' },
    { name: 'dir/a.pkl', data: CALLS_SYSTEM },
    { name: 'b.txt', data: ascii('hi\n') },
  ]);
  const analysis = await read(file);
  expect([analysis.format, analysis.coverage.accounted, problems(analysis)]).toEqual(['tar', file.length, []]);
  expect(roles(analysis)).toEqual(['member dir/a.pkl']);
});

test('long names and PAX names and sizes count', async () => {
  const long = 'x/'.repeat(80) + 'a.pkl';
  const file = tar([
    { name: '././@LongLink', type: 'L', data: ascii(`${long}\0`) },
    { name: long, data: ascii('1') },
    pax('path', 'other.pkl'),
    { name: 'said.txt', data: ascii('2') },
    pax('size', '600'),
    { name: 'two.bin', data: new Uint8Array(600), size: 0 },
    { name: 'after', data: ascii('3') },
  ]);
  const { entries, problems: found, oddities } = await readTar(bytesSource(file));
  expect(entries.map(({ name, size }) => [name, size])).toEqual([
    [long, 1],
    ['other.pkl', 1],
    ['two.bin', 600],
    ['after', 1],
  ]);
  expect([found, oddities.map(({ code }) => code)]).toEqual([[], ['name-differs', 'pax-size']]);
});

test('cut archives say so, and what follows the end is opened', async () => {
  const cut = await read(tar([{ name: 'a.txt', data: ascii('hello') }]).subarray(0, 515));
  expect(problems(cut)).toEqual([
    'a.txt is cut off: the file ends before it does.',
    'The tar archive ends without the zero block that closes it.',
  ]);
  const twice = await read(
    bytes(tar([{ name: 'a.txt', data: ascii('x') }]), tar([{ name: 'b.pkl', data: CALLS_SYSTEM }])),
  );
  expect([roles(twice), codes(twice), problems(twice)]).toEqual([['member b.pkl'], ['second-archive'], []]);
});

const ordinary = ascii('hi\n');

test.each<[string, TarMember[], string[]]>([
  ['a name that climbs', [{ name: '../a.txt', data: ordinary }], ['name-escapes']],
  ['an absolute name', [{ name: '/etc/a.txt', data: ordinary }], ['name-escapes']],
  ['a name with a line feed', [{ name: 'a\nb.txt', data: ordinary }], ['name-control']],
  ['a link inside', [{ name: 'a/b', type: '2', link: '../c' }], ['link']],
  ['a link that leads out', [{ name: 'a', type: '2', link: '../../etc/passwd' }], ['link-escapes']],
  ['a hard link that leads out', [{ name: 'a/b', type: '1', link: '../c' }], ['link-escapes']],
  [
    'a file through a link',
    [
      { name: 'a', type: '2', link: '/etc' },
      { name: 'a/passwd', data: ordinary },
    ],
    ['link-escapes', 'through-link'],
  ],
  [
    'a file in place of a link, which unpacking follows',
    [
      { name: './a', type: '2', link: '/etc/passwd' },
      { name: 'a', data: ordinary },
    ],
    ['link-escapes', 'through-link', 'duplicate-name'],
  ],
  ['a device', [{ name: 'null', type: '3' }], ['device']],
  ['a pipe', [{ name: 'pipe', type: '6' }], ['device']],
  ['a program with its owner’s rights', [{ name: 'su', data: ordinary, mode: '0004755' }], ['set-id']],
  ['a type nobody knows', [{ name: 'a.txt', type: '!', data: ordinary }], ['type-unknown']],
  [
    'names twice',
    [
      { name: 'a.txt', data: ordinary },
      { name: './a.txt', data: ordinary },
    ],
    ['duplicate-name'],
  ],
  [
    'names in two cases',
    [
      { name: 'a.txt', data: ordinary },
      { name: 'A.txt', data: ordinary },
    ],
    ['case-collision'],
  ],
  ['names for all', [pax('path', 'x.txt', 'g'), { name: 'x.txt', data: ordinary }], ['global-header']],
  ['a size below zero', [{ name: 'a.txt', size: -1 }], ['negative-size']],
  [
    'a size above eight gigabytes, which only PAX can tell',
    [pax('size', '8589934592'), { name: 'a.bin', size: 0 }],
    [],
  ],
])('%s', async (_name, members, expected) => {
  expect(codes(await read(tar(members)))).toEqual(expected);
});

test('what only some readers see is opened too: PAX sizes passed by, sizes of links obeyed', async () => {
  const inner = tar([{ name: 'inner.pkl', data: CALLS_SYSTEM }], new Uint8Array(0));
  const bySize = await read(tar([pax('size', String(inner.length)), { name: 'a.bin', data: inner, size: 0 }]));
  expect(codes(bySize)).toEqual(['pax-size', 'hidden-member']);
  expect(roles(bySize)).toContain('member inner.pkl (hidden from tarfile)');
  const links = await read(
    tar([
      { name: 'l', type: '2', link: 'x', size: inner.length },
      { name: 'inner.pkl', data: CALLS_SYSTEM },
      { name: 'c.txt', data: ordinary },
    ]),
  );
  expect(codes(links)).toEqual(['size-without-data', 'link']);
  expect(roles(links)).toEqual(['member inner.pkl']);
});

test('a PAX value ends where its length says, whatever it holds', () => {
  const records = ascii('26 comment=\n14 path=evil\n\n17 path=good.txt\n');
  expect(paxRecords(records)).toEqual({ path: 'good.txt' });
});

describe('archives as tools write them', () => {
  const fixture = (name: string): Uint8Array =>
    new Uint8Array(readFileSync(join(import.meta.dirname, 'fixtures', name)));

  test.each(['ustar', 'gnu', 'pax'])('%s', async (name) => {
    const file = fixture(`${name}.tar`);
    const analysis = await read(file);
    expect([codes(analysis), problems(analysis), analysis.coverage.accounted]).toEqual([['link'], [], file.length]);
    const { entries } = await readTar(bytesSource(file));
    expect(entries.map((entry) => entry.name.split('/').at(-1))).toContain('naïve.txt');
  });

  test.each(['gnu', 'pax-0.0', 'pax-0.1', 'pax-1.0'])('sparse, %s', async (name) => {
    const file = fixture(`sparse-${name}.tar`);
    const { entries } = await readTar(bytesSource(file));
    const [entry] = entries;
    expect([entry?.name, entry?.sparse?.size]).toEqual(['hole.bin', 1024 * 1024]);
    const whole = new PiecedSource(bytesSource(file), 'whole', 1024 * 1024, entry?.sparse?.pieces ?? []);
    const text = ascii('ordinary text. '.repeat(40));
    const held = new Uint8Array(1024 * 1024);
    for (const at of [0, 512 * 1024, held.length - 600]) held.set(text, at);
    expect(Buffer.compare(await whole.read(0, held.length), held)).toBe(0);
    const analysis = await read(file);
    expect(codes(analysis)).toEqual(['sparse']);
  });
});

test('a checkpoint of torch 0.1.9: pickle, storages and tensors are read as torch reads them', async () => {
  const pickle = (...parts: Uint8Array[]): Uint8Array => bytes(Uint8Array.of(0x80, 2), ...parts, ascii('.'));
  const key = pickle(ascii('('), int(7), text('cpu'), ascii('ctorch\nFloatStorage\nt'));
  const storages = bytes(pickle(int(1)), key, u32(4), u32(0), new Uint8Array(16).fill(1), pickle(ascii(']')));
  const entry = pickle(ascii('('), int(8), int(7), ascii('ctorch\nFloatTensor\nt'));
  const tensors = bytes(pickle(int(1)), entry, u32(1), u32(0), u32(4), u32(0), u32(1), u32(0), u32(0), u32(0));
  const file = tar([
    { name: 'sys_info', data: pickle(ascii('}')) },
    { name: 'pickle', data: CALLS_SYSTEM },
    { name: 'tensors', data: tensors },
    { name: 'storages', data: storages },
  ]);
  const analysis = await read(file);
  expect([analysis.format, analysis.coverage.accounted, problems(analysis)]).toEqual(['torch-tar', file.length, []]);
  expect(roles(analysis)).toEqual([
    'member sys_info',
    'torch-legacy pickle',
    'torch-legacy tensors',
    'torch-legacy tensors',
    'torch-legacy storages',
    'torch-legacy storages',
    'torch-legacy storages',
  ]);
  expect(analysis.facts.find((fact) => fact.kind === 'torch')).toMatchObject({ container: 'tar', pickle: 1 });
});

test('random mutations never throw and always end', async () => {
  const seed = tar([pax('size', '5'), { name: 'a', data: ascii('hello') }, { name: 'b', data: new Uint8Array(700) }]);
  const edit = fc.tuple(fc.nat(seed.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { maxLength: 8 }), async (edits) => {
      const file = seed.slice();
      for (const [at, value] of edits) file[at] = value;
      const { entries, end } = await readTar(bytesSource(file));
      expect(end).toBeLessThanOrEqual(file.length);
      for (const { dataOffset, size } of entries)
        expect(dataOffset + size).toBeLessThanOrEqual(Math.max(file.length, dataOffset));
    }),
    { numRuns: 200 },
  );
});
