import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, bytes, type Member, torchZip, zip } from '../containers/zip/build-zip.ts';
import type { Fact, PickleFact, ProblemFact, TensorFact, TorchFact } from '../facts.ts';
import { CALLS_SYSTEM, legacy, stateDict } from '../formats/torch/build-checkpoint.ts';
import { plain } from '../report/prose.ts';
import { SourceError } from '../source/byte-source.ts';
import { bytesSource, RootSource } from '../source/sources.ts';
import { instantiate } from '../wasm/engine.ts';
import { loadModule } from '../wasm/load.node.ts';
import { type Analysis, analyse } from './analyse.ts';
import type { ArtifactTree } from './artifact.ts';

const engine = instantiate(loadModule());
const read = (file: Uint8Array, name = 'model.pt'): Promise<Analysis> => analyse(bytesSource(file, name), engine);

const WEIGHTS = new Uint8Array(16).fill(7);
const OBJECT = stateDict([{ name: 'w', key: '0', shape: [2, 2], numel: 4 }]);
const CHECKPOINT = torchZip('archive', {
  'data.pkl': OBJECT,
  byteorder: ascii('little'),
  'data/0': WEIGHTS,
  version: ascii('3\n'),
});

const programs = ({ facts }: Analysis): PickleFact[] => facts.filter((fact) => fact.kind === 'pickle');
const roles = (analysis: Analysis): string[] =>
  programs(analysis).map(({ role, at }) => `${role} ${at.path.slice(1).join('!')}@${at.offset}`);
const problems = ({ facts }: Analysis): ProblemFact[] => facts.filter((fact) => fact.kind === 'problem');
const kinds = (analysis: Analysis): string[] => problems(analysis).map(({ problem }) => problem);
const tensors = ({ facts }: Analysis): TensorFact[] => facts.filter((fact) => fact.kind === 'tensor');
const torch = ({ facts }: Analysis): TorchFact | undefined => facts.find((fact) => fact.kind === 'torch');
const codes = ({ facts }: Analysis): string[] => facts.flatMap((fact) => (fact.kind === 'zip' ? [fact.code] : []));
const names = ({ children }: ArtifactTree): string[] => children.map(({ name }) => name);

