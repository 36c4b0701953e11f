import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../analyse/analyse.ts';
import { reportOf } from '../../analyse/report.ts';
import type { TensorFact } from '../../facts.ts';
import type { Report } from '../../report/schema.ts';
import { bytesSource } from '../../source/sources.ts';
import { instantiate } from '../../wasm/engine.ts';
import { loadModule } from '../../wasm/load.node.ts';
import { checksum } from './checksum.ts';

const engine = instantiate(loadModule());
const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));

async function reported(bytes: Uint8Array, name = 'm.h5'): Promise<Report> {
  const analysis = await analyse(bytesSource(bytes, name), engine);
  const report = await reportOf(analysis, { path: name, size: bytes.length, sha256: null });
  analysis.session.close();
  return report;
}

describe('Keras’ configuration in HDF5', () => {
  test.each(['lambda.h5', 'lambda-fixed.h5', 'lambda-latest.h5', 'lambda-user-block.h5'])(
    '%s: bytecode is told where it stands in the file',
    async (name) => {
      const bytes = fixture(name);
      const { findings, loaders, verdict } = await reported(bytes);
      expect(verdict).toBe('runs-code');
      expect(loaders.map(({ outcome }) => outcome)).toEqual(['refuses', 'runs', 'runs']);
      const [finding] = findings;
      expect(finding?.rule).toBe('keras.bytecode-telling');
      const at = finding?.place.file?.[0];
      expect(String.fromCharCode(...bytes.subarray(at?.offset, (at?.offset ?? 0) + 5))).toBe('"4wEA');
    },
  );

  test('ordinary layers and their weights: nothing runs, every byte is explained', async () => {
    const report = await reported(fixture('dense.h5'));
    expect(report.findings).toEqual([]);
    expect(report.verdict).toBe('nothing-runs');
    expect(report.coverage.accounted).toBe(report.coverage.size);
    expect(report.metadata?.entries.map(({ key }) => key.data)).toEqual(['keras_version']);
  });
});

const told = ({ findings }: Report): string[] => findings.map(({ rule, severity }) => `${rule} ${severity}`).sort();

describe.each(['old', 'new'])('the %s form', (form) => {
  test.each(['chunks', 'many'])('%s: every byte is explained, nothing runs', async (name) => {
    const report = await reported(fixture(`${name}-${form}.h5`));
    expect([report.verdict, told(report)]).toEqual(['nothing-runs', []]);
    expect(report.coverage.accounted).toBe(report.coverage.size);
  });

  test('arrays by name, type, shape and size, however their chunks are found', async () => {
    const { facts, session } = await analyse(bytesSource(fixture(`chunks-${form}.h5`)), engine);
    session.close();
    const tensors = facts.filter((fact): fact is TensorFact => fact.kind === 'tensor');
    const of = (name: string): TensorFact | undefined => tensors.find((one) => one.name === name);
    expect(tensors.map(({ name, dtype, shape }) => `${name} ${dtype} ${shape.join('×')}`)).toEqual([
      'extensible float32 60',
      'extensible-gzip float32 60',
      'fixed float32 6×10',
      'fixed-gzip float32 6×10',
      'grown int16 200',
      'single float32 60',
      'single-gzip float32 60',
      'tree float32 6×10',
      'tree-gzip float32 6×10',
    ]);
    expect(tensors.map(({ problem }) => problem)).toEqual(tensors.map(() => null));
    // Two rows of four chunks of 36 bytes.
    expect(of('tree')?.storage.bytes).toBe(288);
    expect(of('grown')?.storage.bytes).toBe(400);
    expect(of('single')?.storage.record?.length).toBe(240);
  });

  test('types have the names libraries give them', async () => {
    const { facts, session } = await analyse(bytesSource(fixture(`many-${form}.h5`)), engine);
    session.close();
    const types = facts.flatMap((fact) => (fact.kind === 'tensor' ? [`${fact.name} ${fact.dtype}`] : []));
    expect(types).toEqual(['half float16', 'texts string', 'truth bool', 'typed {x: float32, y: int64}']);
  });

  test('what leads out of the file is told where it is named', async () => {
    const bytes = fixture(`outside-${form}.h5`);
    const report = await reported(bytes);
    expect(report.verdict).toBe('can-run-code');
    expect(told(report).filter((one) => one !== 'hdf5.gap note')).toEqual([
      'hdf5.dangling note',
      'hdf5.external medium',
      'hdf5.external-outside high',
      'hdf5.soft-outside medium',
      'hdf5.storage high',
    ]);
    expect(report.loaders.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['h5py runs']);
    const place = report.findings.find(({ rule }) => rule === 'hdf5.storage')?.place;
    const at = place?.offset ?? 0;
    expect(String.fromCharCode(...bytes.subarray(at, at + (place?.length ?? 0)))).toBe('/etc/passwd');
  });

  test('pickles among the values are programs, in place, in pieces, packed and in lists', async () => {
    const report = await reported(fixture(`pickles-${form}.h5`));
    expect(report.verdict).toBe('runs-code');
    expect(told(report)).toEqual(Array(7).fill('pickle.call.process critical'));
    expect(report.loaders.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
      'tables runs',
      'pandas.read_hdf runs',
      'h5py loads',
    ]);
    const names = report.findings.map(({ place }) => place.path.at(-1)).sort();
    expect(names).toEqual(['bytes', 'in-place', 'lzf', 'packed', 'pieces', 'value 1', 'void']);
  });
});

