import { createHash } from 'node:crypto';
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import type { OpcodeRow, Result, SourceLine } from '../../protocol.ts';
import type { Report } from '../schema.ts';
import { BUNDLE_FOLDER, type BundleTables, evidenceBundle } from './bundle.ts';
import { CARDED, folder, hostile, HOSTILE_TEXT } from './report.fixture.ts';

const BYTES = { bytes: true };
const ROW: OpcodeRow = {
  step: 0,
  offset: 2,
  fileOffset: 66,
  length: 11,
  code: 0x63,
  name: 'GLOBAL',
  class: 'name',
  argument: [{ data: 'os\u202e.system' }],
  depth: 1,
  marks: 1,
};
const LINE: SourceLine = {
  line: 1,
  kind: 'call',
  indent: 1,
  tokens: [{ part: { data: 'os.system' }, kind: 'name', step: 4 }],
  note: ['never run'],
  at: '0x24',
  from: 1,
  to: 4,
  bytes: null,
  elsewhere: false,
};

/** A document whose program has `total` steps. */
function tables(total: number): BundleTables {
  const page = <T>(row: T, first: number, count: number) => ({
    ok: true as const,
    value: { first, total, rows: Array.from({ length: Math.max(0, Math.min(count, total - first)) }, () => row) },
  });
  return {
    opcodes: (_program, first, count) => Promise.resolve(page(ROW, first, count)),
    sourceLines: (_program, first, count) =>
      Promise.resolve(page({ ...LINE, hidden: 0, alike: 0, group: 0, hiddenTo: null, alone: null }, first, count)),
    bytes: (_artifact, _offset, length): Promise<Result<Uint8Array>> =>
      Promise.resolve({ ok: true, value: new Uint8Array(length).fill(0x52) }),
  };
}

async function unpack(report: Report, total = 3): Promise<Map<string, string>> {
  const { zip } = await evidenceBundle(report, () => tables(total), BYTES);
  const read = await JSZip.loadAsync(zip, { checkCRC32: true });
  const out = new Map<string, string>();
  for (const [name, entry] of Object.entries(read.files)) out.set(name, await entry.async('string'));
  return out;
}