describe('a torch archive', () => {
  test('is understood to the last byte', async () => {
    const analysis = await read(CHECKPOINT);
    expect([analysis.format, analysis.coverage.accounted]).toEqual(['torch-zip', CHECKPOINT.length]);
    expect(problems(analysis)).toEqual([]);
    expect(codes(analysis)).toEqual([]);
    expect(torch(analysis)).toMatchObject({
      container: 'zip',
      root: 'archive',
      strays: 0,
      atStart: true,
      torchScript: false,
      byteorder: 'little',
      pickle: 0,
    });
    expect(roles(analysis)).toEqual(['torch-object archive/data.pkl@0']);
    const [tensor] = tensors(analysis);
    expect(tensor).toMatchObject({
      name: 'w',
      dtype: 'float32',
      shape: [2, 2],
      strides: [2, 1],
      bytes: 16,
      problem: null,
    });
    const record = tensor?.storage.record;
    expect(record && CHECKPOINT.subarray(record.offset, record.offset + record.length)).toEqual(WEIGHTS);
    expect(names(analysis.tree)).toEqual([
      'archive/data.pkl',
      'archive/byteorder',
      'archive/data/0',
      'archive/version',
    ]);
    expect(new Set(analysis.coverage.segments.map(({ kind }) => kind))).toEqual(
      new Set(['structure', 'padding', 'program', 'text', 'weights']),
    );
  });

  test('the same bytes give the same facts', async () => {
    const twice = await Promise.all([read(CHECKPOINT), read(CHECKPOINT)]);
    const [first, second] = twice.map(({ facts, tree, coverage }) =>
      JSON.stringify({ facts: facts.map(flat), tree, coverage }),
    );
    expect(first).toBe(second);
  });

  test('an OrderedDict, a nested dict and a second tensor on one storage are named by their keys', async () => {
    const object = stateDict(
      [
        { name: 'layer.weight', key: '0', shape: [2], numel: 4 },
        { name: 'layer.tail', key: '0', shape: [2], offset: 2, numel: 4 },
      ],
      true,
    );
    const analysis = await read(torchZip('a', { 'data.pkl': object, 'data/0': WEIGHTS }));
    expect(tensors(analysis).map(({ name, problem }) => [name, problem])).toEqual([
      ['layer.weight', null],
      ['layer.tail', null],
    ]);
  });

  test.each([
    ['missing-record', { key: '9', shape: [2, 2], numel: 4 }],
    ['out-of-bounds', { key: '0', shape: [2, 2], numel: 4, offset: 1 }],
    ['out-of-bounds', { key: '0', shape: [2, 2], strides: [1000, 1], numel: 4 }],
    ['out-of-bounds', { key: '0', shape: [-1], numel: 4 }],
    ['size-differs', { key: '0', shape: [1], numel: 3 }],
  ] as const)('a tensor that does not fit its storage: %s', async (code, spec) => {
    const analysis = await read(torchZip('a', { 'data.pkl': stateDict([{ name: 'w', ...spec }]), 'data/0': WEIGHTS }));
    expect(tensors(analysis)[0]?.problem?.code).toBe(code);
  });

  test('two data.pkl: both are read, and torch takes the one its binary search meets', async () => {
    const evil: Member = { name: 'archive/data.pkl', data: CALLS_SYSTEM };
    const good: Member = { name: 'archive/data.pkl', data: OBJECT };
    const version: Member = { name: 'archive/version', data: ascii('3\n') };
    const analysis = await read(zip([evil, good, version]));
    expect(roles(analysis)).toEqual(['torch-object archive/data.pkl@0', 'torch-object archive/data.pkl (2)@0']);
    expect(torch(analysis)?.pickle).toBe(0);
    const fact = analysis.facts.find((each) => each.kind === 'zip' && each.code === 'duplicate-name');
    expect(fact?.kind === 'zip' && fact.readings.map(({ reader, sees }) => `${reader}: ${plain(sees)}`)).toEqual([
      'torch: the entry at 0x0',
      `zipfile: the entry at 0x${(30 + 16 + CALLS_SYSTEM.length).toString(16)}`,
    ]);
  });

  test('lies in local headers change nothing about what torch reads', async () => {
    const lies: Member = {
      name: 'archive/data.pkl',
      data: OBJECT,
      local: { name: 'archive/XXXX.pkl', flags: 1 },
      central: { crc: 5 },
    };
    const analysis = await read(zip([lies, { name: 'archive/version', data: ascii('3\n') }]));
    expect(codes(analysis)).toEqual(['name-differs', 'flags-differ', 'crc-differs', 'crc-wrong']);
    expect(roles(analysis)).toEqual(['torch-object archive/data.pkl@0']);
  });

  test('another root, other case, constants.pkl', async () => {
    const other = await read(
      zip([
        { name: 'x/version', data: ascii('3') },
        { name: 'y/data.pkl', data: CALLS_SYSTEM },
      ]),
    );
    expect(torch(other)).toMatchObject({ root: 'x', strays: 1, pickle: null });
    expect(roles(other)).toEqual(['torch-object y/data.pkl@0']);
    const upper = await read(
      zip([
        { name: 'x/DATA.PKL', data: CALLS_SYSTEM },
        { name: 'x/version', data: ascii('3') },
      ]),
    );
    expect(torch(upper)).toMatchObject({ root: 'x', strays: 0, pickle: 0 });
    const script = await read(torchZip('a', { 'data.pkl': OBJECT, 'constants.pkl': ascii('\x80\x02).') }));
    expect([script.format, torch(script)?.torchScript]).toEqual(['torchscript', true]);
  });

  test('a pickle under any name is read; one in a storage is told apart', async () => {
    const analysis = await read(
      torchZip('a', { 'data.pkl': OBJECT, 'readme.txt': CALLS_SYSTEM, 'data/0': bytes(CALLS_SYSTEM, WEIGHTS) }),
    );
    expect(roles(analysis)).toEqual(['torch-object a/data.pkl@0', 'member a/readme.txt@0', 'storage a/data/0@0']);
  });

  test('a deflated object is read, and its bytes are nowhere in the file', async () => {
    const deflated = deflateRawSync(OBJECT);
    const analysis = await read(
      zip([
        { name: 'a/data.pkl', data: OBJECT, deflated },
        { name: 'a/data/0', data: WEIGHTS },
      ]),
    );
    expect([problems(analysis), codes(analysis)]).toEqual([[], []]);
    expect(programs(analysis)[0]?.at.file).toBeNull();
    expect(analysis.coverage.segments.map(({ kind }) => kind)).toContain('compressed');
    expect(tensors(analysis)[0]?.problem).toBeNull();
    const source = analysis.session.sourceAt(['model.pt', 'a/data.pkl']);
    expect(await source?.read(0, 1000)).toEqual(OBJECT);
  });

  test('bytes after a deflate stream and after a STOP are found', async () => {
    const deflated = bytes(deflateRawSync(bytes(OBJECT, CALLS_SYSTEM, ascii('junk!'))), CALLS_SYSTEM);
    const data = bytes(OBJECT, CALLS_SYSTEM, ascii('junk!'));
    const analysis = await read(zip([{ name: 'a/data.pkl', data, deflated }]));
    const end = 40 + deflated.length - CALLS_SYSTEM.length;
    expect(roles(analysis)).toEqual([
      'torch-object a/data.pkl@0',
      `trailing a/data.pkl@${OBJECT.length}`,
      `carved @${end}`,
    ]);
    expect(kinds(analysis)).toEqual(['unclaimed', 'unclaimed']);
  });

  test('a second load goes on behind STOP or behind its frame: both are read', async () => {
    // PROTO 4, FRAME of NONE STOP and a whole pickle, and another pickle behind it.
    const frame = bytes(ascii('N.'), CALLS_SYSTEM);
    const head = bytes(Uint8Array.of(0x80, 4, 0x95, frame.length, 0, 0, 0, 0, 0, 0, 0), frame);
    const analysis = await read(bytes(head, CALLS_SYSTEM), 'twice.pkl');
    expect(roles(analysis)).toEqual(['bare @0', 'trailing @13', `trailing @${head.length.toString()}`]);
  });

  test('broken compressed data and unknown methods are problems', async () => {
    const broken = await read(zip([{ name: 'a/data.pkl', data: OBJECT, deflated: Uint8Array.of(255, 255, 255) }]));
    expect(kinds(broken)).toContain('malformed');
    const method = { method: 98 };
    const ppmd = await read(zip([{ name: 'a/data.pkl', data: OBJECT, local: method, central: method }]));
    expect(kinds(ppmd)).toEqual(['unsupported']);
  });

  test('5,000 storages stay in the tables, the tree says how many it leaves out', async () => {
    const records = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`data/${i}`, WEIGHTS]));
    const analysis = await read(torchZip('a', { ...records, 'data.pkl': OBJECT }));
    expect([analysis.tree.children.length, analysis.tree.omitted]).toEqual([1000, 4001]);
    expect(names(analysis.tree)).toContain('a/data.pkl');
    expect([analysis.coverage.accounted, kinds(analysis)]).toEqual([analysis.coverage.size, []]);
    expect(analysis.coverage.segments.length).toBeLessThanOrEqual(2000);
  });
});

