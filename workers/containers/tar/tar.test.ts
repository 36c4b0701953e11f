import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Analysis, analyse } from '../../analyse/analyse.ts';
import { CALLS_SYSTEM, int, text } from '../../formats/torch/build-checkpoint.ts';
import { plain } from '../../report/prose.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { ascii, bytes, u32 } from '../zip/build-zip.ts';
import { pax, tar } from './build-tar.ts';
import { readTar } from './reader.ts';

const engine = instantiate(loadModule());
const read = (file: Uint8Array): Promise<Analysis> => analyse(bytesSource(file, 'm.tar'), engine);
const problems = ({ facts }: Analysis): string[] =>
  facts.flatMap((fact) => (fact.kind === 'problem' ? [plain(fact.what)] : []));
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
  const { entries, problems: found } = await readTar(bytesSource(file));
  expect(entries.map(({ name, size }) => [name, size])).toEqual([
    [long, 1],
    ['other.pkl', 1],
    ['two.bin', 600],
    ['after', 1],
  ]);
  expect(found.map(({ what }) => plain(what))).toEqual([expect.stringContaining('two sizes: 600')]);
});

test('links are not followed, cut archives say so, and what follows the end is opened', async () => {
  const links = await read(tar([{ name: 'a', type: '2', link: '../../etc/passwd' }]));
  expect(problems(links)).toEqual(['a is a link to ../../etc/passwd, which was not followed.']);
  const cut = await read(tar([{ name: 'a.txt', data: ascii('hello') }]).subarray(0, 515));
  expect(problems(cut)).toEqual([
    'a.txt is cut off: the file ends before it does.',
    'The tar archive ends without the zero block that closes it.',
  ]);
  const twice = await read(
    bytes(tar([{ name: 'a.txt', data: ascii('x') }]), tar([{ name: 'b.pkl', data: CALLS_SYSTEM }])),
  );
  expect(roles(twice)).toEqual(['member bytes at 0x800!b.pkl']);
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