describe('the evidence bundle', () => {
  it('holds the report in each form, listings, bytes, hashes and what they are', async () => {
    const files = await unpack(CARDED);
    expect([...files.keys()]).toEqual(
      [
        'README.txt',
        'SHA256SUMS',
        'bytes/0-00000080.bin.txt',
        'bytes/1-00000020.bin.txt',
        'members/1-00000000.bin.txt',
        'programs/0.opcodes.txt',
        'programs/0.pseudo-python.txt',
        'report.html',
        'report.json',
        'report.md',
        'report.sarif',
      ].map((name) => `${BUNDLE_FOLDER}/${name}`),
    );
    expect(JSON.parse(files.get(`${BUNDLE_FOLDER}/report.json`) ?? '')).toEqual(CARDED);
    expect(files.get(`${BUNDLE_FOLDER}/programs/0.opcodes.txt`)).toContain('00000002    GLOBAL os\\u{202e}.system');
    expect(files.get(`${BUNDLE_FOLDER}/programs/0.pseudo-python.txt`)).toContain('    os.system  # never run');
    expect(files.get(`${BUNDLE_FOLDER}/README.txt`)).toContain('Nothing else was left out.');
    for (const line of (files.get(`${BUNDLE_FOLDER}/SHA256SUMS`) ?? '').trim().split('\n')) {
      const [sum = '', name = ''] = line.split('  ');
      const text = files.get(`${BUNDLE_FOLDER}/${name}`) ?? 'missing';
      expect(createHash('sha256').update(text).digest('hex'), name).toBe(sum);
    }
  });

  it('has the same bytes every time', async () => {
    const [a, b] = [
      await evidenceBundle(CARDED, () => tables(700), BYTES),
      await evidenceBundle(structuredClone(CARDED), () => tables(700), BYTES),
    ];
    expect(Buffer.compare(a.zip, b.zip)).toBe(0);
  });

  it('is capped, and says what it does not hold', async () => {
    const files = await unpack(CARDED, 1_000_000);
    expect(files.get(`${BUNDLE_FOLDER}/programs/0.opcodes.txt`)?.split('\n').length).toBeLessThan(21_000);
    expect(files.get(`${BUNDLE_FOLDER}/README.txt`)).toMatch(/Opcodes of program 0: 20,\d+ of 1,000,000 lines\./);
  });

  it('goes on when the engine fails, and says so', async () => {
    const failing: BundleTables = {
      ...tables(3),
      opcodes: () => Promise.resolve({ ok: false, error: { code: 'crashed', message: 'gone' } }),
      bytes: () => Promise.resolve({ ok: false, error: { code: 'crashed', message: 'gone' } }),
    };
    const { left, pieces } = await evidenceBundle(CARDED, () => failing, BYTES);
    expect(pieces).toBe(0);
    expect(left.join(' ')).toContain('Opcodes of program 0: stopped after 0 lines (gone).');
  });

  it('has dangerous members whole, as they are; or no byte of the file, by choice, and says so', async () => {
    const files = await unpack(CARDED);
    expect(files.get(`${BUNDLE_FOLDER}/members/1-00000000.bin.txt`)).toBe('R'.repeat(39));
    expect(files.get(`${BUNDLE_FOLDER}/README.txt`)).toContain('3 pieces of the file are in here.');
    const none = await evidenceBundle(CARDED, () => tables(3), { bytes: false });
    const names = Object.keys((await JSZip.loadAsync(none.zip)).files);
    expect(names.some((name) => /bytes|members/.test(name))).toBe(false);
    expect(none.left).toEqual(['The bytes of the file, by choice: bytes/ and members/.']);
  });

  it('that are too large, or end early, are named and not in it', async () => {
    const [program] = CARDED.programs;
    if (program === undefined) throw new Error('no program');
    const size = 9 << 20;
    const large = { ...program, place: { ...program.place, length: size } };
    const tree = {
      ...CARDED.tree,
      children: CARDED.tree.children.map((one) => ({ ...one, place: { ...one.place, length: size } })),
    };
    const { left } = await evidenceBundle({ ...CARDED, programs: [large], tree }, () => tables(3), BYTES);
    expect(left.join(' ')).toContain('9,437,184 bytes: too large.');
    const empty: BundleTables = { ...tables(3), bytes: () => Promise.resolve({ ok: true, value: new Uint8Array() }) };
    const ends = await evidenceBundle(CARDED, () => empty, BYTES);
    expect(ends.left.join(' ')).toContain('it ends after 0 bytes');
  });

  it('of a folder holds what matters of each file, by its number', async () => {
    const report = folder(2);
    const { zip, left } = await evidenceBundle(
      report,
      (file) => (file === report.files?.[0] ? tables(3) : null),
      BYTES,
    );
    const read = await JSZip.loadAsync(zip);
    const names = Object.keys(read.files).map((name) => name.slice(BUNDLE_FOLDER.length + 1));
    expect(names).toContain('programs/file1-0.opcodes.txt');
    expect(names).toContain('members/file1-1-00000000.bin.txt');
    expect(names.some((name) => name.includes('file2') || name.includes('file3'))).toBe(false);
    expect(left.join(' ')).toContain('northmere/part-1/secret-project.bin: it is not open.');
    expect(await read.file(`${BUNDLE_FOLDER}/README.txt`)?.async('string')).toContain(
      'file3-     northmere/part-1/secret-project.bin',
    );
  });

  it('has only names of its own making', async () => {
    for (const name of (await unpack(hostile(HOSTILE_TEXT))).keys())
      expect(name).toMatch(/^vitrine-evidence\/(?:[a-z]+\/)?[\w.-]+$/);
  });
});