describe('the legacy stream', () => {
  const LEGACY = legacy(OBJECT, { '0': WEIGHTS });

  test('is understood to the last byte', async () => {
    const analysis = await read(LEGACY);
    expect([analysis.format, analysis.coverage.accounted, problems(analysis)]).toEqual([
      'torch-legacy',
      LEGACY.length,
      [],
    ]);
    expect(programs(analysis).map(({ role, index }) => [role, index])).toEqual(
      [0, 1, 2, 3, 4].map((i) => ['torch-legacy', i]),
    );
    expect(torch(analysis)).toMatchObject({ container: 'legacy', byteorder: 'little', pickle: 3 });
    expect(tensors(analysis)).toMatchObject([{ name: 'w', problem: null, storage: { bytes: 16 } }]);
  });

  test('a program in place of the magic is still the legacy format', async () => {
    const magic = ascii('\x80\x02c__builtin__\nint\n(X\x18\0\0\0' + '119547037146038801333356tR.');
    const analysis = await read(bytes(magic, LEGACY.subarray(15)));
    expect([analysis.format, programs(analysis).length, problems(analysis)]).toEqual(['torch-legacy', 5, []]);
  });

  test('bytes after the storages, and storages that do not fit', async () => {
    const after = await read(bytes(LEGACY, CALLS_SYSTEM));
    expect(kinds(after)).toEqual(['unclaimed']);
    expect(roles(after).at(-1)).toBe(`carved @${LEGACY.length}`);
    const cut = await read(LEGACY.subarray(0, LEGACY.length - 4));
    expect(kinds(cut)).toContain('malformed');
    expect(tensors(cut)[0]?.problem?.code).toBe('missing-record');
  });

  const corpus = join(import.meta.dirname, '../../../shared/corpus/PerceptualSimilarity/lpips/weights');
  const expected = {
    alex: [64, 192, 384, 256, 256],
    vgg: [64, 128, 256, 512, 512],
    squeeze: [64, 128, 256, 384, 384, 512, 512],
  };
  const files = ['v0.0', 'v0.1'].flatMap((version) =>
    Object.entries(expected).map(([net, channels]) => ({ version, net, channels })),
  );
  test.skipIf(!existsSync(corpus)).each(files)('real file: $version/$net', async ({ version, net, channels }) => {
    const analysis = await read(readFileSync(join(corpus, version, `${net}.pth`)), `${net}.pth`);
    expect(problems(analysis)).toEqual([]);
    expect(analysis.coverage.accounted).toBe(analysis.coverage.size);
    expect(tensors(analysis).map(({ name, dtype, shape, problem }) => ({ name, dtype, shape, problem }))).toEqual(
      channels.map((channel, i) => ({
        name: `lin${i}.model.1.weight`,
        dtype: 'float32',
        shape: [1, channel, 1, 1],
        problem: null,
      })),
    );
  });
});