test('shared bytes, a shape no file fills, a group in itself', async () => {
  expect(told(await reported(fixture('odd.h5')))).toEqual([
    'hdf5.cycle low',
    'hdf5.gap note',
    'hdf5.overlap medium',
    'hdf5.sparse low',
  ]);
});

test('weights of Keras are read whole: one that is declared far larger than the file is told', async () => {
  const report = await reported(fixture('odd.h5'), 'model.weights.h5');
  expect(told(report)).toContain('hdf5.shape medium');
});

test('a virtual array names other files, and itself', async () => {
  const report = await reported(fixture('virtual.h5'));
  expect(told(report)).toEqual(['hdf5.virtual medium', 'hdf5.virtual-outside high']);
});

test('what was deleted is told as left over, names of Keras that lead nowhere as well', async () => {
  const report = await reported(fixture('deleted.h5'));
  expect([report.verdict, told(report)]).toEqual(['nothing-runs', ['hdf5.gap note', 'hdf5.names low']]);
});

test('a changed byte under a checksum is told', async () => {
  const bytes = fixture('outside-new.h5');
  bytes[String.fromCharCode(...bytes).indexOf('other.h5')] = 0x41;
  expect(told(await reported(bytes))).toContain('hdf5.checksum medium');
});

test('a link that was taken out of its index is missed, with every checksum right', async () => {
  const bytes = fixture('many-new.h5');
  const view = new DataView(bytes.buffer);
  const text = String.fromCharCode(...bytes);
  let head = text.indexOf('BTHD');
  while (bytes[head + 5] !== 5) head = text.indexOf('BTHD', head + 1);
  const leaf = Number(view.getBigUint64(head + 16, true));
  const left = view.getUint16(head + 24, true) - 1;
  const end = leaf + 6 + left * 11;
  view.setUint16(head + 24, left, true);
  view.setBigUint64(head + 26, BigInt(left), true);
  view.setUint32(head + 34, checksum(bytes.subarray(head, head + 34)), true);
  view.setUint32(end, checksum(bytes.subarray(leaf, end)), true);
  expect(told(await reported(bytes))).toEqual(['hdf5.gap note', 'hdf5.heap-name medium']);
});

test('a program behind the file, and one before it', async () => {
  const pickle = Uint8Array.from('\x80\x02cos\nsystem\nX\x04\0\0\0true\x85R.', (letter) => letter.charCodeAt(0));
  const behind = await reported(Uint8Array.of(...fixture('dense.h5'), ...pickle));
  expect([behind.verdict, told(behind)[0]]).toEqual(['can-run-code', 'pickle.call.process high']);
  const bytes = fixture('lambda-user-block.h5');
  bytes.set(pickle);
  expect(told(await reported(bytes))).toEqual(
    expect.arrayContaining(['hdf5.user-block-format medium', 'pickle.call.process critical']),
  );
});

test('the first member of a tar archive is a member, not a file behind a user block', async () => {
  const header = new Uint8Array(512);
  const write = (at: number, text: string): void => header.set(new TextEncoder().encode(text), at);
  const member = fixture('outside-new.h5');
  write(0, 'm.h5');
  write(100, '0000644\0');
  write(124, `${member.length.toString(8).padStart(11, '0')}\0`);
  write(148, '        ');
  write(156, '0');
  write(257, 'ustar\x0000');
  const sum = header.reduce((all, byte) => all + byte, 0);
  write(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  const report = await reported(Uint8Array.of(...header, ...member, ...new Uint8Array(1024 + 512)), 'm.tar');
  expect(told(report).filter((one) => one.startsWith('hdf5.'))).toEqual([
    'hdf5.dangling note',
    'hdf5.external medium',
    'hdf5.external-outside high',
    'hdf5.soft-outside medium',
    'hdf5.storage high',
  ]);
});

test('cut files are never told to run nothing', async () => {
  for (const name of ['dense.h5', 'lambda-latest.h5', 'many-new.h5', 'chunks-new.h5', 'pickles-old.h5']) {
    const whole = fixture(name);
    for (let length = 0; length < whole.length; length += name === 'dense.h5' ? 97 : 997) {
      const report = await reported(whole.subarray(0, length));
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      if (length > 8) expect(report.verdict).not.toBe('nothing-runs');
    }
  }
});

test('damaged files are read without a fault, twice alike', async () => {
  const whole = fixture('many-new.h5');
  const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(flips, async (all) => {
      const bytes = whole.slice();
      for (const [at, value] of all) bytes[at] = value;
      const report = await reported(bytes);
      expect(report.problems.filter(({ kind }) => kind === 'reader-failed')).toEqual([]);
      expect(await reported(bytes)).toEqual(report);
    }),
    { numRuns: 25 },
  );
});
