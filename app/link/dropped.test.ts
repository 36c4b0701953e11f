import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { BUNDLE_FOLDER, type BundleTables, evidenceBundle } from '../../workers/report/exports/bundle.ts';
import { jsonReport } from '../../workers/report/exports/json.ts';
import { folder, SMALL } from '../../workers/report/exports/report.fixture.ts';
import { reportIn } from './dropped.ts';

const none = () => Promise.resolve({ ok: true as const, value: { first: 0, total: 0, rows: [] } });
const tables: BundleTables = {
  opcodes: none,
  sourceLines: none,
  bytes: () => Promise.resolve({ ok: true, value: new Uint8Array(3) }),
};
const made = await evidenceBundle(SMALL, () => tables, { bytes: true });
const file = (name: string, ...parts: BlobPart[]): File => new File(parts, name);

/** Our bundle with one entry more, as a model archive that claims to be a report would have. */
async function withMore(name: string): Promise<File> {
  const zip = await JSZip.loadAsync(made.zip);
  zip.file(`${BUNDLE_FOLDER}/${name}`, 'x', { createFolders: false });
  return file('a.zip', new Uint8Array(await zip.generateAsync({ type: 'uint8array' })));
}

describe('a dropped report', () => {
  it('is opened from JSON and from a bundle', async () => {
    expect(await reportIn(file('a.json', jsonReport(SMALL)))).toEqual({ kind: 'report', report: SMALL });
    expect(await reportIn(file('a.json', JSON.stringify(SMALL)))).toEqual({ kind: 'report', report: SMALL });
    expect(await reportIn(file('a.zip', made.zip))).toEqual({ kind: 'report', report: SMALL });
  });

  it('of a folder is opened too', async () => {
    const report = folder(2);
    const { zip } = await evidenceBundle(report, () => tables, { bytes: true });
    expect(await reportIn(file('m.zip', zip))).toEqual({ kind: 'report', report });
    expect(await reportIn(file('m.json', jsonReport(report)))).toEqual({ kind: 'report', report });
  });

  it('that is broken, newer or forged is told', async () => {
    expect(await reportIn(file('a.json', jsonReport(SMALL).slice(0, -9)))).toMatchObject({ kind: 'broken' });
    expect(await reportIn(file('a.json', jsonReport(SMALL).replace('"schema": 1', '"schema": 9')))).toEqual({
      kind: 'newer',
      schema: 9,
    });
  });

  it('is no report when it is anything else', async () => {
    for (const other of [
      file('config.json', '{"schema": 1}'),
      file('model.pt', made.zip),
      file('a.zip', made.zip, 'trailing'),
      file('a.zip', made.zip.subarray(0, 400)),
      await withMore('data.pkl'),
      await withMore('bytes/../data.pkl'),
    ])
      expect(await reportIn(other), other.name).toBeNull();
  });
});