describe('other content', () => {
  test.each<[string, Uint8Array, string, string | null, string[]]>([
    ['a pickle', OBJECT, 'x.pkl', 'pickle', []],
    ['nothing', new Uint8Array(0), 'x.bin', 'empty', []],
    ['zeros', new Uint8Array(9000), 'x.bin', 'zeros', []],
    ['text', ascii('hello, world\n'), 'x.txt', 'text', []],
    ['an HTML page', ascii('<!DOCTYPE html><p>404'), 'model.bin', 'html', []],
    [
      'an LFS pointer',
      ascii('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'),
      'model.pt',
      'lfs-pointer',
      [],
    ],
    ['safetensors', bytes(Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0), ascii('{}')), 'x.safetensors', 'safetensors', []],
    ['GGUF', bytes(ascii('GGUF'), new Uint8Array(60).fill(3)), 'x.gguf', 'gguf', ['unsupported', 'unclaimed']],
    [
      'HDF5 behind a user block',
      bytes(new Uint8Array(512).fill(1), Uint8Array.of(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10)),
      'x.h5',
      'hdf5',
      ['malformed', 'unclaimed', 'malformed', 'unclaimed'],
    ],
    ['noise', Uint8Array.from({ length: 300 }, (_, i) => (i * 151 + 7) & 255), 'x.bin', null, ['unsupported']],
  ])('%s is named; what is not read is a problem', async (_, file, name, format, expected) => {
    const analysis = await read(file, name);
    expect([analysis.format, kinds(analysis)]).toEqual([format, expected]);
  });

  test('a name that promises another format is noted, not believed', async () => {
    const analysis = await read(OBJECT, 'model.safetensors');
    expect(analysis.facts[0]).toMatchObject({ kind: 'identity', format: 'pickle', extension: '.safetensors' });
  });

  test('a pickle with an archive behind it is both', async () => {
    const file = zip([{ name: 'a/data.pkl', data: CALLS_SYSTEM }], { prefix: OBJECT, countPrefix: true });
    const analysis = await read(file);
    expect(analysis.facts[0]).toMatchObject({ format: 'pickle', also: ['torch-zip'] });
    expect(roles(analysis)).toEqual(['bare @0', 'torch-object a/data.pkl@0']);
    expect([torch(analysis)?.atStart, codes(analysis)]).toEqual([false, ['prefix']]);
  });

  test('hidden programs and archives in bytes nobody explains are opened', async () => {
    const file = zip([{ name: 'a.txt', data: ascii('hi') }], {
      suffix: bytes(
        ascii('....'),
        ascii('cos\nsystem\n(S"x"\ntR.'),
        ascii('??'),
        zip([{ name: 'b', data: CALLS_SYSTEM }], { noDirectory: true }),
      ),
    });
    const analysis = await read(file);
    expect(roles(analysis).map((role) => role.replace(/@.*/, ''))).toContain('carved ');
    expect(kinds(analysis)).toContain('unclaimed');
    expect(programs(analysis).length).toBe(2);
  });

  test('words on lines of their own are no program, with or without a slip among them', async () => {
    const words = ascii('dark\ncos\ncosco\n.\ncosmic\ncosmos\n.\n'.repeat(200));
    const list = await read(bytes(words, ascii('dark\n\x08moebius\n'), words), 'words.txt');
    expect([programs(list).length, kinds(list)]).toEqual([0, []]);
    const unknown = await read(bytes(Uint8Array.of(0xff, 0xfe, 1, 0xc1), words), 'words.bin');
    expect(programs(unknown)).toEqual([]);
    const program = ascii("cos\nsystem\n(S'x'\ntR");
    const called = await read(
      bytes(Uint8Array.of(0xff, 0xfe, 1, 0xc1), words, Uint8Array.of(0xff), program),
      'words.bin',
    );
    expect(roles(called)).toEqual([`carved @${5 + words.length}`]);
  });

  test('names of eight bits a character are spelled, too', async () => {
    const noise = new Uint8Array(200).fill(0xff);
    const program = ascii('(U\x02osU\x06system\x93(U\x02idtR.');
    expect(roles(await read(bytes(noise, program, noise), 'x.bin'))).toEqual(['carved @200']);
  });

  test('what only its name calls numbers is not known', async () => {
    const shard = await read(new Uint8Array(5000).fill(0xc3), 'v.data-00000-of-00001');
    expect([shard.format, kinds(shard)]).toEqual(['tf-shard', ['unsupported']]);
    const hidden = bytes(new Uint8Array(50).fill(0xc3), ascii("cos\nsystem\n(S'x'\ntR."));
    expect(roles(await read(hidden, 'v.data-00000-of-00001'))).toEqual(['carved @50']);
  });

  test('a long text is text to its end, wherever its characters are cut', async () => {
    for (const lead of [0, 1, 2]) {
      const text = new TextEncoder().encode(`${'x'.repeat(lead)}${'\u20ac'.repeat(3_000_000)}`);
      const analysis = await read(text, 'long.txt');
      expect([kinds(analysis), analysis.coverage.accounted]).toEqual([[], text.length]);
    }
  });

  test('archives are opened eight deep, and the ninth is a problem', async () => {
    let file: Uint8Array = CALLS_SYSTEM;
    for (let i = 0; i < 12; i += 1) file = zip([{ name: `${i}.zip`, data: file }]);
    const analysis = await read(file);
    expect(kinds(analysis)).toContain('limit');
    expect(Math.max(...analysis.facts.map(({ at }) => at.path.length))).toBe(8);
  });
});

