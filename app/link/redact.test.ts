import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARDED, folder, SMALL } from '../../workers/report/exports/report.fixture.ts';
import type { Report } from '../../workers/report/schema.ts';
import { encodeLink } from './report-link.ts';
import { withoutNames } from './redact.ts';

function redacted(report: Report): Report {
  const made = withoutNames(report);
  if (made === null) throw new Error('no report');
  return made;
}

/** The fixture with other names everywhere a report of ours has one. */
function named(file: string, entry: string, tensor: string, missing: string): Report {
  const json = JSON.stringify(CARDED)
    .replaceAll('secret-project.bin', `${file}.bin`)
    .replaceAll('secret-project/data.pkl', `${file}/${entry}.pkl`)
    .replaceAll('secret-project', file);
  const report = JSON.parse(json) as Report;
  const [call, other] = report.findings;
  if (call === undefined || other === undefined) throw new Error('no finding');
  const hex = Buffer.from(tensor).toString('hex');
  const bytes = { offset: 0, hex, marks: [], hit: { offset: 0, length: 1 } };
  const shard = { ...other, id: `shard@${file}.bin:1`, title: ['Missing: ', { data: `${missing}.safetensors` }] };
  const segments = report.coverage.segments.map((one, i) =>
    i === 2 ? { ...one, kind: 'weights' as const, label: tensor } : one,
  );
  return {
    ...report,
    findings: [call, { ...shard, evidence: { kind: 'bytes', bytes } }, other],
    coverage: { ...report.coverage, segments },
    metadata: {
      entries: [{ key: { data: tensor }, type: 'string', value: [{ data: file }], place: call.place }],
      omitted: 0,
    },
  };
}

describe('a report without names', () => {
  it('has none of them, in no text and in no bytes', () => {
    const name = fc.stringMatching(/^[a-z]{2}_[a-z0-9]{5,12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 4, maxLength: 4 }), ([a = '', b = '', c = '', d = '']) => {
        const before = named(a, b, c, d);
        for (const report of [before, { ...before, file: { ...before.file, path: `/home/${d}/${a}.bin` } }]) {
          const json = JSON.stringify(redacted(report));
          for (const secret of [a, b, c, d]) {
            expect(JSON.stringify(report)).toContain(secret);
            expect(json).not.toContain(secret);
            expect(json).not.toContain(Buffer.from(secret).toString('hex'));
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  it('has no beginning of one either, where a long name was cut', () => {
    const name = `${'secretpart'.repeat(15)}.pt`;
    const [finding] = SMALL.findings;
    if (finding === undefined) throw new Error('no finding');
    const { path } = finding.place;
    const place = { ...finding.place, path: [...path, `folder/${name}`] };
    const where = [{ data: `folder/${name}`.slice(0, 120), cut: 33 }];
    const report = redacted({ ...SMALL, findings: [{ ...finding, place, where }] });
    expect(JSON.stringify(report)).not.toContain('secretpart');
    expect(JSON.stringify(report.findings[0]?.where)).toMatch(/^\[\{"data":"name\d+\/name\d+\.pt","cut":33\}\]$/);
  });

  it('keeps what it is judged by: calls, imports, sizes, hashes, offsets and their order', () => {
    const report = redacted(named('mine', 'part', 'layer', 'gone'));
    expect(report.summary.call).toEqual(SMALL.summary.call);
    expect(report.programs[0]?.names).toEqual(['os.system']);
    expect(report.findings[0]?.snippet).toEqual(SMALL.findings[0]?.snippet);
    expect(report.findings.map(({ place }) => [place.offset, place.path.length])).toEqual([
      [36, 2],
      [128, 1],
      [128, 1],
    ]);
    expect(report.file.sha256).toBe(SMALL.file.sha256);
    expect(report.findings[0]?.place.path).toEqual(['this file', 'this file/name1.pkl']);
    expect(report.findings[1]?.title).toEqual(['Missing: ', { data: 'name2.safetensors' }]);
    expect(report.leftOut).toEqual({ findings: 0, evidence: 1, contents: 2, names: true });
  });

  it('keeps names that formats prescribe, and tells files with other names apart', () => {
    const report = redacted(folder(2));
    expect(report.file.path).toBe('this folder');
    expect(report.files?.map(({ file }) => file.path)).toEqual([
      'this folder/name1/name2.bin',
      'this folder/name1/name5.txt',
      'this folder/name4/name2.bin',
      'this folder/name4/name5.txt',
    ]);
    expect(JSON.stringify(report)).not.toMatch(/northmere|secret|notes|part-/);
    expect(report.files?.[0]?.tree.children[0]?.name).toBe('name3/data.pkl');
  });

  it('is what a link without names holds, and is the same every time', async () => {
    const link = await encodeLink(CARDED, { names: false });
    expect(link).toMatchObject({ kind: 'link', report: { leftOut: { names: true } } });
    expect(await encodeLink(structuredClone(CARDED), { names: false })).toEqual(link);
  });
});