describe('when something fails', () => {
  test('a host that cannot read ends the analysis with its own error', async () => {
    const host = { size: 100, read: () => Promise.reject(new SourceError('changed', 'gone', 0)) };
    await expect(analyse(new RootSource('f', host), engine)).rejects.toBeInstanceOf(SourceError);
  });

  test('a reader that throws is reported, the others go on', async () => {
    const zipped = zip([
      { name: 'a/data.pkl', data: OBJECT },
      { name: 'b', data: CALLS_SYSTEM },
    ]);
    const poisoned = instantiate(loadModule());
    let calls = 0;
    const original = poisoned.call.bind(poisoned);
    poisoned.call = (name, ...rest) => {
      if (name === 'pickle_summary' && (calls += 1) === 1) throw new TypeError('a bug');
      return original(name, ...rest);
    };
    const analysis = await analyse(bytesSource(zipped, 'f'), poisoned);
    expect(kinds(analysis)).toContain('reader-failed');
    expect(roles(analysis).length).toBeGreaterThan(0);
  });

  test('random mutations never throw and the map stays whole', async () => {
    const seeds = [
      CHECKPOINT,
      legacy(OBJECT, { '0': WEIGHTS }),
      OBJECT,
      zip([{ name: 'a/data.pkl', data: OBJECT, deflated: deflateRawSync(OBJECT) }]),
    ];
    const edit = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 6 }), async (seed, edits) => {
        const file = seed.slice();
        for (const [where, value] of edits) file[Math.floor(where * file.length)] = value;
        const analysis = await read(file);
        expect(kinds(analysis)).not.toContain('reader-failed');
        let at = 0;
        for (const { offset, length } of analysis.coverage.segments) {
          expect(offset).toBe(at);
          at += length;
        }
        expect(at).toBe(file.length);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});

/** Facts without what only lives in memory. */
function flat(fact: Fact): unknown {
  return fact.kind === 'pickle'
    ? { ...fact, source: null, traces: fact.traces.map(({ steps, end }) => ({ steps, end })) }
    : fact;
}
